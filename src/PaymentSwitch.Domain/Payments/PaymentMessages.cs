using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Domain.Payments;

// ---- What a payment can be asked ----

/// <summary>Take in a payment that a participant has sent.</summary>
public sealed record SubmitPayment
{
    /// <summary>Who sent it, as the gateway has authenticated it.</summary>
    public required ParticipantId Sender { get; init; }

    /// <summary>What the switch reads of it.</summary>
    public required CreditTransfer Transfer { get; init; }

    /// <summary>The message, whole.</summary>
    public required OriginalMessage Message { get; init; }

    /// <summary>SHA-256 over the <c>Document</c>: the same identity with another digest is other content.</summary>
    public required ReadOnlyMemory<byte> Digest { get; init; }

    /// <summary>What the rules that need nothing but the message have found wrong with it.</summary>
    public IReadOnlyList<Violation> Violations { get; init; } = [];

    /// <summary>Another payment of this sender with the same transaction id, found by the host; null where there is none.</summary>
    public Uetr? SameTransactionId { get; init; }

    /// <summary>W3C trace context of the request (<c>traceparent</c>), so that one payment is one trace; or null.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>The creditor agent's answer (pacs.002).</summary>
public sealed record AnswerPayment
{
    /// <summary>Who sent it, as the gateway has authenticated it.</summary>
    public required ParticipantId Sender { get; init; }

    /// <summary>Which payment it answers (<c>OrgnlUETR</c>).</summary>
    public required Uetr Uetr { get; init; }

    /// <summary>The transaction status (<c>TxSts</c>): <c>RJCT</c>, or one by which the scheme's creditor agents accept.</summary>
    public required string Status { get; init; }

    /// <summary>Why it was rejected (<c>StsRsnInf</c>); null for an acceptance.</summary>
    public StatusReason? Reason { get; init; }

    /// <summary><c>OrgnlEndToEndId</c>, or null. Where given it must be the payment's.</summary>
    public string? OriginalEndToEndId { get; init; }

    /// <summary><c>OrgnlTxId</c>, or null. Where given it must be the payment's.</summary>
    public string? OriginalTransactionId { get; init; }

    /// <summary>The message, whole, kept as evidence of who decided.</summary>
    public required ReadOnlyMemory<byte> Message { get; init; }
}

/// <summary>A question for a payment's status (pacs.028).</summary>
/// <param name="Sender">Who asks, as the gateway has authenticated it.</param>
/// <param name="Uetr">Which payment (<c>OrgnlUETR</c>).</param>
public sealed record RequestPaymentStatus(ParticipantId Sender, Uetr Uetr);

/// <summary>What a payment replies. A refusal is a value: nothing was changed then.</summary>
public enum PaymentReply
{
    /// <summary>Carried out.</summary>
    Done = 0,

    /// <summary>The same message came before: nothing was changed, the stored answer stands.</summary>
    Repeat = 1,

    /// <summary>The identity was used before for other content, or by another sender.</summary>
    IdentityConflict = 2,

    /// <summary>There is no such payment, or the one who asks has no part in it.</summary>
    UnknownPayment = 3,

    /// <summary>The answer came after the deadline; the payment is expired.</summary>
    AnswerLate = 4,

    /// <summary>The answer says other than the one before it.</summary>
    AnswerContradicts = 5,

    /// <summary>The answer's references are not those of the payment.</summary>
    AnswerMismatch = 6,

    /// <summary>The scheme knows no answer with this transaction status.</summary>
    AnswerStatusNotAllowed = 7,

    /// <summary>The status was asked for before the scheme allows it.</summary>
    StatusTooEarly = 8,
}

/// <summary>What a payment decided: up to two facts, and a reply.</summary>
/// <param name="Reply">What the one who asked is told, once the facts are stored.</param>
/// <param name="First">The first fact, or null.</param>
/// <param name="Second">The second fact, or null.</param>
public readonly record struct PaymentDecision(PaymentReply Reply, PaymentEvent? First = null, PaymentEvent? Second = null);

// ---- Facts. Stored for good: add types and optional members; never rename one or change what it means. ----

/// <summary>A fact about a payment.</summary>
/// <param name="AtMs">When it happened by the switch's clock, in Unix milliseconds.</param>
public abstract record PaymentEvent(long AtMs) : IDomainEvent;

/// <summary>The switch took the payment in.</summary>
public sealed record PaymentReceived(long AtMs) : PaymentEvent(AtMs)
{
    /// <summary>Who sent it.</summary>
    public required ParticipantId Sender { get; init; }

    /// <summary>The participant that settles for the creditor agent; null where the directory knows none.</summary>
    public required ParticipantId? Receiver { get; init; }

    /// <summary>What the switch reads of it.</summary>
    public required CreditTransfer Transfer { get; init; }

    /// <summary>The message, whole.</summary>
    public required OriginalMessage Message { get; init; }

    /// <summary>SHA-256 over the <c>Document</c>.</summary>
    public required ReadOnlyMemory<byte> Digest { get; init; }

    /// <summary>The moment from which an answer is late, in Unix milliseconds.</summary>
    public required long DeadlineMs { get; init; }

    /// <summary>The scheme's name.</summary>
    public required string Scheme { get; init; }

    /// <summary>W3C trace context of the request, or null.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>The money is reserved and the payment goes to the creditor agent.</summary>
/// <param name="AtMs">When.</param>
public sealed record PaymentForwarded(long AtMs) : PaymentEvent(AtMs);

/// <summary>The creditor agent accepted in time: the payment is final.</summary>
/// <param name="AtMs">When.</param>
/// <param name="AnswerStatus">The transaction status it accepted by, for example <c>ACCP</c>.</param>
/// <param name="Answer">Its message, whole.</param>
/// <param name="Cycle">The settlement cycle the payment belongs to; 0 in gross settlement.</param>
public sealed record PaymentSettled(long AtMs, string AnswerStatus, ReadOnlyMemory<byte> Answer, long Cycle) : PaymentEvent(AtMs);

/// <summary>The payment was rejected: by the switch before it was forwarded, or by the creditor agent.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Reasons">Why, the weightiest first; never empty.</param>
/// <param name="Answer">The creditor agent's message, whole; empty where the switch rejected.</param>
public sealed record PaymentRejected(long AtMs, IReadOnlyList<StatusReason> Reasons, ReadOnlyMemory<byte> Answer) : PaymentEvent(AtMs);

/// <summary>The deadline passed without an answer.</summary>
/// <param name="AtMs">When the switch noticed.</param>
/// <param name="Reason">The code the scheme has for it.</param>
public sealed record PaymentExpired(long AtMs, StatusReason Reason) : PaymentEvent(AtMs);

/// <summary>The creditor agent answered after the deadline: it is told that the payment was rejected.</summary>
/// <param name="AtMs">When.</param>
/// <param name="AnswerStatus">The transaction status of the late answer.</param>
/// <param name="Answer">The late message, whole.</param>
public sealed record LateAnswerReceived(long AtMs, string AnswerStatus, ReadOnlyMemory<byte> Answer) : PaymentEvent(AtMs);

/// <summary>The accounts have booked what followed from the outcome: nothing more is owed.</summary>
/// <param name="AtMs">When.</param>
public sealed record PaymentClosed(long AtMs) : PaymentEvent(AtMs);
