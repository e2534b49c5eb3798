using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Gateway.Messages;

/// <summary>One message as it was brought, and how its sender wants it answered.</summary>
internal sealed class Submission
{
    /// <summary>Who proved to be the one that brings it.</summary>
    public required ParticipantId Caller { get; init; }

    /// <summary>Whom the request names as the one it is for; the caller where it names nobody.</summary>
    public required ParticipantId Named { get; init; }

    /// <summary>The bytes; they are kept.</summary>
    public required byte[] Body { get; init; }

    /// <summary>How long to wait for an outcome; zero not at all.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>Which page of a report is wanted, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>The trace it belongs to, or null.</summary>
    public string? TraceParent { get; init; }
}
