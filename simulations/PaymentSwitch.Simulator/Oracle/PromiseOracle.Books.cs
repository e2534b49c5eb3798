using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Simulator.Oracle;

/// <content>The money.</content>
internal sealed partial class PromiseOracle
{
    private const string Money = "no money is made or lost";
    private readonly Dictionary<AccountId, Purse> _purses = [];
    private readonly HashSet<AccountId> _touchedPurses = [];
    private long _settlementBank;
    private long _inTransit;

    /// <summary>What is on an account by the stored facts, in minor units.</summary>
    public long BalanceOf(AccountId account) => _purses.TryGetValue(account, out Purse? purse) ? purse.Balance : 0;

    /// <summary>What payments and returns have brought to an account and taken from it, in minor units.</summary>
    public long PaymentsNetOf(AccountId account) => _purses.TryGetValue(account, out Purse? purse) ? purse.PaymentsNet : 0;

    /// <summary>Whether a funding or withdrawal is stored.</summary>
    public bool HasReference(AccountId account, string reference) => _purses.TryGetValue(account, out Purse? purse) && purse.References.Contains(reference);

    /// <summary>What is reserved on an account by the stored facts, in minor units.</summary>
    public long ReservedOf(AccountId account) => _purses.TryGetValue(account, out Purse? purse) ? purse.Reserved : 0;

    private void Book(AccountId account, AccountEvent fact)
    {
        if (!_purses.TryGetValue(account, out Purse? purse)) _purses.Add(account, purse = new Purse());
        _touchedPurses.Add(account);
        switch (fact)
        {
            case AccountFunded e:
                Move(purse, e.AmountMinor, ref _settlementBank);
                if (!purse.References.Add(e.Reference)) Broken(Money, $"{account}: {e.Reference} is booked twice.");
                break;
            case AccountWithdrawn e:
                Move(purse, -e.AmountMinor, ref _settlementBank);
                if (!purse.References.Add(e.Reference)) Broken(Money, $"{account}: {e.Reference} is booked twice.");
                break;
            case AccountCycleSettled { Covered: false } e:
                Move(purse, -e.NetMinor, ref _settlementBank);
                break;
            case FundsReserved e:
                if (!purse.Reservations.TryAdd(e.Key, e.AmountMinor)) Broken(Money, $"{account}: {e.Key} is reserved twice.");
                purse.Reserved += e.AmountMinor;
                Leg(account, e.Key, e.AmountMinor).IsReserved = true;
                break;
            case ReservationPosted e:
                Take(account, purse, e.Key, e.AmountMinor);
                Move(purse, -e.AmountMinor, ref _inTransit);
                purse.PaymentsNet -= e.AmountMinor;
                if (Leg(account, e.Key, e.AmountMinor).Debits++ > 0) Broken("no payment settles twice", $"{account}: {e.Key} is debited twice.");
                break;
            case ReservationReleased e:
                Take(account, purse, e.Key, e.AmountMinor);
                Leg(account, e.Key, e.AmountMinor).IsReleased = true;
                break;
            case AccountCredited e:
                Move(purse, e.AmountMinor, ref _inTransit);
                purse.PaymentsNet += e.AmountMinor;
                if (Leg(account, e.Key, e.AmountMinor).Credits++ > 0) Broken("no payment settles twice", $"{account}: {e.Key} is credited twice.");
                break;
        }
    }

    private void Move(Purse purse, long amountMinor, ref long against)
    {
        purse.Balance += amountMinor;
        against -= amountMinor;
    }

    private void Take(AccountId account, Purse purse, BookingKey key, long amountMinor)
    {
        if (!purse.Reservations.Remove(key, out long reserved) || reserved != amountMinor)
            Broken(Money, $"{account}: {amountMinor} of {key} leave a reservation of {reserved}.");
        purse.Reserved -= reserved;
    }

    private void CheckMoney(long position)
    {
        // In this host both sides of a payment are booked with one group: between two groups nothing is in transit.
        if (_inTransit != 0) Broken(Money, $"After position {position} {-_inTransit} are in transit.");
        long sum = _settlementBank + _inTransit;
        foreach (Purse purse in _purses.Values) sum += purse.Balance;
        if (sum != 0) Broken(Money, $"After position {position} all accounts together have {sum}.");
        if (scheme.SettlementModel == SettlementModel.Gross)
        {
            foreach (AccountId account in _touchedPurses)
                if (_purses[account] is { } purse && purse.Balance < purse.Reserved) Broken(Money, $"{account} has {purse.Balance} and {purse.Reserved} of it reserved.");
        }

        _touchedPurses.Clear();
    }

    private sealed class Purse
    {
        public Dictionary<BookingKey, long> Reservations { get; } = [];

        public HashSet<string> References { get; } = new(StringComparer.Ordinal);

        public long Balance { get; set; }

        public long PaymentsNet { get; set; }

        public long Reserved { get; set; }
    }
}
