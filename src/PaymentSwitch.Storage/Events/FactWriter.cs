using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Events;

/// <summary>Facts into their stored form: the fields of <c>journal.proto</c>, in the order of their numbers.</summary>
internal static class FactWriter
{
    /// <summary>Writes the fields of one <c>Fact</c>.</summary>
    /// <param name="into">Where to.</param>
    /// <param name="entry">The fact.</param>
    /// <param name="position">The position of its group, from which the one before is counted back.</param>
    /// <exception cref="JournalException">There is no stored form for it.</exception>
    public static void Write(StoredBuffer into, in JournalEntry entry, long position)
    {
        switch (entry.Entity.Kind)
        {
            case EntityKind.Payment:
                into.Uetr(1, entry.Entity.Payment);
                break;
            case EntityKind.Account:
                int key = into.Open(2);
                into.Text(1, entry.Entity.Account.Participant.Value);
                into.Text(2, entry.Entity.Account.Currency.Code);
                into.Close(key);
                break;
            case EntityKind.Participant:
                into.TextAlways(3, entry.Entity.Participant.Value);
                break;
            default:
                throw new JournalException($"Position {position}: the journal knows no stored form for a {entry.Entity.Kind}.");
        }

        into.Number(4, entry.SequenceNr);
        if (entry.PreviousPosition > position)
            throw new JournalException($"Position {position}: a fact of {entry.Entity} cannot follow one at position {entry.PreviousPosition}.");
        if (entry.PreviousPosition > 0) into.NumberAlways(5, position - entry.PreviousPosition);
        into.Number(7, entry.Event.AtMs);
        switch (entry.Event)
        {
            case PaymentEvent e:
                Write(into, e);
                break;
            case AccountEvent e:
                Write(into, e);
                break;
            case ParticipantEvent e:
                Write(into, e);
                break;
            default:
                throw Unknown(entry.Event);
        }
    }

    private static void Write(StoredBuffer into, PaymentEvent fact)
    {
        int start;
        switch (fact)
        {
            case PaymentReceived e:
                start = into.Open(20);
                Write(into, e);
                break;
            case PaymentForwarded:
                start = into.Open(21);
                break;
            case PaymentSettled e:
                start = into.Open(22);
                into.Text(1, e.AnswerStatus);
                into.Bytes(2, e.Answer.Span);
                into.Number(3, e.Cycle);
                break;
            case PaymentRejected e:
                start = into.Open(23);
                for (int i = 0; i < e.Reasons.Count; i++) Write(into, 1, e.Reasons[i]);
                into.Bytes(2, e.Answer.Span);
                break;
            case PaymentExpired e:
                start = into.Open(24);
                Write(into, 1, e.Reason);
                break;
            case LateAnswerReceived e:
                start = into.Open(25);
                into.Text(1, e.AnswerStatus);
                into.Bytes(2, e.Answer.Span);
                break;
            case PaymentClosed:
                start = into.Open(26);
                break;
            default:
                throw Unknown(fact);
        }

        into.Close(start);
    }

    private static void Write(StoredBuffer into, AccountEvent fact)
    {
        switch (fact)
        {
            case AccountTermsSet e:
                int start = into.Open(40);
                into.Number(1, (long)e.Model);
                if (e.Cap.LimitMinor is long limitMinor) into.NumberAlways(2, limitMinor);
                into.Text(3, e.By);
                into.Close(start);
                break;
            case AccountFunded e:
                Moved(into, 41, e.AmountMinor, e.Reference, e.By);
                break;
            case AccountWithdrawn e:
                Moved(into, 42, e.AmountMinor, e.Reference, e.By);
                break;
            case FundsReserved e:
                Amount(into, 43, e.Payment, e.AmountMinor);
                break;
            case ReservationPosted e:
                Amount(into, 44, e.Payment, e.AmountMinor);
                break;
            case ReservationReleased e:
                Amount(into, 45, e.Payment, e.AmountMinor);
                break;
            case AccountCredited e:
                Amount(into, 46, e.Payment, e.AmountMinor, e.Remembered);
                break;
            case CreditForgotten e:
                Amount(into, 47, e.Payment, 0);
                break;
            default:
                throw Unknown(fact);
        }
    }

    private static void Write(StoredBuffer into, ParticipantEvent fact)
    {
        switch (fact)
        {
            case ParticipantEnrolled e:
                Agents(into, 60, e.Name, e.Agents, e.By);
                break;
            case ParticipantAgentsChanged e:
                Agents(into, 61, e.Name, e.Agents, e.By);
                break;
            case ParticipantStandingChanged e:
                int start = into.Open(62);
                into.Number(1, (long)e.Standing);
                into.Text(2, e.By);
                into.Text(3, e.Why);
                into.Close(start);
                break;
            default:
                throw Unknown(fact);
        }
    }

    private static void Write(StoredBuffer into, PaymentReceived e)
    {
        into.Text(1, e.Sender.Value);
        into.TextIfAny(2, e.Receiver?.Value);
        into.Number(3, e.DeadlineMs);
        into.Text(4, e.Scheme);
        into.Bytes(5, e.Message.Bytes.Span);
        into.Number(6, e.Message.DocumentStart);
        into.Number(7, e.Message.DocumentLength);
        into.Text(8, e.Message.InheritedNamespaces);
        into.Bytes(9, e.Digest.Span);
        into.TextIfAny(10, e.TraceParent);

        CreditTransfer transfer = e.Transfer;
        into.Text(20, transfer.MessageDefinition);
        into.Text(21, transfer.MessageId);
        into.TextIfAny(22, transfer.InstructionId);
        into.Text(23, transfer.EndToEndId);
        into.TextIfAny(24, transfer.TransactionId);
        into.Number(25, transfer.Amount.MinorUnits);
        into.Text(26, transfer.Amount.Currency.Code);
        if (transfer.AcceptedAtMs is long acceptedAtMs) into.NumberAlways(27, acceptedAtMs);
        if (transfer.InstructingAgent is not null) Agent(into, 28, transfer.InstructingAgent);
        Agent(into, 29, transfer.DebtorAgent);
        Agent(into, 30, transfer.CreditorAgent);
    }

    private static void Write(StoredBuffer into, int field, StatusReason reason)
    {
        int start = into.Open(field);
        into.Text(1, reason.Code);
        into.TextIfAny(2, reason.ElementPath);
        into.TextIfAny(3, reason.Text);
        into.Close(start);
    }

    private static void Moved(StoredBuffer into, int field, long amountMinor, string reference, string by)
    {
        int start = into.Open(field);
        into.Number(1, amountMinor);
        into.Text(2, reference);
        into.Text(3, by);
        into.Close(start);
    }

    private static void Amount(StoredBuffer into, int field, Uetr payment, long amountMinor, bool remembered = false)
    {
        int start = into.Open(field);
        into.Uetr(1, payment);
        into.Number(2, amountMinor);
        into.Number(3, remembered ? 1 : 0);
        into.Close(start);
    }

    private static void Agents(StoredBuffer into, int field, string name, IReadOnlyList<ReachableAgent> agents, string by)
    {
        int start = into.Open(field);
        into.Text(1, name);
        for (int i = 0; i < agents.Count; i++)
        {
            int agent = into.Open(2);
            Agent(into, 1, agents[i].Identification);
            into.Text(2, agents[i].Name);
            into.Number(3, agents[i].IsReachableParty ? 1 : 0);
            into.Close(agent);
        }

        into.Text(3, by);
        into.Close(start);
    }

    private static void Agent(StoredBuffer into, int field, AgentIdentification agent)
    {
        int start = into.Open(field);
        into.TextIfAny(1, agent.Bic);
        into.TextIfAny(2, agent.ClearingSystem);
        into.TextIfAny(3, agent.MemberId);
        into.Close(start);
    }

    private static JournalException Unknown(object fact) => new($"The journal knows no stored form for {fact.GetType().Name}.");
}
