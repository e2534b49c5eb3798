using System.Globalization;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Engine;

/// <summary>
/// What a fact about an account puts on its statement. Whether it is a movement follows from its booking alone, so that no
/// fact that moves money can be left out; this is the one place that tells facts apart by type.
/// </summary>
/// <param name="AmountMinor">By how much it changes the balance, in minor units; 0 where it is no movement.</param>
/// <param name="Kind">What for.</param>
/// <param name="Payment">The payment, where one moved the money.</param>
/// <param name="Reference">The reference of a funding or withdrawal; null for others.</param>
public readonly record struct BookedFact(long AmountMinor, MovementKind Kind, Uetr? Payment, string? Reference)
{
    /// <summary>Whether the fact changes the balance.</summary>
    public bool IsMovement => AmountMinor != 0;

    /// <summary>Reads a fact.</summary>
    public static BookedFact Of(AccountEvent fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        long amountMinor = fact.Booking.AmountMinor;
        if (amountMinor == 0) return default;
        return fact switch
        {
            ReservationPosted e => new(amountMinor, e.Key.Return == 0 ? MovementKind.PaymentOut : MovementKind.ReturnOut, e.Key.Payment, null),
            AccountCredited e => new(amountMinor, e.Key.Return == 0 ? MovementKind.PaymentIn : MovementKind.ReturnIn, e.Key.Payment, null),
            AccountCycleSettled e => new(amountMinor, MovementKind.CycleSettlement, null, string.Create(CultureInfo.InvariantCulture, $"cycle {e.Cycle}")),
            AccountFunded e => new(amountMinor, MovementKind.Funding, null, e.Reference),
            AccountWithdrawn e => new(amountMinor, MovementKind.Withdrawal, null, e.Reference),
            _ => new(amountMinor, MovementKind.Other, null, null),
        };
    }
}
