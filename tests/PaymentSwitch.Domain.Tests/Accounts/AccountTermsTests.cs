using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using Xunit;

namespace PaymentSwitch.Domain.Tests.Accounts;

/// <summary>Given facts of an account, when an operator, a cycle or the settlement bank asks, then a fact or none, and a reply.</summary>
public sealed class AccountTermsTests
{
    private static readonly AccountId Id = new(new ParticipantId("ALPHGB2LXXX"), Currency.Of("GBP"));
    private static readonly Uetr P1 = Uetr.Parse("00000000-0000-4000-8000-000000000001");
    private static readonly Uetr P2 = Uetr.Parse("00000000-0000-4000-8000-000000000002");
    private static readonly OperatorAct Act = new("test");
    private static readonly AgentIdentification Party = AgentIdentification.OfBic("PRTYGB2LXXX");
    private static readonly AgentIdentification Other = new(null, "GBDSC", "123456");
    private static readonly AccountEvent Open = Terms(1_000);
    private static readonly AccountEvent Prefunded = new AccountTermsSet(1, SettlementModel.DeferredNet, new Cap(1_000), Act) { MustBePrefunded = true };
    private static readonly AccountEvent Funded = new AccountFunded(1, 1_500, "f", Act);
    private static readonly AccountEvent Closed = new AccountClosed(1, Act);
    private static readonly AccountEvent Limited = new PartyLimitSet(1, "party", [Party], new Cap(300), Act);
    private static readonly LiquidityWatch Watch = new() { BalanceFloorMinor = 100, BalanceCeilingMinor = 900, HysteresisMinor = 10 };
    private static readonly AccountEvent Watched = new LiquidityWatchSet(1, Watch, Act);
    private static readonly AccountEvent[] Owes = [Open, Funded, Reserve(P1, 600), new ReservationPosted(1, P1, 600, 3)];
    private static readonly AccountEvent[] IsOwed = [Open, Funded, new AccountCredited(1, P1, 600, false, 3)];

    public static TheoryData<string, AccountEvent[], AccountCommand, AccountReply, AccountEvent?> Cases => new()
    {
        // name, given, when, reply, then
        { "a cap below use", Owes, Cap(599), AccountReply.CapBelowUse, null },
        { "a cap below use where it may be", Owes, Cap(599) with { MayBeBelowUse = true }, AccountReply.Done, Terms(599, 2) },
        { "a cap at use", Owes, Cap(600), AccountReply.Done, Terms(600, 2) },
        { "a negative cap", [Open], Cap(-1), AccountReply.TermsUnsound, null },
        { "a cap that is covered", [Open, Funded], Cap(1_500) with { MustBePrefunded = true }, AccountReply.Done, Terms(1_500, 2) with { MustBePrefunded = true } },
        { "a cap that is not covered", [Open, Funded], Cap(1_501) with { MustBePrefunded = true }, AccountReply.CapNotPrefunded, null },
        { "no cap where it must be covered", [Open, Funded], Cap(null) with { MustBePrefunded = true }, AccountReply.CapNotPrefunded, null },
        { "a cap covered by what is owed to it", IsOwed, Cap(2_000) with { MustBePrefunded = true }, AccountReply.CapNotPrefunded, null },
        { "a cap covered by what it owes", Owes, Cap(1_500) with { MustBePrefunded = true }, AccountReply.Done, Terms(1_500, 2) with { MustBePrefunded = true } },
        { "terms of a closed account", [Open, Closed], Cap(5), AccountReply.Closed, null },
        { "a party's limit", [Open], Limit("party", 300, Party), AccountReply.Done, new PartyLimitSet(2, "party", [Party], new Cap(300), Act) },
        { "the same limit", [Open, Limited], Limit("party", 300, Party), AccountReply.Done, null },
        { "no limit where there is none", [Open], Limit("party", 0), AccountReply.Done, null },
        { "no limit any more", [Open, Limited], Limit("party", 0), AccountReply.Done, new PartyLimitSet(2, "party", [], new Cap(0), Act) },
        { "a negative limit", [Open], Limit("party", -1, Party), AccountReply.TermsUnsound, null },
        { "another party with the same agent", [Open, Limited], Limit("other", 300, Other, AgentIdentification.OfBic("PRTYGB2L")), AccountReply.TermsUnsound, null },
        { "another party", [Open, Limited], Limit("other", 300, Other), AccountReply.Done, new PartyLimitSet(2, "other", [Other], new Cap(300), Act) },
        { "a limit on no account", [], Limit("party", 300, Party), AccountReply.NotOpen, null },
        { "reserve within the party's limit", [Open, Limited], new ReserveFunds(P1, 300, Party), AccountReply.Done, new FundsReserved(2, P1, 300, "party") },
        { "reserve beyond the party's limit", [Open, Limited], new ReserveFunds(P1, 301, Party), AccountReply.InsufficientPartyHeadroom, null },
        { "reserve for another beyond it", [Open, Limited], new ReserveFunds(P1, 301, Other), AccountReply.Done, new FundsReserved(2, P1, 301) },
        { "reserve beyond the cap before the party's limit", [Terms(200), Limited], new ReserveFunds(P1, 250, Party), AccountReply.InsufficientHeadroom, null },
        { "credit a party", [Open, Limited], new CreditAccount(P1, 5, false, 3, Party), AccountReply.Done, new AccountCredited(2, P1, 5, false, 3, "party") },
        { "watch", [Open], new SetLiquidityWatch(Watch, Act), AccountReply.Done, new LiquidityWatchSet(2, Watch, Act) },
        { "watch the same", [Open, Watched], new SetLiquidityWatch(Watch, Act), AccountReply.Done, null },
        { "watch unsoundly", [Open], new SetLiquidityWatch(Watch with { HysteresisMinor = 400 }, Act), AccountReply.TermsUnsound, null },
        { "withdraw what is covered", [Prefunded, Funded], Withdraw(500), AccountReply.Done, new AccountWithdrawn(2, 500, "w", Act) },
        { "withdraw what covers the cap", [Prefunded, Funded], Withdraw(501), AccountReply.InsufficientFunds, null },
        { "withdraw what it owes", Owes, Withdraw(901), AccountReply.InsufficientFunds, null },
        { "withdraw beside what it owes", Owes, Withdraw(900), AccountReply.Done, new AccountWithdrawn(2, 900, "w", Act) },
        { "withdraw what it is owed", IsOwed, Withdraw(1_501), AccountReply.InsufficientFunds, null },
        { "withdraw beside what it is owed", IsOwed, Withdraw(1_500), AccountReply.Done, new AccountWithdrawn(2, 1_500, "w", Act) },
        { "withdraw when it was settled", [.. IsOwed, new AccountCycleSettled(1, 3, 600, false)], Withdraw(1_500), AccountReply.Done, new AccountWithdrawn(2, 1_500, "w", Act) },
        { "withdraw under a reference of a funding", [Open, Funded], new WithdrawFromAccount(1_500, "f", Act), AccountReply.ReferenceTaken, null },
        { "fund a closed account", [Open, Closed], new FundAccount(5, "x", Act), AccountReply.Closed, null },
        { "fund before it is opened", [], new FundAccount(5, "x", Act), AccountReply.Done, new AccountFunded(2, 5, "x", Act) },
        { "cut", [Open], new CutAccountCycle(3), AccountReply.Done, new AccountCycleCut(2, 3) },
        { "cut again", [Open, new AccountCycleCut(1, 3)], new CutAccountCycle(3), AccountReply.Done, null },
        { "cut an earlier one", [Open, new AccountCycleCut(1, 3)], new CutAccountCycle(2), AccountReply.Done, null },
        { "settle", Owes, new SettleAccountCycle(3, false), AccountReply.Done, new AccountCycleSettled(2, 3, -600, false) },
        { "settle by its prefunding", Owes, new SettleAccountCycle(3, true), AccountReply.Done, new AccountCycleSettled(2, 3, -600, true) },
        { "settle what it has no position in", Owes, new SettleAccountCycle(2, false), AccountReply.Done, null },
        { "settle again", [.. Owes, new AccountCycleSettled(1, 3, -600, false)], new SettleAccountCycle(3, false), AccountReply.Done, null },
        { "close", [Open], new CloseAccount(Act), AccountReply.Done, new AccountClosed(2, Act) },
        { "close again", [Open, Closed], new CloseAccount(Act), AccountReply.Done, null },
        { "close what was never opened", [], new CloseAccount(Act), AccountReply.NotOpen, null },
        { "close with money on it", [Open, Funded], new CloseAccount(Act), AccountReply.NotEmpty, null },
        { "close with money reserved", [Open, Reserve(P1, 5)], new CloseAccount(Act), AccountReply.NotEmpty, null },
        { "close with a position", [Open, Reserve(P1, 5), new ReservationPosted(1, P1, 5, 3), new AccountCredited(1, P2, 5, false, 3)], new CloseAccount(Act), AccountReply.NotEmpty, null },
        { "reserve on a closed account", [Open, Closed], new ReserveFunds(P1, 5), AccountReply.NotOpen, null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decides(string name, AccountEvent[] given, AccountCommand when, AccountReply reply, AccountEvent? then)
    {
        Account account = Of(given);

        AccountDecision decision = account.Decide(when, nowMs: 2);

        Assert.Equal($"{name}: {reply} {Shown.Of(then)}", $"{name}: {decision.Reply} {Shown.Of(decision.Event)}");
        if (decision.Event is null) return;
        account.Evolve(decision.Event);
        // A credit is booked as often as a host without memory asks for it.
        if (when is CreditAccount) return;
        AccountDecision again = account.Decide(when, nowMs: 3);
        Assert.Equal((AccountReply.Done, null), (again.Reply, again.Event));
    }

    [Fact]
    public void Settlement_by_the_settlement_bank_resets_balance_and_use_and_by_prefunding_the_use_alone()
    {
        Account settled = Of([.. Owes, new AccountCycleSettled(2, 3, -600, false)]);
        Account covered = Of([.. Owes, new AccountCycleSettled(2, 3, -600, true)]);
        Assert.Equal((1_500L, 0L, 1_500L), (settled.BalanceMinor, settled.UseMinor, settled.PrefundedMinor));
        Assert.Equal((900L, 0L, 900L), (covered.BalanceMinor, covered.UseMinor, covered.PrefundedMinor));
        Assert.Equal(new Booking(600, TechnicalAccount.SettlementBank), new AccountCycleSettled(2, 3, -600, false).Booking);
        Assert.Equal(default, new AccountCycleSettled(2, 3, -600, true).Booking);
    }

    [Fact]
    public void Each_cut_waits_for_the_reservations_made_before_it_and_for_no_others()
    {
        Account account = Of([Open, Reserve(P1, 5), new AccountCycleCut(1, 1), Reserve(P2, 5)]);
        Assert.Equal((false, false), (account.IsDrained(1), account.IsDrained(2)));
        account.Evolve(new AccountCycleCut(2, 2));
        account = Account.Restore(account.Capture());
        account.Evolve(new ReservationReleased(3, P1, 5));
        Assert.Equal((true, false), (account.IsDrained(1), account.IsDrained(2)));
        account.Evolve(new ReservationPosted(3, P2, 5, 3));
        Assert.Equal((true, true, false), (account.IsDrained(1), account.IsDrained(2), account.IsDrained(3)));
    }

    [Fact]
    public void The_latest_references_are_remembered_also_by_an_account_that_was_captured()
    {
        Account account = Of([Open, .. Enumerable.Range(1, Account.ReferencesMax + 1).Select(number => new AccountFunded(1, number, $"f{number}", Act))]);
        foreach (Account same in new[] { account, Account.Restore(account.Capture()) })
        {
            Assert.Equal((false, true, true), (same.HasBooked("f1"), same.HasBooked("f2"), same.HasBooked($"f{Account.ReferencesMax + 1}")));
            Assert.Equal(AccountReply.ReferenceTaken, same.Decide(new FundAccount(1, "f2", Act), nowMs: 2).Reply);
            same.Evolve(new AccountWithdrawn(2, 1, "f1", Act));
            Assert.Equal((true, false, Account.ReferencesMax), (same.HasBooked("f1"), same.HasBooked("f2"), same.Capture().References.Count));
            Assert.Equal(("f3", "f1"), (same.Capture().References[0].Key, same.Capture().References[^1].Key));
        }
    }

    private static SetAccountTerms Cap(long? limitMinor) => new(SettlementModel.DeferredNet, new Cap(limitMinor), Act);

    private static AccountTermsSet Terms(long limitMinor, long atMs = 1) => new AccountTermsSet(atMs, SettlementModel.DeferredNet, new Cap(limitMinor), Act);

    private static SetPartyLimit Limit(string party, long limitMinor, params AgentIdentification[] agents) => new(party, agents, new Cap(limitMinor), Act);

    private static WithdrawFromAccount Withdraw(long amountMinor) => new(amountMinor, "w", Act);

    private static FundsReserved Reserve(Uetr payment, long amountMinor) => new FundsReserved(1, payment, amountMinor);

    private static Account Of(IEnumerable<AccountEvent> facts)
    {
        var account = new Account(Id);
        foreach (AccountEvent fact in facts) account.Evolve(fact);
        return account;
    }
}
