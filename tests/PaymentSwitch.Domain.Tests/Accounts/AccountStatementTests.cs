using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using Xunit;

namespace PaymentSwitch.Domain.Tests.Accounts;

/// <summary>What an account counts of its bookings, and what it says of a time that is over.</summary>
public sealed class AccountStatementTests
{
    private static readonly AccountId Id = new(new ParticipantId("ALPHDEFFXXX"), Currency.Of("EUR"));
    private static readonly DateOnly Day = new(2026, 3, 2);
    private static readonly OperatorAct Act = new("test");

    [Fact]
    public void A_day_is_said_with_balance_and_turnover_and_the_next_one_begins_at_nothing()
    {
        Account account = Given(new AccountFunded(10, 1_000, "f", Act), new AccountWithdrawn(20, 300, "w", Act), new AccountFunded(99, 50, "g", Act));
        Assert.Equal(new StatementIssued(100, StatementKind.EndOfDay, Day, 10, 100, 750, new Turnover(1, 300, 2, 1_050)), Issue(account, StatementKind.EndOfDay, 10, 100, 100));
        account.Evolve(new AccountWithdrawn(100, 1, "v", Act));
        Assert.Equal(new StatementIssued(205, StatementKind.EndOfDay, Day, 100, 200, 749, new Turnover(1, 1, 0, 0)), Issue(account, StatementKind.EndOfDay, 100, 200, 205));
        Assert.Equal(Turnover.None, account.Turnover);
    }

    [Fact]
    public void A_report_of_the_day_so_far_closes_nothing()
    {
        Account account = Given(new AccountFunded(10, 1_000, "f", Act));
        Assert.Equal(new Turnover(0, 0, 1, 1_000), Issue(account, StatementKind.Intraday, 5, 50, 50)!.Turnover);
        Assert.Equal(new Turnover(0, 0, 1, 1_000), Issue(account, StatementKind.Intraday, 5, 60, 60)!.Turnover);
        Assert.Equal(new Turnover(0, 0, 1, 1_000), Issue(account, StatementKind.EndOfDay, 5, 70, 70)!.Turnover);
    }

    [Fact]
    public void What_is_asked_for_twice_or_is_not_over_is_not_said()
    {
        Account account = Given(new AccountFunded(10, 1_000, "f", Act));
        Assert.Null(Issue(account, StatementKind.EndOfDay, 5, 101, 100));
        Assert.Null(Issue(account, StatementKind.EndOfDay, 50, 50, 100));
        Assert.NotNull(Issue(account, StatementKind.EndOfDay, 5, 100, 100));
        Assert.Null(Issue(account, StatementKind.EndOfDay, 5, 100, 100));
        Assert.Null(Issue(account, StatementKind.EndOfDay, 5, 99, 110));
        Assert.NotNull(Issue(account, StatementKind.Intraday, 5, 100, 110));
    }

    [Fact]
    public void What_was_not_counted_from_its_beginning_on_is_not_told()
    {
        Account account = Given(new AccountFunded(10, 1_000, "f", Act), new AccountFunded(60, 1, "g", Act));
        StatementIssued first = Issue(account, StatementKind.EndOfDay, 50, 100, 100)!;
        Assert.Equal((1_001L, null), (first.BalanceMinor, first.Turnover));
        Assert.Equal(Turnover.None, Issue(account, StatementKind.EndOfDay, 100, 200, 200)!.Turnover);
        // A day was left out: what was booked in it would be among those of the next.
        Assert.Null(Issue(account, StatementKind.EndOfDay, 300, 400, 400)!.Turnover);
    }

    [Fact]
    public void A_sum_that_no_longer_fits_is_not_told()
    {
        Account account = Given();
        for (int i = 0; i < 6; i++)
        {
            account.Evolve(new AccountFunded(10 + i, Money.MinorUnitsMax, $"f{i}", Act));
            account.Evolve(new AccountWithdrawn(10 + i, Money.MinorUnitsMax, $"w{i}", Act));
        }

        Assert.Equal(6 * Money.MinorUnitsMax, account.Turnover.DebitsMinor);
        for (int i = 6; i < 12; i++)
        {
            account.Evolve(new AccountFunded(10 + i, Money.MinorUnitsMax, $"f{i}", Act));
            account.Evolve(new AccountWithdrawn(10 + i, Money.MinorUnitsMax, $"w{i}", Act));
        }

        Assert.Equal((12L, long.MaxValue, 12L, long.MaxValue), (account.Turnover.DebitCount, account.Turnover.DebitsMinor, account.Turnover.CreditCount, account.Turnover.CreditsMinor));
        Assert.Null(Issue(account, StatementKind.EndOfDay, 5, 100, 100)!.Turnover);
    }

    [Fact]
    public void A_restored_account_goes_on_counting()
    {
        Account account = Given(new AccountFunded(10, 1_000, "f", Act), new StatementIssued(20, StatementKind.Intraday, Day, 5, 20, 1_000, null));
        Account restored = Account.Restore(account.Capture());
        Assert.Null(Issue(restored, StatementKind.Intraday, 5, 20, 30));
        Assert.Equal(new Turnover(0, 0, 1, 1_000), Issue(restored, StatementKind.EndOfDay, 5, 30, 30)!.Turnover);
    }

    private static Account Given(params AccountEvent[] facts)
    {
        var account = new Account(Id);
        account.Evolve(new AccountTermsSet(1, SettlementModel.Gross, Cap.Unlimited, Act));
        foreach (AccountEvent fact in facts) account.Evolve(fact);
        return account;
    }

    private static StatementIssued? Issue(Account account, StatementKind kind, long fromMs, long toMs, long nowMs)
    {
        AccountDecision decision = account.Decide(new IssueStatement(kind, Day, fromMs, toMs), nowMs);
        Assert.Equal(AccountReply.Done, decision.Reply);
        if (decision.Event is not null) account.Evolve(decision.Event);
        return (StatementIssued?)decision.Event;
    }
}
