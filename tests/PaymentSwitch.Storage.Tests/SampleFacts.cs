using System.Text;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Events;

namespace PaymentSwitch.Storage.Tests;

/// <summary>
/// One fact of each type, and with <see cref="Fuller"/> every member set to something that tells it from the others.
/// </summary>
internal static partial class SampleFacts
{
    // The position of the group that they are written in.
    private const long Position = 101;

    public static readonly Uetr Payment = Uetr.Parse("8a562c67-ca16-48ba-b074-65581be6f001");
    public static readonly AccountId Account = new(new ParticipantId("ALPHDEFFXXX"), Currency.Of("EUR"));
    public static readonly ParticipantId Bank = new("ALPHDEFFXXX");
    private static readonly OperatorAct Operator = new("operator");
    private static readonly ReachableAgent[] Agents =
        [new(AgentIdentification.OfBic("ALPHDEFFXXX"), "Alpha", false), new(new AgentIdentification(null, "USABA", "021000021"), "Reached", true)];

    /// <summary>Of each type one, as facts were from the beginning of that type.</summary>
    public static IEnumerable<JournalEntry> All() => First().Concat(AfterTheOutcome()).Concat(OfTerms()).Concat(OfCycles()).Concat(OfOperation()).Concat(OfMessages());

    /// <summary>All of them, by the names of their golden files.</summary>
    public static IReadOnlyDictionary<string, JournalEntry> Named() => All().Select(entry => KeyValuePair.Create(entry.Event.GetType().Name, entry))
        .Concat(Fuller().Select(entry => KeyValuePair.Create(entry.Event.GetType().Name + "-fuller", entry)))
        .Concat(Remembered().Select(entry => KeyValuePair.Create(entry.Event.GetType().Name + "-remembered", entry)))
        .Concat(Approved().Select(entry => KeyValuePair.Create(entry.Event.GetType().Name + "-approved", entry)))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>A group with all of them, and deliveries.</summary>
    public static CommitGroup Group(long position)
    {
        var group = new CommitGroup { Position = position, AtMs = 1_800_000_000_100 + position };
        // A fact cannot follow one that lies ahead of it.
        group.Entries.AddRange(All().Concat(Fuller()).Select(entry => entry with { PreviousPosition = Math.Min(entry.PreviousPosition, position) }));
        group.Deliveries.Add(new Delivery(new ParticipantId("BRAVFRPPXXX"), 1 + ((position - 1) * 2), 1, DeliveryKind.ForwardToCreditorAgent));
        group.Deliveries.Add(new Delivery(Bank, position, 2, DeliveryKind.ConfirmToDebtorAgent));
        group.Deliveries.Add(new Delivery(new ParticipantId("BRAVFRPPXXX"), position * 2, 2, DeliveryKind.ConfirmToCreditorAgent));
        return group;
    }

    /// <summary>The stored form of a fact.</summary>
    public static byte[] Write(JournalEntry entry)
    {
        var buffer = new StoredBuffer();
        FactWriter.Write(buffer, entry, Position);
        return buffer.Written.ToArray();
    }

    public static JournalEntry Read(byte[] fact) => new FactReader().Read(new StoredReader(fact, 0, fact.Length), Position);

    /// <summary>Facts as text that says everything, so that two can be compared whatever they hold.</summary>
    public static string Describe(CommitGroup group) =>
        $"{group.Position} {group.AtMs}{(group.Tail.IsNone ? "" : $" {group.Tail}")}\n{string.Join('\n', group.Entries.Select(Describe))}\n{Description.Of(group.Deliveries)}";

    public static string Describe(JournalEntry entry) => Description.Of(entry with { After = null });

    private static IEnumerable<JournalEntry> First()
    {
        EntityKey payment = EntityKey.Of(Payment), account = EntityKey.Of(Account), bank = EntityKey.Of(Bank);
        yield return new JournalEntry(payment, 1, 0, Received());
        yield return new JournalEntry(payment, 2, 100, new PaymentForwarded(1_800_000_000_001));
        yield return new JournalEntry(payment, 3, 90, new PaymentSettled(1_800_000_000_002, "ACCP", Bytes("<answer/>"), 42));
        yield return new JournalEntry(payment, 3, 90, new PaymentRejected(
            1_800_000_000_003, [new StatusReason("AC04", "/Document/x", "Closed."), new StatusReason("AM09")], Bytes("<no/>")));
        yield return new JournalEntry(payment, 3, 90, new PaymentExpired(1_800_000_000_004, new StatusReason("AB05", null, "Silent.")));
        yield return new JournalEntry(payment, 4, 80, new LateAnswerReceived(1_800_000_000_005, "ACTC", Bytes("<late/>")));
        yield return new JournalEntry(payment, 4, 80, new PaymentClosed(1_800_000_000_006));
        yield return new JournalEntry(account, 1, 0, new AccountTermsSet(1_800_000_000_007, SettlementModel.DeferredNet, new Cap(0), Operator));
        yield return new JournalEntry(account, 2, 0, new AccountFunded(1_800_000_000_008, 5, "f-1", Operator));
        yield return new JournalEntry(account, 3, 0, new AccountWithdrawn(1_800_000_000_009, 6, "w-1", Operator));
        yield return new JournalEntry(account, 4, 0, new FundsReserved(1_800_000_000_010, Payment, 7));
        yield return new JournalEntry(account, 5, 0, new ReservationPosted(1_800_000_000_011, Payment, 8));
        yield return new JournalEntry(account, 6, 0, new ReservationReleased(1_800_000_000_012, Payment, 9));
        yield return new JournalEntry(account, 7, 0, new AccountCredited(1_800_000_000_013, Payment, 10, true));
        yield return new JournalEntry(account, 8, 0, new BookingForgotten(1_800_000_000_014, Payment));
        yield return new JournalEntry(bank, 1, 0, new ParticipantEnrolled(1_800_000_000_015, "Alpha Bank", Agents, Operator));
        yield return new JournalEntry(bank, 2, 0, new ParticipantAgentsChanged(1_800_000_000_016, "Alpha", Agents[..1], Operator));
        yield return new JournalEntry(bank, 3, 0, new ParticipantStandingChanged(1_800_000_000_017, ParticipantStanding.Suspended, new OperatorAct("operator", "test")));
    }

    private static PaymentReceived Received() => new(1_800_000_000_000)
    {
        Sender = Bank,
        Receiver = new ParticipantId("BRAVFRPPXXX"),
        DeadlineMs = 1_800_000_007_000,
        Scheme = "sct-inst",
        Message = new OriginalMessage(Bytes("<w><Document>é</Document></w>"), 3, 23, " xmlns:a=\"b\""),
        Digest = new byte[] { 1, 2, 3, 4 },
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        Transfer = new CreditTransfer
        {
            Uetr = Payment,
            MessageDefinition = "pacs.008.001.08",
            MessageId = "M1",
            InstructionId = "I1",
            EndToEndId = "E1",
            TransactionId = "T1",
            Amount = new Money(1_250, Currency.Of("EUR")),
            AcceptedAtMs = 1_800_000_000_000,
            InstructingAgent = AgentIdentification.OfBic("ALPHDEFFXXX"),
            DebtorAgent = new AgentIdentification(null, "USABA", "021000021"),
            CreditorAgent = AgentIdentification.OfBic("BRAVFRPP"),
        },
    };

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
