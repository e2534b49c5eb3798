using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Approvals;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Domain.RequestsToPay;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Tests;

/// <summary>Facts of all types with members of any value they may have, the same ones for the same seed.</summary>
internal sealed class RandomFacts(int seed)
{
    private static readonly string[] Texts =
        ["", "a", "operator", "Zürich – 東京 😀", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", new('x', 127), new('y', 128), new('é', 300)];

    private static readonly Currency[] Currencies = [.. Currency.All.OrderBy(currency => currency.Code, StringComparer.Ordinal)];

    private readonly Random _random = new(seed);

    /// <summary>A group with up to so many facts and some deliveries.</summary>
    public CommitGroup Group(long position, int factsMax = 20)
    {
        var group = new CommitGroup { Position = position, AtMs = Number() };
        for (int facts = _random.Next(factsMax + 1); facts > 0; facts--) group.Entries.Add(Entry(position));
        for (int deliveries = group.Entries.Count == 0 ? 0 : _random.Next(10); deliveries > 0; deliveries--)
            group.Deliveries.Add(new Delivery(Participant(), _random.NextInt64(long.MaxValue), _random.Next(group.Entries.Count), Any<DeliveryKind>()));
        if (_random.Next(3) == 0) group.Tail = new TailMark(_random.NextInt64(1, long.MaxValue), _random.NextInt64(long.MaxValue));
        return group;
    }

    private JournalEntry Entry(long position)
    {
        long sequenceNr = _random.NextInt64(long.MaxValue);
        return _random.Next(13) switch
        {
            < 3 => OfPayment(Uetr(), sequenceNr, _random.NextInt64(position + 1)),
            < 6 => new JournalEntry(EntityKey.Of(Account()), sequenceNr, 0, OfAccount()),
            6 => new JournalEntry(EntityKey.Of(Participant()), sequenceNr, 0, OfParticipant()),
            7 => new JournalEntry(EntityKey.Of(new CycleId(OneOf(Texts), Natural())), sequenceNr, 0, OfCycle()),
            8 => new JournalEntry(EntityKey.OfApproval(Natural()), sequenceNr, 0, OfApproval()),
            9 => new JournalEntry(EntityKey.OfLiquidityTransfer(Uetr()), sequenceNr, 0, OfLiquidity()),
            10 => new JournalEntry(EntityKey.OfRequestToPay(Uetr()), sequenceNr, 0, OfRequest()),
            11 => new JournalEntry(EntityKey.PartyKeyring, sequenceNr, 0, OfPrivacy()),
            _ => new JournalEntry(EntityKey.OfScheme(OneOf(Texts)), sequenceNr, 0, OfScheme()),
        };
    }

    private JournalEntry OfPayment(Uetr uetr, long sequenceNr, long previous) =>
        new(EntityKey.Of(uetr), sequenceNr, previous, OfPayment(uetr));

    private PaymentEvent OfPayment(Uetr uetr) => _random.Next(16) switch
    {
        0 => Received(uetr),
        1 => new PaymentForwarded(Number()),
        2 => new PaymentSettled(Number(), OneOf(Texts), Bytes(), Number()),
        3 => new PaymentRejected(Number(), Many(4, Reason), Bytes()),
        4 => new PaymentExpired(Number(), Reason()),
        5 => new LateAnswerReceived(Number(), OneOf(Texts), Bytes(), Maybe()),
        6 => new PaymentClosed(Number()),
        7 => new LaterOutcomeReceived(Number(), OneOf(Texts), Maybe() ? Reason() : null, Bytes()),
        8 => new RecallRequested(Number(), OneOf(Texts), OneOf(Texts), Number(), Message(), Bytes()),
        9 => new RecallAnswered(Number(), Maybe(), Text(), Message(), Bytes()),
        10 => new RecallLapsed(Number()),
        11 => new ReturnReceived(Number(), Count(), OneOf(Texts), Number(), OneOf(Texts), Message(), Bytes()),
        12 => new PaymentReturned(Number(), Count(), Number()),
        13 => new ReturnRejected(Number(), Count(), Reason()),
        14 => new RecallAnswerPending(Number(), Text(), Message(), Bytes()),
        _ => new ReturnClosed(Number(), Count()),
    };

    private AccountEvent OfAccount() => _random.Next(16) switch
    {
        0 => new AccountTermsSet(Number(), Any<SettlementModel>(), Cap(), Act()) { MustBePrefunded = Maybe() },
        1 => new AccountFunded(Number(), Number(), OneOf(Texts), Act()),
        2 => new AccountWithdrawn(Number(), Number(), OneOf(Texts), Act()),
        3 => new FundsReserved(Number(), Key(), Number(), Text(), Remembered: Number() % 2 == 0),
        4 => new ReservationPosted(Number(), Key(), Number(), Number()),
        5 => new ReservationReleased(Number(), Key(), Number()),
        6 => new AccountCredited(Number(), Key(), Number(), Maybe(), Number(), Text()),
        7 => new BookingForgotten(Number(), Key()),
        8 => new PartyLimitSet(Number(), OneOf(Texts), Many(4, Agent), Cap(), Act()),
        9 => new LiquidityWatchSet(Number(), Watch(), Act()),
        10 => new LiquidityAlertRaised(Number(), Any<LiquidityBound>(), Number(), Number()),
        11 => new LiquidityAlertCleared(Number(), Any<LiquidityBound>(), Number()),
        12 => new AccountClosed(Number(), Act()),
        13 => new AccountCycleCut(Number(), Number()),
        14 => new StatementIssued(Number(), Any<StatementKind>(), Date(), Number(), Number(), Number(), Maybe() ? null : new Turnover(Number(), Number(), Number(), Number())),
        _ => new AccountCycleSettled(Number(), Number(), Number(), Maybe()),
    };

    private ParticipantEvent OfParticipant() => _random.Next(6) switch
    {
        0 => new ParticipantEnrolled(Number(), OneOf(Texts), Many(4, Reachable), Act()) { Role = Any<ParticipantRole>(), Standing = Any<ParticipantStanding>() },
        1 => new ParticipantAgentsChanged(Number(), OneOf(Texts), Many(4, Reachable), Act()),
        2 => new ParticipantStandingChanged(Number(), Any<ParticipantStanding>(), Act()),
        3 => new AgentsChangeScheduled(Number(), Number(), OneOf(Texts), Many(4, Reachable), Act()),
        4 => new CredentialsSet(Number(), Many(4, Credential), Act()),
        _ => new PrincipalsSet(Number(), Many(4, Participant), Act()),
    };

    private CycleEvent OfCycle() => _random.Next(13) switch
    {
        0 => new CycleOpened(Number(), OneOf(Currencies), Date(), Count(), Number(), Maybe()),
        1 => new CycleCut(Number(), Act()),
        2 => new CycleNetted(Number(), Many(4, Position)),
        3 => new CycleFoundUnbalanced(Number(), Many(4, Position)),
        4 => new CycleInstructed(Number(), Many(4, Instruction), Act()),
        5 => new InstructionConfirmed(Number(), Uetr(), Act()),
        6 => new InstructionFailed(Number(), Uetr(), OneOf(Texts), Act()),
        7 => new InstructionReplaced(Number(), Uetr(), Instruction(), Maybe(), Act()),
        8 => new CycleSettled(Number()),
        9 => new CycleAborted(Number(), Act()),
        10 => new CycleCutMoved(Number(), DateOnly.FromDayNumber(_random.Next(DateOnly.MaxValue.DayNumber)), Count(), Number()),
        11 => new CycleReported(Number(), Any<CycleStage>(), OneOf(Currencies), Date(), Number(), Number(), Many(4, Position)),
        _ => new CycleReopened(Number(), Act()),
    };

    private ApprovalEvent OfApproval() => _random.Next(5) switch
    {
        0 => new ApprovalRequested(Number(), OneOf(Texts), Many(4, () => KeyValuePair.Create(OneOf(Texts), OneOf(Texts))), Act(), Number()),
        1 => new ApprovalGranted(Number(), Act()),
        2 => new ApprovalDenied(Number(), Act()),
        3 => new ApprovalExpired(Number()),
        _ => new ApprovalCarriedOut(Number(), OneOf(Texts)),
    };

    private LiquidityEvent OfLiquidity() => _random.Next(5) switch
    {
        0 => new LiquidityRequested(Number(), Terms(), Message(), Bytes()),
        1 => new LiquidityBooked(Number(), Terms(), Maybe() ? Participant() : null),
        2 => new LiquidityRefused(Number(), Terms(), Any<AccountReply>()),
        3 => new LiquidityConfirmed(Number(), Terms()),
        _ => new LiquidityReversed(Number(), Terms(), OneOf(Texts)),
    };

    private RequestEvent OfRequest() => _random.Next(5) switch
    {
        0 => new RequestReceived(Number(), Participant(), Participant(), OneOf(Texts), new Money(Number(), OneOf(Currencies)), Number(), Message(), Bytes()),
        1 => new RequestAnswered(Number(), Maybe(), Text(), Message(), Bytes()),
        2 => new RequestPaid(Number(), Uetr()),
        3 => new RequestAnswerPending(Number(), Text(), Message(), Bytes()),
        _ => new RequestExpired(Number()),
    };

    private PrivacyEvent OfPrivacy() => Maybe()
        ? new PartyKeysAdopted(Number(), OneOf(Texts))
        : new PartyErased(Number(), new PartyHandle((ulong)_random.NextInt64(1L << PartyHandle.Bits)), Act());

    private SchemeEvent OfScheme() => _random.Next(3) switch
    {
        0 => new ProfileScheduled(Number(), Count(), Number(), Bytes(), Act()),
        1 => new ProfileWithdrawn(Number(), Count(), Act()),
        _ => new BroadcastSent(Number(), OneOf(Texts), OneOf(Texts), Act()),
    };

    private PaymentReceived Received(Uetr uetr)
    {
        return new PaymentReceived(Number())
        {
            Sender = Participant(),
            Receiver = Maybe() ? Participant() : null,
            DeadlineMs = Number(),
            Scheme = OneOf(Texts),
            ProfileVersion = Count(),
            SubmittedBy = Maybe() ? Participant() : null,
            Message = Message(),
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

    private OriginalMessage Message()
    {
        ReadOnlyMemory<byte> message = Bytes();
        int start = _random.Next(message.Length + 1);
        return new OriginalMessage(message, start, _random.Next(message.Length - start + 1), OneOf(Texts));
    }

    private OperatorAct Act() => new(OneOf(Texts), OneOf(Texts), Text()) { Approval = Maybe() ? 1 + _random.NextInt64(long.MaxValue) : null };

    private Cap Cap() => new(Maybe() ? Number() : null);

    private BookingKey Key() => new(Uetr(), Count());

    private AccountId Account() => new(Participant(), OneOf(Currencies));

    private LiquidityWatch Watch() => new()
    {
        BalanceFloorMinor = Cap().LimitMinor,
        BalanceCeilingMinor = Cap().LimitMinor,
        HeadroomFloorMinor = Cap().LimitMinor,
        HeadroomCeilingMinor = Cap().LimitMinor,
        HysteresisMinor = Number(),
    };

    private Credential Credential() => new(Any<CredentialKind>(), OneOf(Texts), OneOf(Texts), Maybe() ? Number() : null);

    private ParticipantPosition Position() => new(Participant(), Number(), Number()) { DebitCount = Number(), CreditCount = Number() };

    private DateOnly Date() => DateOnly.FromDayNumber(_random.Next(DateOnly.MaxValue.DayNumber));

    private SettlementInstruction Instruction() => new(Uetr(), Participant(), Number(), Any<InstructionStatus>(), Text());

    private LiquidityTerms Terms() => new(Participant(), Account(), Any<LiquidityDirection>(), Number(), OneOf(Texts), OneOf(Texts));

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

    private long Natural() => _random.Next(3) switch
    {
        0 => 0,
        1 => _random.Next(200),
        _ => _random.NextInt64(long.MaxValue),
    };

    private int Count() => _random.Next(3) switch
    {
        0 => 0,
        1 => _random.Next(200),
        _ => _random.Next(int.MaxValue),
    };

    private ReadOnlyMemory<byte> Bytes()
    {
        int[] lengths = [0, 1, 32, 127, 128, 2_300, 16_383, 16_384];
        byte[] bytes = new byte[OneOf(lengths)];
        _random.NextBytes(bytes);
        return bytes;
    }

    private T Any<T>()
        where T : struct, Enum => OneOf(Enum.GetValues<T>());

    private T OneOf<T>(T[] values) => values[_random.Next(values.Length)];

    private T[] Many<T>(int max, Func<T> one) => [.. Enumerable.Range(0, _random.Next(max + 1)).Select(_ => one())];
}
