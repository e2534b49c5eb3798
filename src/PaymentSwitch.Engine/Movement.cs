using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Engine;

/// <summary>One change of an account's balance, as statements show it. The rest is in the journal, at the place it names.</summary>
/// <param name="Account">Whose account.</param>
/// <param name="Number">Its place among the account's movements; the first has 1, and there are no gaps.</param>
/// <param name="AtMs">When, in Unix milliseconds. Never before the movement before it.</param>
/// <param name="AmountMinor">By how much, in minor units: positive for a credit, negative for a debit, never 0.</param>
/// <param name="BalanceAfterMinor">The balance with it, in minor units.</param>
/// <param name="Kind">What for.</param>
/// <param name="Uetr">The payment, where one moved the money.</param>
/// <param name="Reference">The reference of a funding or withdrawal; null for others.</param>
/// <param name="Position">The group of the journal that has the fact.</param>
/// <param name="EntryIndex">The fact in the group.</param>
public readonly record struct Movement(
    AccountId Account,
    long Number,
    long AtMs,
    long AmountMinor,
    long BalanceAfterMinor,
    MovementKind Kind,
    Uetr? Uetr,
    string? Reference,
    long Position,
    int EntryIndex)
{
    /// <summary>The balance before it, in minor units.</summary>
    public long BalanceBeforeMinor => BalanceAfterMinor - AmountMinor;
}

/// <summary>What a movement was for. The numbers are stored in the read models; 255 is the greatest.</summary>
public enum MovementKind
{
    /// <summary>A fact that has no kind of its own yet: it is booked and shown all the same.</summary>
    Other = 0,

    /// <summary>A settled payment that the participant sent.</summary>
    PaymentOut = 1,

    /// <summary>A settled payment that the participant received.</summary>
    PaymentIn = 2,

    /// <summary>Money came in from the settlement bank.</summary>
    Funding = 3,

    /// <summary>Money went out to the settlement bank.</summary>
    Withdrawal = 4,

    /// <summary>A return that the participant sent.</summary>
    ReturnOut = 5,

    /// <summary>A return that the participant received.</summary>
    ReturnIn = 6,

    /// <summary>The settlement bank has moved the net position of a cycle.</summary>
    CycleSettlement = 7,
}
