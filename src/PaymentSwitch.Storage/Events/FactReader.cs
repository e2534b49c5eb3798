using Google.Protobuf;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Events;

/// <summary>The stored form back into facts. What this version does not know stops it: a fact is never skipped.</summary>
internal static class FactReader
{
    /// <summary>The latest version of a fact's meaning that is understood here.</summary>
    private const uint LatestVersion = 0;

    public static JournalEntry Read(Stored.Fact fact, long position)
    {
        long previous = fact.HasPreviousBack ? position - (long)fact.PreviousBack : 0;
        return new JournalEntry(Key(fact, position), (long)fact.SequenceNr, previous, Event(fact, position));
    }

    public static PaymentEvent ReadPayment(Stored.Fact fact) =>
        Event(fact, 0) as PaymentEvent ?? throw new JournalException("The snapshot has a fact in a payment that is none of a payment.");

    public static Uetr Uetr(ByteString bytes) => new(new Guid(bytes.Span, bigEndian: true));

    public static AccountId Account(Stored.AccountKey key) => new(new ParticipantId(string.Intern(key.Participant)), Currency.Of(key.Currency));

    public static ReachableAgent Agent(Stored.ReachableAgent agent) => new(Agent(agent.Agent), agent.Name, agent.IsReachableParty);

    private static EntityKey Key(Stored.Fact fact, long position) => fact.EntityCase switch
    {
        Stored.Fact.EntityOneofCase.Payment => EntityKey.Of(Uetr(fact.Payment)),
        Stored.Fact.EntityOneofCase.Account => EntityKey.Of(Account(fact.Account)),
        Stored.Fact.EntityOneofCase.Participant => EntityKey.Of(new ParticipantId(fact.Participant)),
        _ => throw new JournalException($"Journal position {position}: a fact of no entity that this version knows."),
    };

    private static IDomainEvent Event(Stored.Fact fact, long position)
    {
        if (fact.Version > LatestVersion)
            throw new JournalException($"Journal position {position}: a {fact.FactCase} of version {fact.Version}; this version of the switch knows up to {LatestVersion}.");
        long atMs = fact.AtMs;
        return fact.FactCase switch
        {
            Stored.Fact.FactOneofCase.PaymentReceived => Received(fact.PaymentReceived, fact.Payment, atMs),
            Stored.Fact.FactOneofCase.PaymentForwarded => new PaymentForwarded(atMs),
            Stored.Fact.FactOneofCase.PaymentSettled =>
                new PaymentSettled(atMs, fact.PaymentSettled.AnswerStatus, fact.PaymentSettled.Answer.Memory, fact.PaymentSettled.Cycle),
            Stored.Fact.FactOneofCase.PaymentRejected =>
                new PaymentRejected(atMs, [.. fact.PaymentRejected.Reasons.Select(Reason)], fact.PaymentRejected.Answer.Memory),
            Stored.Fact.FactOneofCase.PaymentExpired => new PaymentExpired(atMs, Reason(fact.PaymentExpired.Reason)),
            Stored.Fact.FactOneofCase.LateAnswerReceived =>
                new LateAnswerReceived(atMs, fact.LateAnswerReceived.AnswerStatus, fact.LateAnswerReceived.Answer.Memory),
            Stored.Fact.FactOneofCase.PaymentClosed => new PaymentClosed(atMs),
            Stored.Fact.FactOneofCase.FundsReserved => new FundsReserved(atMs, Uetr(fact.FundsReserved.Payment), fact.FundsReserved.AmountMinor),
            Stored.Fact.FactOneofCase.ReservationPosted =>
                new ReservationPosted(atMs, Uetr(fact.ReservationPosted.Payment), fact.ReservationPosted.AmountMinor),
            Stored.Fact.FactOneofCase.ReservationReleased =>
                new ReservationReleased(atMs, Uetr(fact.ReservationReleased.Payment), fact.ReservationReleased.AmountMinor),
            Stored.Fact.FactOneofCase.AccountCredited => new AccountCredited(
                atMs, Uetr(fact.AccountCredited.Payment), fact.AccountCredited.AmountMinor, fact.AccountCredited.Remembered),
            Stored.Fact.FactOneofCase.CreditForgotten => new CreditForgotten(atMs, Uetr(fact.CreditForgotten.Payment)),
            Stored.Fact.FactOneofCase.AccountTermsSet => new AccountTermsSet(
                atMs,
                (SettlementModel)fact.AccountTermsSet.Model,
                new Cap(fact.AccountTermsSet.HasLimitMinor ? fact.AccountTermsSet.LimitMinor : null),
                fact.AccountTermsSet.By),
            Stored.Fact.FactOneofCase.AccountFunded =>
                new AccountFunded(atMs, fact.AccountFunded.AmountMinor, fact.AccountFunded.Reference, fact.AccountFunded.By),
            Stored.Fact.FactOneofCase.AccountWithdrawn =>
                new AccountWithdrawn(atMs, fact.AccountWithdrawn.AmountMinor, fact.AccountWithdrawn.Reference, fact.AccountWithdrawn.By),
            Stored.Fact.FactOneofCase.ParticipantEnrolled => new ParticipantEnrolled(
                atMs, fact.ParticipantEnrolled.Name, [.. fact.ParticipantEnrolled.Agents.Select(Agent)], fact.ParticipantEnrolled.By),
            Stored.Fact.FactOneofCase.ParticipantAgentsChanged => new ParticipantAgentsChanged(
                atMs, fact.ParticipantAgentsChanged.Name, [.. fact.ParticipantAgentsChanged.Agents.Select(Agent)], fact.ParticipantAgentsChanged.By),
            Stored.Fact.FactOneofCase.ParticipantStandingChanged => new ParticipantStandingChanged(
                atMs,
                (ParticipantStanding)fact.ParticipantStandingChanged.Standing,
                fact.ParticipantStandingChanged.By,
                fact.ParticipantStandingChanged.Why),
            _ => throw new JournalException($"Journal position {position}: a fact that this version of the switch does not know."),
        };
    }

    private static PaymentReceived Received(Stored.PaymentReceived stored, ByteString uetr, long atMs) => new(atMs)
    {
        Sender = new ParticipantId(stored.Sender),
        Receiver = stored.Receiver.Length == 0 ? null : new ParticipantId(stored.Receiver),
        DeadlineMs = stored.DeadlineMs,
        Scheme = stored.Scheme,
        Message = new OriginalMessage(stored.Message.Memory, (int)stored.DocumentStart, (int)stored.DocumentLength, stored.InheritedNamespaces),
        Digest = stored.Digest.Memory,
        TraceParent = stored.TraceParent.Length == 0 ? null : stored.TraceParent,
        Transfer = new CreditTransfer
        {
            Uetr = Uetr(uetr),
            MessageDefinition = stored.MessageDefinition,
            MessageId = stored.MessageId,
            InstructionId = stored.HasInstructionId ? stored.InstructionId : null,
            EndToEndId = stored.EndToEndId,
            TransactionId = stored.HasTransactionId ? stored.TransactionId : null,
            Amount = new Money(stored.AmountMinor, Currency.Of(stored.Currency)),
            AcceptedAtMs = stored.HasAcceptedAtMs ? stored.AcceptedAtMs : null,
            InstructingAgent = stored.InstructingAgent is null ? null : Agent(stored.InstructingAgent),
            DebtorAgent = Agent(stored.DebtorAgent),
            CreditorAgent = Agent(stored.CreditorAgent),
        },
    };

    private static AgentIdentification Agent(Stored.Agent agent) => new(OrNull(agent.Bic), OrNull(agent.ClearingSystem), OrNull(agent.MemberId));

    private static StatusReason Reason(Stored.Reason reason) => new(reason.Code, OrNull(reason.ElementPath), OrNull(reason.Text));

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
