using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Domain.Payments;

/// <summary>A debtor agent's wish to have a settled payment back.</summary>
/// <param name="Request">The fact that began it, with the message.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Answer">The fact that refused it, with the message; null where it was not.</param>
/// <param name="AnsweredAtMs">When it was answered or lapsed, in Unix milliseconds; 0 while it is open.</param>
/// <param name="Pending">The fact that its answer comes later, with the message; null where that was not said.</param>
public sealed record Recall(
    RecallRequested Request, RecallStatus Status, RecallAnswered? Answer = null, long AnsweredAtMs = 0, RecallAnswerPending? Pending = null);

/// <summary>Where a recall stands. The numbers are shown.</summary>
public enum RecallStatus
{
    /// <summary>The creditor agent has not answered yet.</summary>
    Open = 1,

    /// <summary>The creditor agent sent money back, all or part of it: a part is its whole answer.</summary>
    Returned = 2,

    /// <summary>The creditor agent refused.</summary>
    Refused = 3,

    /// <summary>Nobody answered in time.</summary>
    Lapsed = 4,
}

/// <summary>Money of a settled payment on its way back.</summary>
/// <param name="Received">The fact that began it, with the message.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Cycle">The settlement cycle; 0 in gross settlement and before settlement.</param>
/// <param name="FinalAtMs">When it was settled or rejected, in Unix milliseconds; 0 before.</param>
/// <param name="Reason">Why it was rejected; null otherwise.</param>
/// <param name="IsClosed">Whether the accounts have booked it, or it was rejected.</param>
public sealed record ReturnLeg(
    ReturnReceived Received, ReturnStatus Status, long Cycle = 0, long FinalAtMs = 0, Schemes.StatusReason? Reason = null, bool IsClosed = false)
{
    /// <summary>What its bookings are named by.</summary>
    public Accounts.BookingKey KeyOf(Uetr payment) => new(payment, Received.Number);
}

/// <summary>Where a return stands. The numbers are shown.</summary>
public enum ReturnStatus
{
    /// <summary>Taken in; the money is being reserved.</summary>
    Received = 1,

    /// <summary>Settled: final.</summary>
    Settled = 2,

    /// <summary>Rejected: no money moved.</summary>
    Rejected = 3,
}
