using PaymentSwitch.Domain.Accounts;

namespace PaymentSwitch.Engine.Reconciliation;

/// <summary>What the checked movements of one account come to.</summary>
internal sealed class AccountTally(AccountId account)
{
    // What was noted once is not noted again by each run.
    private Movement? _changedTo;
    private bool _changed;

    public AccountId Account { get; } = account;

    /// <summary>The last movement that was checked; null for none.</summary>
    public Movement? Last { get; private set; }

    /// <summary>The balance after it, in minor units.</summary>
    public long BalanceMinor => Last?.BalanceAfterMinor ?? 0;

    /// <summary>What came from other accounts, less what went to them, in minor units.</summary>
    public Int128 PaymentsMinor { get; private set; }

    /// <summary>What came from the settlement bank, less what went to it, in minor units.</summary>
    public Int128 SettlementBankMinor { get; private set; }

    /// <summary>Takes the next movement in and notes where it does not follow from the one before.</summary>
    public void Take(in Movement movement, MismatchList mismatches)
    {
        long expected = (Last?.Number ?? 0) + 1;
        if (movement.Number != expected)
        {
            mismatches.Add(new BooksMismatch(
                "movement-missing", Account, movement.Uetr, movement.BalanceBeforeMinor - BalanceMinor,
                $"{Account} has movement {movement.Number} where {expected} should come; the balance goes from {BalanceMinor} to {movement.BalanceBeforeMinor} between them."));
        }
        else if (movement.BalanceBeforeMinor != BalanceMinor)
        {
            mismatches.Add(new BooksMismatch(
                "movement-chain", Account, movement.Uetr, movement.BalanceBeforeMinor - BalanceMinor,
                $"{Account}: movement {movement.Number} of {movement.AmountMinor} goes from {movement.BalanceBeforeMinor} to {movement.BalanceAfterMinor}, and the one before left {BalanceMinor}{Of(movement)}."));
        }

        if (Last is Movement last && (movement.AtMs < last.AtMs || movement.Position < last.Position))
        {
            mismatches.Add(new BooksMismatch(
                "movement-order", Account, movement.Uetr, 0, $"{Account}: movement {movement.Number} is said to be earlier than the one before{Of(movement)}."));
        }

        if (movement.Uetr is null) SettlementBankMinor += movement.AmountMinor;
        else PaymentsMinor += movement.AmountMinor;
        Last = movement;
        _changed = false;
    }

    /// <summary>Notes where the movement that was checked last is no longer what it was.</summary>
    public void Compare(Movement? now, MismatchList mismatches)
    {
        if (Last is not Movement last || now == last || (_changed && now == _changedTo)) return;
        (_changed, _changedTo) = (true, now);
        mismatches.Add(new BooksMismatch(
            "history-changed", Account, last.Uetr, (now?.BalanceAfterMinor ?? 0) - last.BalanceAfterMinor,
            $"{Account}: movement {last.Number}, checked before with a balance of {last.BalanceAfterMinor}, {(now is null ? "is gone" : $"now says {now.Value.BalanceAfterMinor}")}."));
    }

    private static string Of(in Movement movement) => movement.Uetr is null ? "" : $" (payment {movement.Uetr})";
}
