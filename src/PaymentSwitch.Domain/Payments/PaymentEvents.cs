using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Domain.Payments;

// Stored for good: add types and optional members; never rename one or change what it means.

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

    /// <summary>A hash over the <c>Document</c>, keyed where the message is sealed.</summary>
    public required ReadOnlyMemory<byte> Digest { get; init; }

    /// <summary>The moment from which an answer is late, in Unix milliseconds.</summary>
    public required long DeadlineMs { get; init; }

    /// <summary>The scheme's name.</summary>
    public required string Scheme { get; init; }

    /// <summary>Which version of the scheme's profile it is decided by.</summary>
    public int ProfileVersion { get; init; }

    /// <summary>The instructing party that sent it for the sender; null for none.</summary>
    public ParticipantId? SubmittedBy { get; init; }

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
/// <param name="IsRecalled">Whether the switch asks it by camt.056 to undo what it did.</param>
public sealed record LateAnswerReceived(long AtMs, string AnswerStatus, ReadOnlyMemory<byte> Answer, bool IsRecalled = false) : PaymentEvent(AtMs);

/// <summary>The accounts have booked what followed from the outcome: nothing more is owed.</summary>
/// <param name="AtMs">When.</param>
public sealed record PaymentClosed(long AtMs) : PaymentEvent(AtMs);

/// <summary>The creditor agent, which had accepted without posting, says what became of the posting.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Status">ACCC (posted), PDNG (held), BLCK (blocked) or RJCT (not posted; the money is to be returned).</param>
/// <param name="Reason">Why; null where it gave none.</param>
/// <param name="Answer">The message, whole.</param>
public sealed record LaterOutcomeReceived(long AtMs, string Status, StatusReason? Reason, ReadOnlyMemory<byte> Answer) : PaymentEvent(AtMs);

/// <summary>The debtor agent asked for the payment back; the creditor agent is told.</summary>
/// <param name="AtMs">When.</param>
/// <param name="RecallId">The recall's id.</param>
/// <param name="ReasonCode">Why.</param>
/// <param name="DueMs">Until when the creditor agent has to answer, in Unix milliseconds.</param>
/// <param name="Message">The recall, whole.</param>
/// <param name="Digest">SHA-256 over its <c>Document</c>.</param>
public sealed record RecallRequested(
    long AtMs, string RecallId, string ReasonCode, long DueMs, OriginalMessage Message, ReadOnlyMemory<byte> Digest) : PaymentEvent(AtMs);

/// <summary>The creditor agent answered a recall by words; where the debtor agent recalled, it is told.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Accepted">Whether it did what was asked for: only after a payment that it had accepted too late.</param>
/// <param name="ReasonCode">Why not; null where it did.</param>
/// <param name="Message">The answer, whole.</param>
/// <param name="Digest">SHA-256 over its <c>Document</c>.</param>
public sealed record RecallAnswered(
    long AtMs, bool Accepted, string? ReasonCode, OriginalMessage Message, ReadOnlyMemory<byte> Digest) : PaymentEvent(AtMs);

/// <summary>The creditor agent said that its answer to a recall comes later; where the debtor agent recalled, it is told. The recall stays open.</summary>
/// <param name="AtMs">When.</param>
/// <param name="ReasonCode">Why not now; null where it gave none.</param>
/// <param name="Message">What it said, whole.</param>
/// <param name="Digest">SHA-256 over its <c>Document</c>.</param>
public sealed record RecallAnswerPending(
    long AtMs, string? ReasonCode, OriginalMessage Message, ReadOnlyMemory<byte> Digest) : PaymentEvent(AtMs);

/// <summary>Nobody answered the recall in time; the debtor agent is told.</summary>
/// <param name="AtMs">When.</param>
public sealed record RecallLapsed(long AtMs) : PaymentEvent(AtMs);

/// <summary>The creditor agent wants to send money back; its account is asked for it.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Number">Which return of the payment, counted from 1.</param>
/// <param name="ReturnId">The return's id.</param>
/// <param name="AmountMinor">How much, in minor units of the payment's currency.</param>
/// <param name="ReasonCode">Why.</param>
/// <param name="Message">The return, whole.</param>
/// <param name="Digest">SHA-256 over its <c>Document</c>.</param>
public sealed record ReturnReceived(
    long AtMs, int Number, string ReturnId, long AmountMinor, string ReasonCode, OriginalMessage Message, ReadOnlyMemory<byte> Digest)
    : PaymentEvent(AtMs);

/// <summary>The return is settled: final. An open recall is answered by it.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Number">Which return.</param>
/// <param name="Cycle">The settlement cycle it belongs to; 0 in gross settlement.</param>
public sealed record PaymentReturned(long AtMs, int Number, long Cycle) : PaymentEvent(AtMs);

/// <summary>The return was rejected: the creditor agent's account has not enough for it.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Number">Which return.</param>
/// <param name="Reason">Why.</param>
public sealed record ReturnRejected(long AtMs, int Number, StatusReason Reason) : PaymentEvent(AtMs);

/// <summary>The accounts have booked a return: nothing more is owed for it.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Number">Which return.</param>
public sealed record ReturnClosed(long AtMs, int Number) : PaymentEvent(AtMs);
