using System.Buffers.Binary;
using Google.Protobuf;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Events;

/// <summary>Facts into their stored form.</summary>
internal static class FactWriter
{
    public static Stored.Fact Write(in JournalEntry entry, long position)
    {
        var fact = new Stored.Fact { SequenceNr = (ulong)entry.SequenceNr, AtMs = entry.Event.AtMs };
        switch (entry.Entity.Kind)
        {
            case EntityKind.Payment:
                fact.Payment = Bytes(entry.Entity.Payment);
                if (entry.PreviousPosition > 0) fact.PreviousBack = (ulong)(position - entry.PreviousPosition);
                break;
            case EntityKind.Account:
                fact.Account = Key(entry.Entity.Account);
                break;
            default:
                fact.Participant = entry.Entity.Participant.Value;
                break;
        }

        switch (entry.Event)
        {
            case PaymentEvent e:
                Put(fact, e);
                break;
            case AccountEvent e:
                Put(fact, e);
                break;
            case ParticipantEvent e:
                Put(fact, e);
                break;
            default:
                throw Unknown(entry.Event);
        }

        return fact;
    }

    public static Stored.Fact Write(PaymentEvent e)
    {
        var fact = new Stored.Fact { AtMs = e.AtMs };
        Put(fact, e);
        return fact;
    }

    public static ByteString Bytes(Uetr uetr)
    {
        byte[] bytes = new byte[16];
        uetr.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }

    public static Stored.AccountKey Key(AccountId id) => new() { Participant = id.Participant.Value, Currency = id.Currency.Code };

    public static Stored.ReachableAgent Agent(ReachableAgent agent) =>
        new() { Agent = Agent(agent.Identification), Name = agent.Name, IsReachableParty = agent.IsReachableParty };

    private static void Put(Stored.Fact fact, PaymentEvent fromPayment)
    {
        switch (fromPayment)
        {
            case PaymentReceived e:
                fact.PaymentReceived = Received(e);
                break;
            case PaymentForwarded:
                fact.PaymentForwarded = new Stored.PaymentForwarded();
                break;
            case PaymentSettled e:
                fact.PaymentSettled = new Stored.PaymentSettled { AnswerStatus = e.AnswerStatus, Answer = Wrap(e.Answer), Cycle = e.Cycle };
                break;
            case PaymentRejected e:
                fact.PaymentRejected = new Stored.PaymentRejected { Answer = Wrap(e.Answer) };
                foreach (StatusReason reason in e.Reasons) fact.PaymentRejected.Reasons.Add(Reason(reason));
                break;
            case PaymentExpired e:
                fact.PaymentExpired = new Stored.PaymentExpired { Reason = Reason(e.Reason) };
                break;
            case LateAnswerReceived e:
                fact.LateAnswerReceived = new Stored.LateAnswerReceived { AnswerStatus = e.AnswerStatus, Answer = Wrap(e.Answer) };
                break;
            case PaymentClosed:
                fact.PaymentClosed = new Stored.PaymentClosed();
                break;
            default:
                throw Unknown(fromPayment);
        }
    }

    private static void Put(Stored.Fact fact, AccountEvent fromAccount)
    {
        switch (fromAccount)
        {
            case FundsReserved e:
                fact.FundsReserved = Amount(e.Payment, e.AmountMinor);
                break;
            case ReservationPosted e:
                fact.ReservationPosted = Amount(e.Payment, e.AmountMinor);
                break;
            case ReservationReleased e:
                fact.ReservationReleased = Amount(e.Payment, e.AmountMinor);
                break;
            case AccountCredited e:
                fact.AccountCredited = Amount(e.Payment, e.AmountMinor);
                fact.AccountCredited.Remembered = e.Remembered;
                break;
            case CreditForgotten e:
                fact.CreditForgotten = Amount(e.Payment, 0);
                break;
            case AccountTermsSet e:
                fact.AccountTermsSet = new Stored.AccountTermsSet { Model = (uint)e.Model, By = e.By };
                if (e.Cap.LimitMinor is long limitMinor) fact.AccountTermsSet.LimitMinor = limitMinor;
                break;
            case AccountFunded e:
                fact.AccountFunded = new Stored.AccountMoved { AmountMinor = e.AmountMinor, Reference = e.Reference, By = e.By };
                break;
            case AccountWithdrawn e:
                fact.AccountWithdrawn = new Stored.AccountMoved { AmountMinor = e.AmountMinor, Reference = e.Reference, By = e.By };
                break;
            default:
                throw Unknown(fromAccount);
        }
    }

    private static void Put(Stored.Fact fact, ParticipantEvent fromParticipant)
    {
        switch (fromParticipant)
        {
            case ParticipantEnrolled e:
                fact.ParticipantEnrolled = Agents(e.Name, e.Agents, e.By);
                break;
            case ParticipantAgentsChanged e:
                fact.ParticipantAgentsChanged = Agents(e.Name, e.Agents, e.By);
                break;
            case ParticipantStandingChanged e:
                fact.ParticipantStandingChanged = new Stored.StandingChanged { Standing = (uint)e.Standing, By = e.By, Why = e.Why };
                break;
            default:
                throw Unknown(fromParticipant);
        }
    }

    private static Stored.PaymentReceived Received(PaymentReceived e)
    {
        CreditTransfer transfer = e.Transfer;
        var stored = new Stored.PaymentReceived
        {
            Sender = e.Sender.Value,
            Receiver = e.Receiver?.Value ?? "",
            DeadlineMs = e.DeadlineMs,
            Scheme = e.Scheme,
            Message = Wrap(e.Message.Bytes),
            DocumentStart = (uint)e.Message.DocumentStart,
            DocumentLength = (uint)e.Message.DocumentLength,
            InheritedNamespaces = e.Message.InheritedNamespaces,
            Digest = Wrap(e.Digest),
            TraceParent = e.TraceParent ?? "",
            MessageDefinition = transfer.MessageDefinition,
            MessageId = transfer.MessageId,
            EndToEndId = transfer.EndToEndId,
            AmountMinor = transfer.Amount.MinorUnits,
            Currency = transfer.Amount.Currency.Code,
            DebtorAgent = Agent(transfer.DebtorAgent),
            CreditorAgent = Agent(transfer.CreditorAgent),
        };
        if (transfer.InstructionId is not null) stored.InstructionId = transfer.InstructionId;
        if (transfer.TransactionId is not null) stored.TransactionId = transfer.TransactionId;
        if (transfer.AcceptedAtMs is long acceptedAtMs) stored.AcceptedAtMs = acceptedAtMs;
        if (transfer.InstructingAgent is not null) stored.InstructingAgent = Agent(transfer.InstructingAgent);
        return stored;
    }

    private static Stored.PaymentAmount Amount(Uetr payment, long amountMinor) => new() { Payment = Bytes(payment), AmountMinor = amountMinor };

    private static Stored.ParticipantAgents Agents(string name, IReadOnlyList<ReachableAgent> agents, string by)
    {
        var stored = new Stored.ParticipantAgents { Name = name, By = by };
        foreach (ReachableAgent agent in agents) stored.Agents.Add(Agent(agent));
        return stored;
    }

    private static Stored.Agent Agent(AgentIdentification agent) =>
        new() { Bic = agent.Bic ?? "", ClearingSystem = agent.ClearingSystem ?? "", MemberId = agent.MemberId ?? "" };

    private static Stored.Reason Reason(StatusReason reason) =>
        new() { Code = reason.Code, ElementPath = reason.ElementPath ?? "", Text = reason.Text ?? "" };

    private static ByteString Wrap(ReadOnlyMemory<byte> bytes) => UnsafeByteOperations.UnsafeWrap(bytes);

    private static JournalException Unknown(object fact) => new($"The journal knows no stored form for {fact.GetType().Name}.");
}
