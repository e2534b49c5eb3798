using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Storage.Events;

/// <content>Accounts: money, and what bounds it.</content>
internal sealed partial class FactReader
{
    private AccountTermsSet Terms(StoredReader from, long atMs)
    {
        int model = 0;
        long? limitMinor = null;
        string by = "", why = "";
        string? approvedBy = null;
        long? approval = null;
        bool mustBePrefunded = false;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: model = from.Count(); break;
                case 2: limitMinor = from.Number(); break;
                case 3: by = _names.Of(from.Span()); break;
                case 4: why = from.Text(); break;
                case 5: approvedBy = from.Text(); break;
                case 6: mustBePrefunded = from.Number() != 0; break;
                case 7: approval = from.Natural(); break;
                default: from.Skip(); break;
            }
        }

        return new AccountTermsSet(atMs, Known((SettlementModel)model), new Cap(limitMinor), new OperatorAct(by, why, approvedBy) { Approval = approval })
        {
            MustBePrefunded = mustBePrefunded,
        };
    }

    private AccountEvent Moved(int manifest, StoredReader from, long atMs)
    {
        long amountMinor = 0;
        string reference = "", by = "", why = "";
        string? approvedBy = null;
        long? approval = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: amountMinor = from.Number(); break;
                case 2: reference = from.Text(); break;
                case 3: by = _names.Of(from.Span()); break;
                case 4: why = from.Text(); break;
                case 5: approvedBy = from.Text(); break;
                case 6: approval = from.Natural(); break;
                default: from.Skip(); break;
            }
        }

        var act = new OperatorAct(by, why, approvedBy) { Approval = approval };
        return manifest == 41 ? new AccountFunded(atMs, amountMinor, reference, act) : new AccountWithdrawn(atMs, amountMinor, reference, act);
    }

    private AccountEvent Amount(int manifest, StoredReader from, long atMs)
    {
        Uetr? payment = null;
        long amountMinor = 0, cycle = 0;
        bool remembered = false;
        int returnNumber = 0;
        string? party = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: payment = from.Uetr(); break;
                case 2: amountMinor = from.Number(); break;
                case 3: remembered = from.Number() != 0; break;
                case 4: returnNumber = from.Count(); break;
                case 5: cycle = from.Number(); break;
                case 6: party = _names.Of(from.Span()); break;
                default: from.Skip(); break;
            }
        }

        var key = new BookingKey(payment ?? throw new InvalidDataException($"fact type {manifest} names no payment"), returnNumber);
        return manifest switch
        {
            43 => new FundsReserved(atMs, key, amountMinor, party, remembered),
            44 => new ReservationPosted(atMs, key, amountMinor, cycle),
            45 => new ReservationReleased(atMs, key, amountMinor),
            46 => new AccountCredited(atMs, key, amountMinor, remembered, cycle, party),
            _ => new BookingForgotten(atMs, key),
        };
    }

    private PartyLimitSet PartyLimit(StoredReader from, long atMs)
    {
        string party = "";
        var agents = new List<AgentIdentification>();
        long? limitMinor = null;
        OperatorAct? act = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: party = _names.Of(from.Span()); break;
                case 2: agents.Add(_agents.Of(from.Span())); break;
                case 3: limitMinor = from.Number(); break;
                case 4: act = Act(from.Message()); break;
                default: from.Skip(); break;
            }
        }

        return new PartyLimitSet(atMs, party, agents, new Cap(limitMinor), act ?? throw Missing(nameof(PartyLimitSet), "act"));
    }

    private static StatementIssued Statement(StoredReader from, long atMs)
    {
        int kind = 0;
        string businessDate = "";
        long fromMs = 0, toMs = 0, balanceMinor = 0;
        Turnover? turnover = null;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: kind = from.Count(); break;
                case 2: businessDate = from.Text(); break;
                case 3: fromMs = from.Number(); break;
                case 4: toMs = from.Number(); break;
                case 5: balanceMinor = from.Number(); break;
                case 6: turnover = Turnover(from.Message()); break;
                default: from.Skip(); break;
            }
        }

        return new StatementIssued(atMs, Known((StatementKind)kind), DateOf(businessDate), fromMs, toMs, balanceMinor, turnover);
    }

    private static Turnover Turnover(StoredReader from)
    {
        long debitCount = 0, debitsMinor = 0, creditCount = 0, creditsMinor = 0;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: debitCount = from.Number(); break;
                case 2: debitsMinor = from.Number(); break;
                case 3: creditCount = from.Number(); break;
                case 4: creditsMinor = from.Number(); break;
                default: from.Skip(); break;
            }
        }

        return new Turnover(debitCount, debitsMinor, creditCount, creditsMinor);
    }

    /// <summary>A settlement cycle was cut or settled.</summary>
    private static AccountEvent OfAccountCycle(int manifest, StoredReader from, long atMs)
    {
        long cycle = 0, netMinor = 0;
        bool covered = false;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: cycle = from.Number(); break;
                case 2: netMinor = from.Number(); break;
                case 3: covered = from.Number() != 0; break;
                default: from.Skip(); break;
            }
        }

        return manifest == 53 ? new AccountCycleCut(atMs, cycle) : new AccountCycleSettled(atMs, cycle, netMinor, covered);
    }
}
