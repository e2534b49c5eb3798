using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;

namespace PaymentSwitch.Engine.Reconciliation;

/// <summary>
/// The movements of all accounts as far as they were checked, and what they come to. Grows by what is new: what was checked
/// once is only looked at again at its end.
/// </summary>
/// <param name="limits">How many mismatches are kept, and how long a payment may be on its way.</param>
internal sealed class CheckedMovements(ReconciliationLimits limits)
{
    private readonly Dictionary<AccountId, AccountTally> _tallies = [];
    private readonly PaymentLegs _legs = new(limits.InTransitMaxMs);

    /// <summary>How many movements were checked.</summary>
    public long Count { get; private set; }

    /// <summary>How many payments and returns were followed from one account to the other.</summary>
    public long PaymentsFollowed => _legs.Followed;

    /// <summary>What did not fit.</summary>
    public MismatchList Mismatches { get; } = new(limits.NamedMismatchesMax);

    /// <summary>The accounts.</summary>
    public IReadOnlyCollection<AccountTally> Tallies => _tallies.Values;

    /// <summary>The settlements of cycles among the movements that the last <see cref="Advance"/> has checked.</summary>
    public List<Movement> CycleSettlements { get; } = [];

    /// <summary>What the movements of an account come to.</summary>
    public AccountTally Of(AccountId account)
    {
        if (!_tallies.TryGetValue(account, out AccountTally? tally)) _tallies.Add(account, tally = new AccountTally(account));
        return tally;
    }

    /// <summary>Checks what is new, up to a place in the journal.</summary>
    /// <param name="readSide">Where the movements are. It has reached that place.</param>
    /// <param name="accounts">The accounts.</param>
    /// <param name="position">The last group.</param>
    /// <param name="factsOfLastGroup">How many facts of that group.</param>
    /// <param name="movementsMax">At most so many movements, and then the rest of the group they end in.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <returns>Whether that place was reached.</returns>
    public bool Advance(IReadSide readSide, IEnumerable<AccountId> accounts, long position, int factsOfLastGroup, long movementsMax, CancellationToken cancel)
    {
        var merge = new MovementMerge(readSide, position, factsOfLastGroup);
        foreach (AccountId account in accounts.Union(_tallies.Keys).Order())
        {
            AccountTally tally = Of(account);
            merge.Add(account, (tally.Last?.Number ?? 0) + 1, out Movement? before);
            tally.Compare(before, Mismatches);
        }

        CycleSettlements.Clear();
        for (long taken = 0; merge.TryTake(out Movement movement); taken++)
        {
            if ((taken & 1023) == 0) cancel.ThrowIfCancellationRequested();
            Count++;
            Of(movement.Account).Take(movement, Mismatches);
            if (movement.Uetr is not null) _legs.Take(movement);
            if (movement.Kind == MovementKind.CycleSettlement) CycleSettlements.Add(movement);
            if (merge.GoesOnIn(movement.Position)) continue;
            _legs.Close(movement.Position, movement.AtMs, Mismatches);
            if (taken + 1 >= movementsMax) break;
        }

        return merge.IsDone;
    }

    /// <summary>What has left accounts of a currency and may be on its way, in minor units.</summary>
    public Int128 OnItsWayMinor(Currency currency) => _legs.InTransitMinor(currency);

    /// <summary>What a currency adds up to, with the balances that the switch itself has.</summary>
    public CurrencyTotals TotalsOf(Currency currency, IEnumerable<AccountStanding> accounts)
    {
        Int128 accountsMinor = 0, settlementBankMinor = 0, paymentsMinor = 0;
        foreach (AccountStanding account in accounts)
            if (account.Id.Currency == currency) accountsMinor += account.BalanceMinor;
        foreach (AccountTally tally in _tallies.Values)
        {
            if (tally.Account.Currency != currency) continue;
            settlementBankMinor += tally.SettlementBankMinor;
            paymentsMinor += tally.PaymentsMinor;
        }

        return new CurrencyTotals(currency, accountsMinor, -settlementBankMinor, -paymentsMinor);
    }
}
