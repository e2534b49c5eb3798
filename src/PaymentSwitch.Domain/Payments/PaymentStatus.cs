namespace PaymentSwitch.Domain.Payments;

/// <summary>Where a payment stands. One line, one stable number per state; the numbers are stored and shown.</summary>
public enum PaymentStatus
{
    /// <summary>The switch knows no such payment.</summary>
    Unknown = 0,

    /// <summary>Taken in and found in order; the money is being reserved.</summary>
    Received = 1,

    /// <summary>The money is reserved, the payment is with the creditor agent.</summary>
    Reserved = 2,

    /// <summary>Settled: final and irrevocable.</summary>
    Settled = 3,

    /// <summary>Rejected: final, no money moved.</summary>
    Rejected = 4,

    /// <summary>Expired in silence: final, no money moved.</summary>
    Expired = 5,
}

/// <summary>What can be said of a status.</summary>
public static class PaymentStatuses
{
    /// <summary>Whether the outcome is decided for good.</summary>
    public static bool IsFinal(this PaymentStatus status) => status >= PaymentStatus.Settled;
}
