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

namespace PaymentSwitch.Storage.Events;

/// <summary>Facts into their stored form: the fields of <c>journal.proto</c>, in the order of their numbers.</summary>
internal static partial class FactWriter
{
    /// <summary>Writes the fields of one <c>Fact</c>.</summary>
    /// <param name="into">Where to.</param>
    /// <param name="entry">The fact.</param>
    /// <param name="position">The position of its group, from which the one before is counted back.</param>
    /// <exception cref="JournalException">There is no stored form for it.</exception>
    public static void Write(StoredBuffer into, in JournalEntry entry, long position)
    {
        EntityKey entity = entry.Entity;
        switch (entity.Kind)
        {
            case EntityKind.Payment:
                into.Uetr(1, entity.Payment);
                break;
            case EntityKind.Account:
                Account(into, 2, entity.Account);
                break;
            case EntityKind.Participant:
                into.TextAlways(3, entity.Participant.Value);
                break;
        }

        into.Number(4, entry.SequenceNr);
        if (entry.PreviousPosition > position)
            throw new JournalException($"Position {position}: a fact of {entity} cannot follow one at position {entry.PreviousPosition}.");
        if (entry.PreviousPosition > 0) into.NumberAlways(5, position - entry.PreviousPosition);
        into.Number(6, VersionOf(entry.Event));
        into.Number(7, entry.Event.AtMs);
        if (entity.Kind > EntityKind.Participant) LaterEntity(into, entity, position);
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
            case CycleEvent e:
                Write(into, e);
                break;
            case ApprovalEvent e:
                Write(into, e);
                break;
            case LiquidityEvent e:
                Write(into, e);
                break;
            case RequestEvent e:
                Write(into, e);
                break;
            case SchemeEvent e:
                Write(into, e);
                break;
            case PrivacyEvent e:
                Write(into, e);
                break;
            default:
                throw Unknown(entry.Event);
        }
    }

    /// <summary>1 where the fact says something that a switch from before would skip, and so take for another fact than it is.</summary>
    private static long VersionOf(IDomainEvent fact) => fact switch
    {
        FundsReserved e => e.Party is not null || e.Key.Return != 0 || e.Remembered ? 1 : 0,
        ReservationPosted e => e.Cycle != 0 || e.Key.Return != 0 ? 1 : 0,
        AccountCredited e => e.Cycle != 0 || e.Party is not null || e.Key.Return != 0 ? 1 : 0,
        ReservationReleased e => e.Key.Return != 0 ? 1 : 0,
        BookingForgotten e => e.Key.Return != 0 ? 1 : 0,
        LateAnswerReceived e => e.IsRecalled ? 1 : 0,
        AccountTermsSet e => e.MustBePrefunded ? 1 : 0,
        ParticipantEnrolled e => e.Role != ParticipantRole.Direct || e.Standing != ParticipantStanding.Enabled ? 1 : 0,
        _ => 0,
    };

    /// <summary>The entities that came later stand behind the time: fields go by their numbers.</summary>
    private static void LaterEntity(StoredBuffer into, EntityKey entity, long position)
    {
        switch (entity.Kind)
        {
            case EntityKind.Cycle:
                int key = into.Open(8);
                into.Text(1, entity.Cycle.Scheme);
                into.Number(2, entity.Cycle.Number);
                into.Close(key);
                break;
            case EntityKind.Approval:
                into.NumberAlways(9, entity.Cycle.Number);
                break;
            case EntityKind.LiquidityTransfer:
                into.Uetr(10, entity.Identity);
                break;
            case EntityKind.RequestToPay:
                into.Uetr(11, entity.Identity);
                break;
            case EntityKind.Scheme:
                into.TextAlways(12, entity.Cycle.Scheme);
                break;
            case EntityKind.PartyKeyring:
                into.Number(13, 1);
                break;
            default:
                throw new JournalException($"Position {position}: the journal knows no stored form for a {entity.Kind}.");
        }
    }

    private static void Write(StoredBuffer into, int field, StatusReason reason)
    {
        int start = into.Open(field);
        into.Text(1, reason.Code);
        into.TextIfAny(2, reason.ElementPath);
        into.TextIfAny(3, reason.Text);
        into.Close(start);
    }

    private static void Write(StoredBuffer into, int field, OperatorAct act)
    {
        int start = into.Open(field);
        into.Text(1, act.By);
        into.Text(2, act.Why);
        into.TextIfAny(3, act.ApprovedBy);
        into.Number(4, act.Approval ?? 0);
        into.Close(start);
    }

    private static void Write(StoredBuffer into, int field, OriginalMessage message, ReadOnlyMemory<byte> digest)
    {
        int start = into.Open(field);
        into.Bytes(1, message.Bytes.Span);
        into.Number(2, message.DocumentStart);
        into.Number(3, message.DocumentLength);
        into.Text(4, message.InheritedNamespaces);
        into.Bytes(5, digest.Span);
        into.Close(start);
    }

    private static void Account(StoredBuffer into, int field, AccountId account)
    {
        int start = into.Open(field);
        into.Text(1, account.Participant.Value);
        into.Text(2, account.Currency.Code);
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
