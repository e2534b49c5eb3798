using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.RequestsToPay;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.Tests.Model;

/// <summary>Books kept from the stored facts alone, and what must hold of them whatever was asked: after every fact, and after every group.</summary>
internal sealed partial class JournalBooks
{
    private readonly Dictionary<AccountId, long> _balances = [];
    private readonly Dictionary<Currency, long> _settlementBank = [];
    private readonly Dictionary<Currency, long> _inTransit = [];
    private readonly Dictionary<(AccountId Account, BookingKey Key), long> _reserved = [];
    private readonly Dictionary<(AccountId Account, long Cycle), long> _positions = [];
    private readonly Dictionary<string, long> _sequenceNrs = [];
    private readonly Dictionary<ParticipantId, long> _cursors = [];
    private readonly Dictionary<AccountId, (long OpeningMinor, long MovedMinor)> _statements = [];
    private long _atMs;

    /// <summary>Requests to pay as their facts make them.</summary>
    public Dictionary<Uetr, RequestToPay> Requests { get; } = [];

    /// <summary>Takes a group in, and holds the statement of each account since the group before against its balance now.</summary>
    /// <param name="group">The group.</param>
    /// <param name="closing">The balances as the switch shows them.</param>
    public void Take(CommitGroup group, IEnumerable<AccountStanding> closing)
    {
        _statements.Clear();
        foreach (JournalEntry entry in group.Entries)
        {
            string id = entry.Entity.ToString();
            // One that was forgotten and asked for again begins again.
            bool beginsAgain = entry.Event is LiquidityRequested or RequestReceived && entry.SequenceNr == 1;
            if (!beginsAgain) MismatchException.Unless(id, "the sequence number", _sequenceNrs.GetValueOrDefault(id) + 1, entry.SequenceNr);
            _sequenceNrs[id] = entry.SequenceNr;
            switch (entry.Event)
            {
                case AccountEvent fact:
                    _atMs = fact.AtMs;
                    Book(entry.Entity.Account, fact);
                    break;
                case PaymentEvent fact:
                    Follow(entry.Entity.Payment, fact);
                    break;
                case RequestEvent fact:
                    Uetr request = entry.Entity.Identity;
                    Requests[request] = (fact is RequestReceived ? RequestToPay.Unknown(request) : Requests[request]).Evolve(fact);
                    break;
                case CycleEvent fact:
                    Follow(entry.Entity.Cycle, fact);
                    break;
            }
        }

        foreach (Delivery delivery in group.Deliveries)
        {
            MismatchException.Unless(delivery.Participant, "the cursor", _cursors.GetValueOrDefault(delivery.Participant) + 1, delivery.Cursor);
            _cursors[delivery.Participant] = delivery.Cursor;
        }

        foreach (AccountStanding account in closing)
        {
            (long openingMinor, long movedMinor) = _statements.GetValueOrDefault(account.Id, (_balances.GetValueOrDefault(account.Id), 0));
            MismatchException.Unless(account.Id, "the closing balance of the statement", openingMinor + movedMinor, account.BalanceMinor);
            MismatchException.Unless(account.Id, "what is reserved", _reserved.Where(entry => entry.Key.Account == account.Id).Sum(entry => entry.Value), account.ReservedMinor);
        }

        foreach ((Currency currency, long amountMinor) in _inTransit) MismatchException.Unless(currency, "what is in transit", 0, amountMinor);
        CheckPayments();
    }

    private void Book(AccountId account, AccountEvent fact)
    {
        switch (fact)
        {
            case AccountFunded e:
                Move(account, e.AmountMinor, _settlementBank);
                break;
            case AccountWithdrawn e:
                Move(account, -e.AmountMinor, _settlementBank);
                break;
            case FundsReserved e:
                if (!_reserved.TryAdd((account, e.Key), e.AmountMinor)) throw new MismatchException($"{account} reserves twice for {e.Key}.");
                break;
            case ReservationReleased e:
                MismatchException.Unless(account, "what was released", TakeReserved(account, e.Key), e.AmountMinor);
                break;
            case ReservationPosted e:
                MismatchException.Unless(account, "what was posted", TakeReserved(account, e.Key), e.AmountMinor);
                Move(account, -e.AmountMinor, _inTransit);
                Count(account, e.Cycle, -e.AmountMinor);
                break;
            case AccountCredited e:
                Move(account, e.AmountMinor, _inTransit);
                Count(account, e.Cycle, e.AmountMinor);
                break;
            case AccountCycleSettled e:
                if (!_positions.Remove((account, e.Cycle), out long netMinor)) throw new MismatchException($"{account} settles cycle {e.Cycle}, in which it has nothing.");
                MismatchException.Unless(account, "the settled position", netMinor, e.NetMinor);
                if (!e.Covered) Move(account, -e.NetMinor, _settlementBank);
                break;
        }

        long sumMinor = _balances.Where(entry => entry.Key.Currency == account.Currency).Sum(entry => entry.Value)
            + _settlementBank.GetValueOrDefault(account.Currency) + _inTransit.GetValueOrDefault(account.Currency);
        MismatchException.Unless(account.Currency, "the sum of all accounts", 0, sumMinor);
    }

    private void Move(AccountId account, long amountMinor, Dictionary<Currency, long> against)
    {
        if (amountMinor != 0) (_movements.TryGetValue(account, out var movements) ? movements : _movements[account] = []).Add((_atMs, amountMinor));
        long beforeMinor = _balances.GetValueOrDefault(account);
        (long openingMinor, long movedMinor) = _statements.GetValueOrDefault(account, (beforeMinor, 0));
        _statements[account] = (openingMinor, movedMinor + amountMinor);
        _balances[account] = beforeMinor + amountMinor;
        against[account.Currency] = against.GetValueOrDefault(account.Currency) - amountMinor;
    }

    private void Count(AccountId account, long cycle, long amountMinor)
    {
        if (cycle != 0) _positions[(account, cycle)] = _positions.GetValueOrDefault((account, cycle)) + amountMinor;
    }

    private long TakeReserved(AccountId account, BookingKey key) =>
        _reserved.Remove((account, key), out long amountMinor) ? amountMinor : throw new MismatchException($"{account} has nothing reserved for {key}.");
}
