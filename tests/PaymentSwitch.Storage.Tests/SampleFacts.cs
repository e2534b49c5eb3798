using System.Text;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Tests;

/// <summary>One fact of each type, with every member set to something that tells it from the others.</summary>
internal static class SampleFacts
{
    public static readonly Uetr Payment = Uetr.Parse("8a562c67-ca16-48ba-b074-65581be6f001");
    public static readonly AccountId Account = new(new ParticipantId("ALPHDEFFXXX"), Currency.Of("EUR"));
    public static readonly ParticipantId Bank = new("ALPHDEFFXXX");
    private static readonly ReachableAgent[] Agents =
        [new(AgentIdentification.OfBic("ALPHDEFFXXX"), "Alpha", false), new(new AgentIdentification(null, "USABA", "021000021"), "Reached", true)];

    public static IEnumerable<JournalEntry> All()
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
        yield return new JournalEntry(account, 1, 0, new AccountTermsSet(1_800_000_000_007, SettlementModel.DeferredNet, new Cap(0), "operator"));
        yield return new JournalEntry(account, 2, 0, new AccountFunded(1_800_000_000_008, 5, "f-1", "operator"));
        yield return new JournalEntry(account, 3, 0, new AccountWithdrawn(1_800_000_000_009, 6, "w-1", "operator"));
        yield return new JournalEntry(account, 4, 0, new FundsReserved(1_800_000_000_010, Payment, 7));
        yield return new JournalEntry(account, 5, 0, new ReservationPosted(1_800_000_000_011, Payment, 8));
        yield return new JournalEntry(account, 6, 0, new ReservationReleased(1_800_000_000_012, Payment, 9));
        yield return new JournalEntry(account, 7, 0, new AccountCredited(1_800_000_000_013, Payment, 10, true));
        yield return new JournalEntry(account, 8, 0, new CreditForgotten(1_800_000_000_014, Payment));
        yield return new JournalEntry(bank, 1, 0, new ParticipantEnrolled(1_800_000_000_015, "Alpha Bank", Agents, "operator"));
        yield return new JournalEntry(bank, 2, 0, new ParticipantAgentsChanged(1_800_000_000_016, "Alpha", Agents[..1], "operator"));
        yield return new JournalEntry(bank, 3, 0, new ParticipantStandingChanged(1_800_000_000_017, ParticipantStanding.Suspended, "operator", "test"));
    }

    /// <summary>A group with all of them, and deliveries.</summary>
    public static CommitGroup Group(long position)
    {
        var group = new CommitGroup { Position = position, AtMs = 1_800_000_000_100 + position };
        // A fact cannot follow one that lies ahead of it.
        group.Entries.AddRange(All().Select(entry => entry with { PreviousPosition = Math.Min(entry.PreviousPosition, position) }));
        group.Deliveries.Add(new Delivery(new ParticipantId("BRAVFRPPXXX"), 1 + ((position - 1) * 2), 1, PaymentStep.ForwardToCreditorAgent));
        group.Deliveries.Add(new Delivery(Bank, position, 2, PaymentStep.ConfirmToDebtorAgent));
        group.Deliveries.Add(new Delivery(new ParticipantId("BRAVFRPPXXX"), position * 2, 2, PaymentStep.ConfirmToCreditorAgent));
        return group;
    }

    /// <summary>Facts as text that says everything, so that two can be compared whatever they hold.</summary>
    public static string Describe(CommitGroup group) =>
        $"{group.Position} {group.AtMs}\n{string.Join('\n', group.Entries.Select(Describe))}\n{string.Join('\n', group.Deliveries)}";

    public static string Describe(JournalEntry entry)
    {
        string fact = entry.Event switch
        {
            PaymentReceived e => $"{e with { Message = null!, Digest = default }} {Hex(e.Message.Bytes)} {e.Message.DocumentStart} {e.Message.DocumentLength} {e.Message.InheritedNamespaces} {Hex(e.Digest)}",
            PaymentSettled e => $"{e with { Answer = default }} {Hex(e.Answer)}",
            PaymentRejected e => $"{e with { Answer = default, Reasons = [] }} {string.Join(';', e.Reasons)} {Hex(e.Answer)}",
            LateAnswerReceived e => $"{e with { Answer = default }} {Hex(e.Answer)}",
            ParticipantEnrolled e => $"{e with { Agents = [] }} {string.Join(';', e.Agents)}",
            ParticipantAgentsChanged e => $"{e with { Agents = [] }} {string.Join(';', e.Agents)}",
            _ => entry.Event.ToString()!,
        };
        return $"{entry.Entity} {entry.SequenceNr} {entry.PreviousPosition} {fact}";
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

    private static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexString(bytes.Span);
}
