using System.Globalization;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;

namespace PaymentSwitch.Storage.Events;

/// <content>Accounts.</content>
internal static partial class FactWriter
{
    private static void Write(StoredBuffer into, AccountEvent fact)
    {
        switch (fact)
        {
            case FundsReserved e:
                Amount(into, 43, e.Key, e.AmountMinor, e.Remembered, party: e.Party);
                break;
            case ReservationPosted e:
                Amount(into, 44, e.Key, e.AmountMinor, cycle: e.Cycle);
                break;
            case AccountCredited e:
                Amount(into, 46, e.Key, e.AmountMinor, e.Remembered, e.Cycle, e.Party);
                break;
            case ReservationReleased e:
                Amount(into, 45, e.Key, e.AmountMinor);
                break;
            case BookingForgotten e:
                Amount(into, 47, e.Key, 0);
                break;
            case AccountFunded e:
                Moved(into, 41, e.AmountMinor, e.Reference, e.Act);
                break;
            case AccountWithdrawn e:
                Moved(into, 42, e.AmountMinor, e.Reference, e.Act);
                break;
            default:
                WriteTerms(into, fact);
                break;
        }
    }

    private static void WriteTerms(StoredBuffer into, AccountEvent fact)
    {
        int start;
        switch (fact)
        {
            case AccountTermsSet e:
                start = into.Open(40);
                into.Number(1, (long)e.Model);
                Limit(into, 2, e.Cap);
                into.Text(3, e.Act.By);
                into.Text(4, e.Act.Why);
                into.TextIfAny(5, e.Act.ApprovedBy);
                into.Number(6, e.MustBePrefunded ? 1 : 0);
                into.Number(7, e.Act.Approval ?? 0);
                break;
            case PartyLimitSet e:
                start = into.Open(48);
                into.Text(1, e.Party);
                for (int i = 0; i < e.Agents.Count; i++) Agent(into, 2, e.Agents[i]);
                Limit(into, 3, e.Cap);
                Write(into, 4, e.Act);
                break;
            case LiquidityWatchSet e:
                start = into.Open(49);
                Write(into, 1, e.Watch);
                Write(into, 2, e.Act);
                break;
            case LiquidityAlertRaised e:
                start = into.Open(50);
                into.Number(1, (long)e.Bound);
                into.Number(2, e.BoundMinor);
                into.Number(3, e.ValueMinor);
                break;
            case LiquidityAlertCleared e:
                start = into.Open(51);
                into.Number(1, (long)e.Bound);
                into.Number(2, e.ValueMinor);
                break;
            case AccountClosed e:
                start = into.Open(52);
                Write(into, 1, e.Act);
                break;
            case AccountCycleCut e:
                start = into.Open(53);
                into.Number(1, e.Cycle);
                break;
            case AccountCycleSettled e:
                start = into.Open(54);
                into.Number(1, e.Cycle);
                into.Number(2, e.NetMinor);
                into.Number(3, e.Covered ? 1 : 0);
                break;
            case StatementIssued e:
                start = into.Open(55);
                into.Number(1, (long)e.Kind);
                into.Text(2, e.BusinessDate.ToString(FactReader.DateForm, CultureInfo.InvariantCulture));
                into.Number(3, e.FromMs);
                into.Number(4, e.ToMs);
                into.Number(5, e.BalanceMinor);
                if (e.Turnover is Turnover turnover) Write(into, 6, turnover);
                break;
            default:
                throw Unknown(fact);
        }

        into.Close(start);
    }

    private static void Moved(StoredBuffer into, int field, long amountMinor, string reference, OperatorAct act)
    {
        int start = into.Open(field);
        into.Number(1, amountMinor);
        into.Text(2, reference);
        into.Text(3, act.By);
        into.Text(4, act.Why);
        into.TextIfAny(5, act.ApprovedBy);
        into.Number(6, act.Approval ?? 0);
        into.Close(start);
    }

    private static void Amount(
        StoredBuffer into, int field, BookingKey key, long amountMinor, bool remembered = false, long cycle = 0, string? party = null)
    {
        int start = into.Open(field);
        into.Uetr(1, key.Payment);
        into.Number(2, amountMinor);
        into.Number(3, remembered ? 1 : 0);
        into.Number(4, key.Return);
        into.Number(5, cycle);
        into.TextIfAny(6, party);
        into.Close(start);
    }

    private static void Limit(StoredBuffer into, int field, Cap cap)
    {
        if (cap.LimitMinor is long limitMinor) into.NumberAlways(field, limitMinor);
    }

    private static void Write(StoredBuffer into, int field, LiquidityWatch watch)
    {
        int start = into.Open(field);
        if (watch.BalanceFloorMinor is long balanceFloorMinor) into.NumberAlways(1, balanceFloorMinor);
        if (watch.BalanceCeilingMinor is long balanceCeilingMinor) into.NumberAlways(2, balanceCeilingMinor);
        if (watch.HeadroomFloorMinor is long headroomFloorMinor) into.NumberAlways(3, headroomFloorMinor);
        if (watch.HeadroomCeilingMinor is long headroomCeilingMinor) into.NumberAlways(4, headroomCeilingMinor);
        into.Number(5, watch.HysteresisMinor);
        into.Close(start);
    }

    private static void Write(StoredBuffer into, int field, Turnover turnover)
    {
        int start = into.Open(field);
        into.Number(1, turnover.DebitCount);
        into.Number(2, turnover.DebitsMinor);
        into.Number(3, turnover.CreditCount);
        into.Number(4, turnover.CreditsMinor);
        into.Close(start);
    }
}
