using PaymentSwitch.Cluster.Entities;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Hosting;

namespace PaymentSwitch.Cluster.Serialization;

/// <summary>What accounts are asked and reply, in the form in which it goes from node to node.</summary>
internal static class WireAccounts
{
    public static Wire.Account Write(ToAccount to) => new() { Account_ = WireParts.Write(to.Account), Ask = Write(to.Ask) };

    public static ToAccount Read(Wire.Account written) => new(WireParts.Read(written.Account_), Read(written.Ask ?? throw WireParts.Nothing("an account")));

    public static Wire.AccountReplied Write(AccountReplied replied)
    {
        var written = new Wire.AccountReplied
        {
            Reply = (int)replied.Heard.Reply, AfterSequenceNr = replied.Heard.AfterSequenceNr, AfterCut = replied.Heard.AfterCut,
        };
        if (replied.Step is PaymentStep step) written.Step = (int)step;
        return written;
    }

    public static AccountReplied Read(Wire.AccountReplied written) => new(
        new AccountHeard((AccountReply)written.Reply, written.AfterSequenceNr, written.AfterCut), written.HasStep ? (PaymentStep)written.Step : null);

    private static Wire.AskAccount Write(AskAccount ask)
    {
        var written = new Wire.AskAccount { Tells = ask.Tells, SentAtMs = ask.SentAtMs };
        if (ask.Step is PaymentStep step)
        {
            written.Step = (int)step;
            written.Payment = WireParts.Write(ask.Payment);
        }

        switch (ask.Command)
        {
            case ReserveFunds c:
                written.Reserve = new Wire.Reserve { Key = WireParts.Write(c.Key), AmountMinor = c.AmountMinor, Agent = WireParts.Write(c.Agent), MayRepeat = c.MayRepeat };
                break;
            case PostReservation c:
                written.Post = new Wire.Post { Key = WireParts.Write(c.Key), Cycle = c.Cycle };
                break;
            case ReleaseReservation c:
                written.Release = WireParts.Write(c.Key);
                break;
            case CreditAccount c:
                written.Credit = new Wire.Credit
                {
                    Key = WireParts.Write(c.Key), AmountMinor = c.AmountMinor, MayRepeat = c.MayRepeat, Cycle = c.Cycle, Agent = WireParts.Write(c.Agent),
                };
                break;
            case ForgetBooking c:
                written.Forget = WireParts.Write(c.Key);
                break;
            case CutAccountCycle c:
                written.CutCycle = c.Cycle;
                break;
            case SettleAccountCycle c:
                written.SettleCycle = new Wire.SettleCycle { Cycle = c.Cycle, Covered = c.Covered };
                break;
            case IssueStatement c:
                written.Issue = new Wire.Issue { Kind = (int)c.Kind, BusinessDate = c.BusinessDate.DayNumber, FromMs = c.FromMs, ToMs = c.ToMs };
                break;
            case SetAccountTerms c:
                written.Terms = new Wire.Terms
                {
                    Model = (int)c.Model, MayBeBelowUse = c.MayBeBelowUse, MustBePrefunded = c.MustBePrefunded, Act = WireParts.Write(c.Act),
                };
                if (c.Cap.LimitMinor is long capMinor) written.Terms.LimitMinor = capMinor;
                break;
            case SetPartyLimit c:
                written.PartyLimit = new Wire.PartyLimit { Party = c.Party, Act = WireParts.Write(c.Act) };
                written.PartyLimit.Agents.AddRange(c.Agents.Select(agent => WireParts.Write(agent)!));
                if (c.Cap.LimitMinor is long limitMinor) written.PartyLimit.LimitMinor = limitMinor;
                break;
            case SetLiquidityWatch c:
                written.Watch = Write(c);
                break;
            case FundAccount c:
                written.Fund = new Wire.Money { AmountMinor = c.AmountMinor, Reference = c.Reference, ComesBack = c.ComesBack, Act = WireParts.Write(c.Act) };
                break;
            case WithdrawFromAccount c:
                written.Withdraw = new Wire.Money { AmountMinor = c.AmountMinor, Reference = c.Reference, Act = WireParts.Write(c.Act) };
                break;
            case CloseAccount c:
                written.Close = WireParts.Write(c.Act);
                break;
            default:
                throw WireParts.Unknown(ask.Command);
        }

        return written;
    }

    private static AskAccount Read(Wire.AskAccount written) => new(
        CommandOf(written),
        written.Tells,
        written.SentAtMs,
        written.HasStep ? (PaymentStep)written.Step : null,
        written.HasStep ? WireParts.Uetr(written.Payment) : default);

    private static AccountCommand CommandOf(Wire.AskAccount written) => written.CommandCase switch
    {
        Wire.AskAccount.CommandOneofCase.Reserve => new ReserveFunds(
            WireParts.Read(written.Reserve.Key), written.Reserve.AmountMinor, WireParts.Read(written.Reserve.Agent), written.Reserve.MayRepeat),
        Wire.AskAccount.CommandOneofCase.Post => new PostReservation(WireParts.Read(written.Post.Key), written.Post.Cycle),
        Wire.AskAccount.CommandOneofCase.Release => new ReleaseReservation(WireParts.Read(written.Release)),
        Wire.AskAccount.CommandOneofCase.Credit => new CreditAccount(
            WireParts.Read(written.Credit.Key), written.Credit.AmountMinor, written.Credit.MayRepeat, written.Credit.Cycle, WireParts.Read(written.Credit.Agent)),
        Wire.AskAccount.CommandOneofCase.Forget => new ForgetBooking(WireParts.Read(written.Forget)),
        Wire.AskAccount.CommandOneofCase.CutCycle => new CutAccountCycle(written.CutCycle),
        Wire.AskAccount.CommandOneofCase.SettleCycle => new SettleAccountCycle(written.SettleCycle.Cycle, written.SettleCycle.Covered),
        Wire.AskAccount.CommandOneofCase.Issue => new IssueStatement(
            (StatementKind)written.Issue.Kind, DateOnly.FromDayNumber(written.Issue.BusinessDate), written.Issue.FromMs, written.Issue.ToMs),
        Wire.AskAccount.CommandOneofCase.Terms => new SetAccountTerms(
            (SettlementModel)written.Terms.Model, new Cap(written.Terms.HasLimitMinor ? written.Terms.LimitMinor : null), WireParts.Read(written.Terms.Act))
        {
            MayBeBelowUse = written.Terms.MayBeBelowUse, MustBePrefunded = written.Terms.MustBePrefunded,
        },
        Wire.AskAccount.CommandOneofCase.PartyLimit => new SetPartyLimit(
            written.PartyLimit.Party,
            [.. written.PartyLimit.Agents.Select(agent => WireParts.Read(agent)!)],
            new Cap(written.PartyLimit.HasLimitMinor ? written.PartyLimit.LimitMinor : null),
            WireParts.Read(written.PartyLimit.Act)),
        Wire.AskAccount.CommandOneofCase.Watch => Read(written.Watch),
        Wire.AskAccount.CommandOneofCase.Fund => new FundAccount(written.Fund.AmountMinor, written.Fund.Reference, WireParts.Read(written.Fund.Act))
        {
            ComesBack = written.Fund.ComesBack,
        },
        Wire.AskAccount.CommandOneofCase.Withdraw => new WithdrawFromAccount(
            written.Withdraw.AmountMinor, written.Withdraw.Reference, WireParts.Read(written.Withdraw.Act)),
        Wire.AskAccount.CommandOneofCase.Close => new CloseAccount(WireParts.Read(written.Close)),
        _ => throw WireParts.Nothing("an account's request"),
    };

    private static Wire.Watch Write(SetLiquidityWatch command)
    {
        var written = new Wire.Watch { HysteresisMinor = command.Watch.HysteresisMinor, Act = WireParts.Write(command.Act) };
        if (command.Watch.BalanceFloorMinor is long balanceFloor) written.BalanceFloorMinor = balanceFloor;
        if (command.Watch.BalanceCeilingMinor is long balanceCeiling) written.BalanceCeilingMinor = balanceCeiling;
        if (command.Watch.HeadroomFloorMinor is long headroomFloor) written.HeadroomFloorMinor = headroomFloor;
        if (command.Watch.HeadroomCeilingMinor is long headroomCeiling) written.HeadroomCeilingMinor = headroomCeiling;
        return written;
    }

    private static SetLiquidityWatch Read(Wire.Watch written) => new(
        new LiquidityWatch
        {
            BalanceFloorMinor = written.HasBalanceFloorMinor ? written.BalanceFloorMinor : null,
            BalanceCeilingMinor = written.HasBalanceCeilingMinor ? written.BalanceCeilingMinor : null,
            HeadroomFloorMinor = written.HasHeadroomFloorMinor ? written.HeadroomFloorMinor : null,
            HeadroomCeilingMinor = written.HasHeadroomCeilingMinor ? written.HeadroomCeilingMinor : null,
            HysteresisMinor = written.HysteresisMinor,
        },
        WireParts.Read(written.Act));
}
