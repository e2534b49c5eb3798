using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Tests;

/// <summary>Facts of all types with members of any value they may have, the same ones for the same seed.</summary>
internal sealed class RandomFacts(int seed)
{
    private static readonly string[] Texts =
        ["", "a", "operator", "Zürich – 東京 😀", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", new('x', 127), new('y', 128), new('é', 300)];

    private static readonly Currency[] Currencies = [.. Currency.All.OrderBy(currency => currency.Code, StringComparer.Ordinal)];
    private static readonly PaymentStep[] Delivered =
        [PaymentStep.ForwardToCreditorAgent, PaymentStep.ConfirmToDebtorAgent, PaymentStep.ConfirmToCreditorAgent, PaymentStep.RejectLateAnswer];

    private readonly Random _random = new(seed);

    /// <summary>A group with up to so many facts and some deliveries.</summary>
    public CommitGroup Group(long position, int factsMax = 20)
    {
        var group = new CommitGroup { Position = position, AtMs = Number() };
        for (int facts = _random.Next(factsMax + 1); facts > 0; facts--) group.Entries.Add(Entry(position));
        for (int deliveries = group.Entries.Count == 0 ? 0 : _random.Next(10); deliveries > 0; deliveries--)
            group.Deliveries.Add(new Delivery(Participant(), _random.NextInt64(long.MaxValue), _random.Next(group.Entries.Count), Delivered[_random.Next(4)]));
        return group;
    }

    private JournalEntry Entry(long position)
    {
        long sequenceNr = _random.NextInt64(long.MaxValue);
        return _random.Next(3) switch
        {
            0 => OfPayment(Uetr(), sequenceNr, _random.NextInt64(position + 1)),
            1 => new JournalEntry(EntityKey.Of(new AccountId(Participant(), OneOf(Currencies))), sequenceNr, 0, OfAccount()),
            _ => new JournalEntry(EntityKey.Of(Participant()), sequenceNr, 0, OfParticipant()),
        };
    }

    private JournalEntry OfPayment(Uetr uetr, long sequenceNr, long previous) =>
        new(EntityKey.Of(uetr), sequenceNr, previous, OfPayment(uetr));

    private PaymentEvent OfPayment(Uetr uetr) => _random.Next(7) switch
    {
        0 => Received(uetr),
        1 => new PaymentForwarded(Number()),
        2 => new PaymentSettled(Number(), OneOf(Texts), Bytes(), Number()),
        3 => new PaymentRejected(Number(), Many(4, Reason), Bytes()),
        4 => new PaymentExpired(Number(), Reason()),
        5 => new LateAnswerReceived(Number(), OneOf(Texts), Bytes()),
        _ => new PaymentClosed(Number()),
    };

    private AccountEvent OfAccount() => _random.Next(8) switch
    {
        0 => new AccountTermsSet(Number(), OneOf(Enum.GetValues<SettlementModel>()), new Cap(Maybe() ? Number() : null), OneOf(Texts)),
        1 => new AccountFunded(Number(), Number(), OneOf(Texts), OneOf(Texts)),
        2 => new AccountWithdrawn(Number(), Number(), OneOf(Texts), OneOf(Texts)),
        3 => new FundsReserved(Number(), Uetr(), Number()),
        4 => new ReservationPosted(Number(), Uetr(), Number()),
        5 => new ReservationReleased(Number(), Uetr(), Number()),
        6 => new AccountCredited(Number(), Uetr(), Number(), Maybe()),
        _ => new CreditForgotten(Number(), Uetr()),
    };

    private ParticipantEvent OfParticipant() => _random.Next(3) switch
    {
        0 => new ParticipantEnrolled(Number(), OneOf(Texts), Many(4, Reachable), OneOf(Texts)),
        1 => new ParticipantAgentsChanged(Number(), OneOf(Texts), Many(4, Reachable), OneOf(Texts)),
        _ => new ParticipantStandingChanged(Number(), OneOf(Enum.GetValues<ParticipantStanding>()), OneOf(Texts), OneOf(Texts)),
    };

    private PaymentReceived Received(Uetr uetr)
    {
        ReadOnlyMemory<byte> message = Bytes();
        int start = _random.Next(message.Length + 1);
        return new PaymentReceived(Number())
        {
            Sender = Participant(),
            Receiver = Maybe() ? Participant() : null,
            DeadlineMs = Number(),
            Scheme = OneOf(Texts),
            Message = new OriginalMessage(message, start, _random.Next(message.Length - start + 1), OneOf(Texts)),
            Digest = Bytes(),
            TraceParent = Text(),
            Transfer = new CreditTransfer
            {
                Uetr = uetr,
                MessageDefinition = OneOf(Texts),
                MessageId = OneOf(Texts),
                InstructionId = Text(),
                EndToEndId = OneOf(Texts),
                TransactionId = Text(),
                Amount = new Money(Number(), OneOf(Currencies)),
                AcceptedAtMs = Maybe() ? Number() : null,
                InstructingAgent = Maybe() ? Agent() : null,
                DebtorAgent = Agent(),
                CreditorAgent = Agent(),
            },
        };
    }

    private AgentIdentification Agent() => new(Text(), Text(), Text());

    private ReachableAgent Reachable() => new(Agent(), OneOf(Texts), Maybe());

    private StatusReason Reason() => new(OneOf(Texts), Text(), Text());

    private ParticipantId Participant() => new($"BANK{_random.Next(40)}");

    private string? Text() => Maybe() ? OneOf(Texts) : null;

    private bool Maybe() => _random.Next(2) == 0;

    private Uetr Uetr()
    {
        byte[] bytes = new byte[16];
        _random.NextBytes(bytes);
        return Domain.Identification.Uetr.FromRandom(bytes);
    }

    private long Number() => _random.Next(4) switch
    {
        0 => 0,
        1 => _random.Next(200),
        2 => -_random.NextInt64(long.MaxValue),
        _ => _random.NextInt64(long.MaxValue),
    };

    private ReadOnlyMemory<byte> Bytes()
    {
        int[] lengths = [0, 1, 32, 127, 128, 2_300, 16_383, 16_384];
        byte[] bytes = new byte[OneOf(lengths)];
        _random.NextBytes(bytes);
        return bytes;
    }

    private T OneOf<T>(T[] values) => values[_random.Next(values.Length)];

    private T[] Many<T>(int max, Func<T> one) => [.. Enumerable.Range(0, _random.Next(max + 1)).Select(_ => one())];
}
