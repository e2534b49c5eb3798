using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Tests;

/// <summary>Groups as a read side gets them: payments with all outcomes between a few banks, mailboxes without gaps, and facts of accounts between them.</summary>
internal sealed class ProjectedGroups(int seed)
{
    public static readonly ParticipantId[] Banks = [.. Enumerable.Range(0, 6).Select(i => new ParticipantId($"BANK{i}"))];

    private readonly Random _random = new(seed);
    private readonly RandomAccounts _booked = new(seed + 1, Banks);
    private readonly Dictionary<ParticipantId, long> _cursors = [];
    private readonly List<AccountStanding> _accounts = [];
    private long _position;

    /// <summary>The next groups.</summary>
    public IEnumerable<CommitGroup> Take(int count) => Enumerable.Range(0, count).Select(_ => Next());

    public CommitGroup Next(int paymentsMax = 12)
    {
        var group = new CommitGroup { Position = ++_position, AtMs = 1_800_000_000_000 + _position };
        for (int payments = _random.Next(paymentsMax + 1); payments > 0; payments--)
        {
            AddPayment(group);
            _booked.AddTo(group, factsMax: 6);
        }

        return group;
    }

    /// <summary>All accounts there are; now and then one more, and some of them as they stood before.</summary>
    public AccountStanding[] Accounts()
    {
        if (_accounts.Count < Banks.Length && _random.Next(4) == 0) _accounts.Add(Standing(Banks[_accounts.Count]));
        for (int i = 0; i < _accounts.Count; i++)
            if (_random.Next(2) == 0) _accounts[i] = Standing(Banks[i]);
        return [.. _accounts];
    }

    private AccountStanding Standing(ParticipantId bank) => new(
        new AccountId(bank, Currency.Of("EUR")),
        SettlementModel.Gross,
        new Cap(_random.Next(2) == 0 ? null : _random.Next()),
        _random.Next(),
        _random.Next(3),
        _random.Next(3));

    private void AddPayment(CommitGroup group)
    {
        byte[] bytes = new byte[16];
        _random.NextBytes(bytes);
        Uetr uetr = Uetr.FromRandom(bytes);
        ParticipantId sender = Banks[_random.Next(Banks.Length)];
        // Now and then nobody is found, and now and then a bank pays itself.
        ParticipantId? receiver = _random.Next(6) == 0 ? null : Banks[_random.Next(Banks.Length)];
        Payment payment = Payment.Unknown(uetr);
        payment = Add(group, payment, Received(uetr, sender, receiver));
        switch (receiver is null ? 0 : _random.Next(5))
        {
            case 0:
                payment = Add(group, payment, new PaymentRejected(group.AtMs, [new StatusReason("AM04"), new StatusReason("AC04")], default));
                break;
            case 1:
                payment = Add(group, payment, new PaymentForwarded(group.AtMs));
                Deliver(group, receiver!.Value, DeliveryKind.ForwardToCreditorAgent);
                payment = Add(group, payment, new PaymentExpired(group.AtMs, new StatusReason("AB05")));
                Deliver(group, receiver.Value, DeliveryKind.ConfirmToCreditorAgent);
                break;
            default:
                payment = Add(group, payment, new PaymentForwarded(group.AtMs));
                Deliver(group, receiver!.Value, DeliveryKind.ForwardToCreditorAgent);
                payment = Add(group, payment, new PaymentSettled(group.AtMs, "ACCP", default, 0));
                Deliver(group, receiver.Value, DeliveryKind.ConfirmToCreditorAgent);
                break;
        }

        Deliver(group, sender, DeliveryKind.ConfirmToDebtorAgent);
        Add(group, payment, new PaymentClosed(group.AtMs));
    }

    private static Payment Add(CommitGroup group, Payment before, PaymentEvent fact)
    {
        Payment after = before.Evolve(fact);
        group.Entries.Add(new JournalEntry(EntityKey.Of(before.Uetr), 1, 0, fact, after));
        return after;
    }

    private void Deliver(CommitGroup group, ParticipantId participant, DeliveryKind kind)
    {
        long cursor = _cursors.GetValueOrDefault(participant) + 1;
        _cursors[participant] = cursor;
        group.Deliveries.Add(new Delivery(participant, cursor, group.Entries.Count - 1, kind));
    }

    private PaymentReceived Received(Uetr uetr, ParticipantId sender, ParticipantId? receiver) => new(1_700_000_000_000 + _position)
    {
        Sender = sender,
        Receiver = receiver,
        DeadlineMs = 1,
        Scheme = "sct-inst",
        Message = new OriginalMessage(default, 0, 0),
        Digest = default,
        Transfer = new CreditTransfer
        {
            Uetr = uetr,
            MessageDefinition = "pacs.008.001.08",
            MessageId = "M",
            EndToEndId = "E",
            Amount = new Money(_random.NextInt64(1, Money.MinorUnitsMax), Currency.Of("EUR")),
            DebtorAgent = AgentIdentification.OfBic(sender.Value),
            CreditorAgent = AgentIdentification.OfBic("X"),
        },
    };
}
