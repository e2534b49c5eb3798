using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Iso20022.Messages;

/// <summary>The business application header of a message (head.001.001.02, <c>AppHdr</c>).</summary>
public sealed record BusinessHeader
{
    /// <summary>The sender (<c>Fr</c>); null where it is named in no way that the switch reads.</summary>
    public AgentIdentification? From { get; init; }

    /// <summary>The receiver (<c>To</c>); null where it is named in no way that the switch reads.</summary>
    public AgentIdentification? To { get; init; }

    /// <summary><c>BizMsgIdr</c>.</summary>
    public required string BusinessMessageId { get; init; }

    /// <summary><c>MsgDefIdr</c>: what the sender says that the document is.</summary>
    public required string MessageDefinition { get; init; }

    /// <summary><c>BizSvc</c>, or null.</summary>
    public string? BusinessService { get; init; }

    /// <summary><c>CreDt</c> as it is written.</summary>
    public required string CreatedAt { get; init; }

    /// <summary><c>CreDt</c> in Unix milliseconds, read as UTC where it has no zone; null where its year is out of range.</summary>
    public long? CreatedAtMs { get; init; }

    /// <summary>Whether <c>CreDt</c> has a zone (<c>Z</c> or an offset).</summary>
    public bool CreatedAtHasZone { get; init; }

    /// <summary><c>CpyDplct</c> (CODU, COPY, DUPL), or null.</summary>
    public string? CopyDuplicate { get; init; }

    /// <summary><c>PssblDplct</c>; false where it is not given.</summary>
    public bool PossibleDuplicate { get; init; }

    /// <summary>Whether there is a signature (<c>Sgntr</c>). It is not verified here.</summary>
    public bool HasSignature { get; init; }
}
