using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Journal;
using Xunit;

namespace PaymentSwitch.Engine.Tests;

/// <summary>
/// Keeps books of its own from the stored facts and knows nothing of the rules that made them: what it finds wrong is wrong.
/// </summary>
internal sealed class Auditor
{
    private readonly Dictionary<AccountId, long> _balances = [];
    private readonly Dictionary<TechnicalAccount, long> _technical = [];
    private readonly Dictionary<(AccountId, BookingKey), long> _reserved = [];
    private readonly Dictionary<Uetr, List<PaymentEvent>> _payments = [];
    private readonly Dictionary<(Uetr, DeliveryKind), int> _deliveries = [];
    private readonly Dictionary<ParticipantId, long> _cursors = [];
    private readonly Dictionary<string, long> _sequenceNrs = [];

    public int Settled => _payments.Values.Count(facts => facts.OfType<PaymentSettled>().Any());

    public int Payments => _payments.Count;

    public long BalanceOf(AccountId account) => _balances.GetValueOrDefault(account);

    public long ReservedOf(AccountId account) => _reserved.Where(entry => entry.Key.Item1 == account).Sum(entry => entry.Value);

    public void Take(CommitGroup group)
    {
        foreach (JournalEntry entry in group.Entries)
        {
            string id = entry.Entity.ToString();
            Assert.Equal(_sequenceNrs.GetValueOrDefault(id) + 1, entry.SequenceNr);
            _sequenceNrs[id] = entry.SequenceNr;
            if (entry.Event is AccountEvent booked) Book(entry.Entity.Account, booked);
            if (entry.Event is PaymentEvent fact) Follow(entry.Entity.Payment, fact);
            Assert.Equal(0, _balances.Values.Sum() + _technical.Values.Sum());
        }

        foreach (Delivery delivery in group.Deliveries)
        {
            Assert.Equal(_cursors.GetValueOrDefault(delivery.Participant) + 1, delivery.Cursor);
            _cursors[delivery.Participant] = delivery.Cursor;
            var key = (group.Entries[delivery.EntryIndex].Entity.Payment, delivery.Kind);
            _deliveries[key] = _deliveries.GetValueOrDefault(key) + 1;
        }
    }

    /// <summary>What must hold between two groups.</summary>
    public void CheckBooks()
    {
        Assert.Equal(0, _technical.GetValueOrDefault(TechnicalAccount.InTransit));
        foreach ((Uetr uetr, List<PaymentEvent> facts) in _payments)
        {
            PaymentReceived received = Assert.IsType<PaymentReceived>(facts[0]);
            int outcomes = facts.Count(fact => fact is PaymentSettled or PaymentRejected or PaymentExpired);
            bool forwarded = facts.OfType<PaymentForwarded>().Any();
            Assert.InRange(outcomes, 0, 1);
            bool reserved = _reserved.ContainsKey((new AccountId(received.Sender, received.Transfer.Amount.Currency), uetr));
            Assert.Equal(forwarded && outcomes == 0, reserved);
            Assert.Equal(outcomes, _deliveries.GetValueOrDefault((uetr, DeliveryKind.ConfirmToDebtorAgent)));
            Assert.Equal(forwarded ? outcomes : 0, _deliveries.GetValueOrDefault((uetr, DeliveryKind.ConfirmToCreditorAgent)));
            Assert.Equal(forwarded ? 1 : 0, _deliveries.GetValueOrDefault((uetr, DeliveryKind.ForwardToCreditorAgent)));
            if (outcomes == 0) Assert.True(forwarded, "A payment without outcome must be with the creditor agent.");
            foreach (PaymentSettled settled in facts.OfType<PaymentSettled>()) Assert.True(settled.AtMs < received.DeadlineMs, "Settled after the deadline.");
        }
    }

    public void CheckAllFinal() =>
        Assert.All(_payments.Values, facts => Assert.Contains(facts, fact => fact is PaymentSettled or PaymentRejected or PaymentExpired));

    private void Book(AccountId account, AccountEvent fact)
    {
        switch (fact)
        {
            case AccountFunded e:
                Move(account, e.AmountMinor, TechnicalAccount.SettlementBank);
                break;
            case AccountWithdrawn e:
                Move(account, -e.AmountMinor, TechnicalAccount.SettlementBank);
                break;
            case FundsReserved e:
                _reserved.Add((account, e.Key), e.AmountMinor);
                break;
            case ReservationPosted e:
                Assert.True(_reserved.Remove((account, e.Key), out long posted));
                Assert.Equal(posted, e.AmountMinor);
                Move(account, -e.AmountMinor, TechnicalAccount.InTransit);
                break;
            case ReservationReleased e:
                Assert.True(_reserved.Remove((account, e.Key), out long released));
                Assert.Equal(released, e.AmountMinor);
                break;
            case AccountCredited e:
                Move(account, e.AmountMinor, TechnicalAccount.InTransit);
                break;
        }
    }

    private void Move(AccountId account, long amountMinor, TechnicalAccount against)
    {
        _balances[account] = _balances.GetValueOrDefault(account) + amountMinor;
        _technical[against] = _technical.GetValueOrDefault(against) - amountMinor;
    }

    private void Follow(Uetr uetr, PaymentEvent fact)
    {
        if (!_payments.TryGetValue(uetr, out List<PaymentEvent>? facts)) _payments.Add(uetr, facts = []);
        facts.Add(fact);
    }
}
