namespace PaymentSwitch.Domain.Payments;

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

    /// <summary>The payment is not settled: nothing can be asked or sent back.</summary>
    NotSettled = 9,

    /// <summary>The scheme knows no such message, or not for this.</summary>
    NotInScheme = 10,

    /// <summary>A recall of the payment is open already.</summary>
    RecallOpen = 11,

    /// <summary>The payment was recalled before, and the recall was answered.</summary>
    RecalledBefore = 12,

    /// <summary>The scheme knows no such reason here.</summary>
    ReasonNotAllowed = 13,

    /// <summary>The scheme's time for this has passed.</summary>
    TooLate = 14,

    /// <summary>There is no recall that waits for an answer.</summary>
    NoRecallOpen = 15,

    /// <summary>All of the payment has been sent back.</summary>
    ReturnedAlready = 16,

    /// <summary>More is to be sent back than is left of the payment.</summary>
    ReturnAboveOriginal = 17,

    /// <summary>Less than the payment is to be sent back, and the scheme does not allow it.</summary>
    ReturnPartial = 18,

    /// <summary>The return is in another currency than the payment.</summary>
    ReturnCurrency = 19,

    /// <summary>The return's id was used before with other content.</summary>
    ReturnIdTaken = 20,

    /// <summary>Another return of the payment is being booked. Try again.</summary>
    ReturnUnderWay = 21,

    /// <summary>The sender's standing does not allow it to move money.</summary>
    SenderSuspended = 22,

    /// <summary>The bank that would get the money cannot be reached now, or has no account for it any more.</summary>
    ReceiverUnavailable = 23,

    /// <summary>A recall is accepted by sending the money back (pacs.004), not by words.</summary>
    AcceptByReturn = 24,

    /// <summary>That the answer to the recall comes later was said before, by another message.</summary>
    PendingBefore = 25,

    /// <summary>Too many returns of the payment were rejected: see <see cref="Payment.RejectedReturnsMax"/>. Try again a day after the last.</summary>
    ReturnsExhausted = 26,
}

/// <summary>What a payment decided: up to two facts, and a reply.</summary>
/// <param name="Reply">What the one who asked is told, once the facts are stored.</param>
/// <param name="First">The first fact, or null.</param>
/// <param name="Second">The second fact, or null.</param>
public readonly record struct PaymentDecision(PaymentReply Reply, PaymentEvent? First = null, PaymentEvent? Second = null);
