using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Domain.Payments;

/// <summary>Take in a payment that a participant has sent.</summary>
public sealed record SubmitPayment
{
    /// <summary>The participant whose account pays, as the gateway has authenticated it or an instructing party that acts for it.</summary>
    public required ParticipantId Sender { get; init; }

    /// <summary>The instructing party that sent it for the participant; null where the participant sent it itself.</summary>
    public ParticipantId? SubmittedBy { get; init; }

    /// <summary>What the switch reads of it.</summary>
    public required CreditTransfer Transfer { get; init; }

    /// <summary>The message, whole.</summary>
    public required OriginalMessage Message { get; init; }

    /// <summary>A hash over the <c>Document</c>, keyed where the message is sealed: the same identity with another digest is other content.</summary>
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

/// <summary>The debtor agent asks for a settled payment back (camt.056).</summary>
public sealed record RecallPayment
{
    /// <summary>Who sent it, as the gateway has authenticated it.</summary>
    public required ParticipantId Sender { get; init; }

    /// <summary>Which payment (<c>OrgnlUETR</c>).</summary>
    public required Uetr Uetr { get; init; }

    /// <summary>The recall's own id (<c>CxlId</c>, else the case's or the assignment's).</summary>
    public required string RecallId { get; init; }

    /// <summary>Why (<c>CxlRsnInf/Rsn</c>).</summary>
    public required string ReasonCode { get; init; }

    /// <summary>What the message says of the payment it is about.</summary>
    public OriginalReferences Original { get; init; }

    /// <summary>The message, whole: it is passed on.</summary>
    public required OriginalMessage Message { get; init; }

    /// <summary>A hash over the <c>Document</c>, keyed where the message is sealed.</summary>
    public required ReadOnlyMemory<byte> Digest { get; init; }
}

/// <summary>The creditor agent answers a recall by words (camt.029). What it says yes to, it sends back by pacs.004.</summary>
public sealed record AnswerRecall
{
    /// <summary>Who sent it, as the gateway has authenticated it.</summary>
    public required ParticipantId Sender { get; init; }

    /// <summary>Which payment (<c>OrgnlUETR</c>).</summary>
    public required Uetr Uetr { get; init; }

    /// <summary>Whether it says that what was asked for is done: only to a recall of a payment that was accepted too late.</summary>
    public bool Accepts { get; init; }

    /// <summary>Whether it says neither yes nor no, but that the answer comes later: the recall stays open, and is due when it was.</summary>
    public bool IsPending { get; init; }

    /// <summary>Why not (<c>CxlStsRsnInf/Rsn</c>); null where it accepts.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>What the message says of the payment it is about.</summary>
    public OriginalReferences Original { get; init; }

    /// <summary>The message, whole: it is passed on.</summary>
    public required OriginalMessage Message { get; init; }

    /// <summary>A hash over the <c>Document</c>, keyed where the message is sealed.</summary>
    public required ReadOnlyMemory<byte> Digest { get; init; }
}

/// <summary>The creditor agent sends money of a settled payment back (pacs.004), asked to or not.</summary>
public sealed record ReturnPayment
{
    /// <summary>Who sent it, as the gateway has authenticated it.</summary>
    public required ParticipantId Sender { get; init; }

    /// <summary>Which payment (<c>OrgnlUETR</c>).</summary>
    public required Uetr Uetr { get; init; }

    /// <summary>The return's own id (<c>RtrId</c>): a second return with the same one is a repeat.</summary>
    public required string ReturnId { get; init; }

    /// <summary>How much goes back (<c>RtrdIntrBkSttlmAmt</c>).</summary>
    public required Money Amount { get; init; }

    /// <summary>Why (<c>RtrRsnInf/Rsn</c>).</summary>
    public required string ReasonCode { get; init; }

    /// <summary>What the message says of the payment it is about.</summary>
    public OriginalReferences Original { get; init; }

    /// <summary>The message, whole: it is passed on.</summary>
    public required OriginalMessage Message { get; init; }

    /// <summary>A hash over the <c>Document</c>, keyed where the message is sealed.</summary>
    public required ReadOnlyMemory<byte> Digest { get; init; }
}

/// <summary>How a message names the payment it is about, besides the UETR. What is given must be the payment's.</summary>
/// <param name="EndToEndId"><c>OrgnlEndToEndId</c>, or null.</param>
/// <param name="TransactionId"><c>OrgnlTxId</c>, or null.</param>
public readonly record struct OriginalReferences(string? EndToEndId, string? TransactionId)
{
    /// <summary>Whether a payment has what is given here.</summary>
    public bool Match(CreditTransfer transfer) =>
        (EndToEndId is null || EndToEndId == transfer.EndToEndId) && (TransactionId is null || TransactionId == transfer.TransactionId);
}
