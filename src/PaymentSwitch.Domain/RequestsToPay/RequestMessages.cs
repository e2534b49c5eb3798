using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;

namespace PaymentSwitch.Domain.RequestsToPay;

/// <summary>A creditor agent asks for a payment (pain.013).</summary>
public sealed record AskToPay
{
    /// <summary>Who sent it, as the gateway has authenticated it.</summary>
    public required ParticipantId Sender { get; init; }

    /// <summary>The bank that is to pay (<c>DbtrAgt</c>).</summary>
    public required AgentIdentification DebtorAgent { get; init; }

    /// <summary>The bank that is to be paid (<c>CdtrAgt</c>).</summary>
    public required AgentIdentification CreditorAgent { get; init; }

    /// <summary><c>EndToEndId</c>: the payment that answers carries the same.</summary>
    public required string EndToEndId { get; init; }

    /// <summary>How much is asked for.</summary>
    public required Money Amount { get; init; }

    /// <summary>Until when it can be answered and paid, in Unix milliseconds.</summary>
    public required long ExpiresAtMs { get; init; }

    /// <summary>The message, whole: it is passed on.</summary>
    public required OriginalMessage Message { get; init; }

    /// <summary>A hash over the <c>Document</c>, keyed where the message is sealed.</summary>
    public required ReadOnlyMemory<byte> Digest { get; init; }
}

/// <summary>The debtor agent answers a request (pain.014).</summary>
public sealed record AnswerRequestToPay
{
    /// <summary>Who sent it, as the gateway has authenticated it.</summary>
    public required ParticipantId Sender { get; init; }

    /// <summary>Whether it will be paid.</summary>
    public required bool Accepts { get; init; }

    /// <summary>Whether it says neither, but that the answer comes later: the request stays open, until when it was.</summary>
    public bool IsPending { get; init; }

    /// <summary>Why not; null where it will.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>The message, whole: it is passed on.</summary>
    public required OriginalMessage Message { get; init; }

    /// <summary>A hash over the <c>Document</c>, keyed where the message is sealed.</summary>
    public required ReadOnlyMemory<byte> Digest { get; init; }
}

/// <summary>The reply of a request to pay.</summary>
public enum RequestReply
{
    /// <summary>Carried out.</summary>
    Done = 0,

    /// <summary>The same message came before.</summary>
    Repeat = 1,

    /// <summary>The identity was used before for other content.</summary>
    IdentityConflict = 2,

    /// <summary>There is no such request, or it was for another bank.</summary>
    Unknown = 3,

    /// <summary>The scheme knows no requests to pay, or not in this currency.</summary>
    NotInScheme = 4,

    /// <summary>The creditor agent is not reached through the sender, or the sender may not send.</summary>
    SenderNotCreditorAgent = 5,

    /// <summary>The debtor agent is in no directory entry.</summary>
    DebtorAgentUnknown = 6,

    /// <summary>The debtor agent cannot be reached now.</summary>
    DebtorAgentUnavailable = 7,

    /// <summary>Its time has passed.</summary>
    Expired = 8,

    /// <summary>It was answered or paid before.</summary>
    AnsweredBefore = 9,

    /// <summary>That the answer comes later was said before, by another message.</summary>
    PendingBefore = 10,
}

/// <summary>What a request decided: a fact or none, and a reply.</summary>
/// <param name="Reply">What the one who asked is told, once the fact is stored.</param>
/// <param name="Event">The fact; null where nothing changes.</param>
public readonly record struct RequestDecision(RequestReply Reply, RequestEvent? Event = null);

// Stored for good: add types and optional members; never rename one or change what it means.

/// <summary>A fact about a request to pay.</summary>
/// <param name="AtMs">When it happened, in Unix milliseconds.</param>
public abstract record RequestEvent(long AtMs) : IDomainEvent;

/// <summary>The switch took the request in and passes it on.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Sender">The creditor agent's participant.</param>
/// <param name="Receiver">The debtor agent's participant.</param>
/// <param name="EndToEndId"><c>EndToEndId</c>.</param>
/// <param name="Amount">How much is asked for.</param>
/// <param name="ExpiresAtMs">Until when, in Unix milliseconds.</param>
/// <param name="Message">The message, whole.</param>
/// <param name="Digest">SHA-256 over its <c>Document</c>.</param>
public sealed record RequestReceived(
    long AtMs,
    ParticipantId Sender,
    ParticipantId Receiver,
    string EndToEndId,
    Money Amount,
    long ExpiresAtMs,
    OriginalMessage Message,
    ReadOnlyMemory<byte> Digest) : RequestEvent(AtMs);

/// <summary>The debtor agent answered; the creditor agent is told.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Accepted">Whether it will be paid.</param>
/// <param name="ReasonCode">Why not; null where it will.</param>
/// <param name="Message">The message, whole.</param>
/// <param name="Digest">SHA-256 over its <c>Document</c>.</param>
public sealed record RequestAnswered(
    long AtMs, bool Accepted, string? ReasonCode, OriginalMessage Message, ReadOnlyMemory<byte> Digest) : RequestEvent(AtMs);

/// <summary>The debtor agent said that its answer comes later; the creditor agent is told. The request stays open.</summary>
/// <param name="AtMs">When.</param>
/// <param name="ReasonCode">Why not now; null where it gave none.</param>
/// <param name="Message">What it said, whole.</param>
/// <param name="Digest">SHA-256 over its <c>Document</c>.</param>
public sealed record RequestAnswerPending(
    long AtMs, string? ReasonCode, OriginalMessage Message, ReadOnlyMemory<byte> Digest) : RequestEvent(AtMs);

/// <summary>A payment has settled that answers it.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Payment">Which.</param>
public sealed record RequestPaid(long AtMs, Uetr Payment) : RequestEvent(AtMs);

/// <summary>Its time has passed.</summary>
/// <param name="AtMs">When the switch noticed.</param>
public sealed record RequestExpired(long AtMs) : RequestEvent(AtMs);
