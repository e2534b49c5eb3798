using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Liquidity;
using Xunit;

namespace PaymentSwitch.Engine.Tests;

public sealed class LiquidityOutlookTests
{
    private const long Minute = 60_000;
    private const long StartMs = 30_000_000 * Minute;
    private static readonly AccountId Account = new(new ParticipantId("ALPHDEFFXXX"), Currency.Of("EUR"));
    private static readonly AccountId Other = new(new ParticipantId("BRAVFRPPXXX"), Currency.Of("EUR"));

    private readonly LiquidityOutlook _outlook = new(StartMs);

    [Fact]
    public void An_account_that_pays_steadily_reaches_its_cap_when_the_rate_says()
    {
        Stand(SettlementModel.DeferredNet, limitMinor: 10_000, useMinor: 1_000, balanceMinor: -1_000);
        for (long ms = StartMs; ms < StartMs + (10 * Minute); ms += 6_000) Take(Account, new ReservationPosted(ms, default, 10));

        AccountOutlook outlook = _outlook.Of(Account, StartMs + (10 * Minute))!;

        Assert.Equal((1_000, 10 * Minute), (outlook.NetOutflowMinor, outlook.OverMs));
        // 9,000 of headroom at 100 a minute.
        Assert.Equal((9_000L, 90 * 60L), (outlook.RoomMinor, outlook.SecondsToLimit));
    }

    // model, limit, use, balance, reserved, outflow over 10 minutes -> room, seconds
    [Theory]
    [InlineData(SettlementModel.Gross, null, 0, 6_000, 1_000, 100, 5_000L, 30_000L)]
    [InlineData(SettlementModel.Gross, 4_000L, 1_000, 6_000, 1_000, 100, 3_000L, 18_000L)]
    [InlineData(SettlementModel.DeferredNet, null, 0, 6_000, 0, 100, null, null)]
    [InlineData(SettlementModel.DeferredNet, 4_000L, 1_000, 0, 0, 0, 3_000L, null)]
    [InlineData(SettlementModel.DeferredNet, 4_000L, 1_000, 0, 0, -100, 3_000L, null)]
    [InlineData(SettlementModel.DeferredNet, 500L, 1_000, 0, 0, 100, -500L, 0L)]
    [InlineData(SettlementModel.DeferredNet, long.MaxValue, 0, 0, 0, 1, long.MaxValue, long.MaxValue)]
    public void The_room_is_what_bounds_payments(
        SettlementModel model, long? limitMinor, long useMinor, long balanceMinor, long reservedMinor, long outMinor, long? roomMinor, long? seconds)
    {
        Stand(model, limitMinor, useMinor, balanceMinor, reservedMinor);
        if (outMinor > 0) Take(Account, new ReservationPosted(StartMs, default, outMinor));
        if (outMinor < 0) Take(Account, new AccountCredited(StartMs, default, -outMinor, false));

        AccountOutlook outlook = _outlook.Of(Account, StartMs + (10 * Minute))!;

        Assert.Equal((roomMinor, seconds), (outlook.RoomMinor, outlook.SecondsToLimit));
    }

    [Fact]
    public void Only_payments_count_and_only_of_the_account_itself()
    {
        Stand(SettlementModel.Gross, null, 0, 5_000);
        Take(Account, new AccountFunded(StartMs, 1_000, "f-1", new OperatorAct("test")), new AccountWithdrawn(StartMs, 10, "w-1", new OperatorAct("test")), new FundsReserved(StartMs, default, 70));
        Take(Other, new ReservationPosted(StartMs, default, 400));
        Take(Account, new ReservationPosted(StartMs, default, 7), new AccountCredited(StartMs, default, 3, false));
        Assert.Equal(4, _outlook.Of(Account, StartMs)!.NetOutflowMinor);
        Assert.Null(_outlook.Of(Other, StartMs));
    }

    [Fact]
    public void What_is_older_than_a_quarter_of_an_hour_is_forgotten_minute_by_minute()
    {
        Stand(SettlementModel.Gross, null, 0, 5_000);
        for (int minute = 0; minute < 20; minute++) Take(Account, new ReservationPosted(StartMs + (minute * Minute), default, 1L << minute));

        for (int minute = 19; minute < 40; minute++)
        {
            AccountOutlook outlook = _outlook.Of(Account, StartMs + (minute * Minute) + 30_000)!;
            long expected = Enumerable.Range(0, 20).Where(fact => fact > minute - 15).Sum(fact => 1L << fact);
            Assert.Equal((expected, (14 * Minute) + 30_000), (outlook.NetOutflowMinor, outlook.OverMs));
        }
    }

    [Fact]
    public void Facts_that_come_late_count_where_they_belong_and_not_at_all_once_their_minute_is_over()
    {
        Stand(SettlementModel.Gross, null, 0, 5_000);
        Take(Account, new ReservationPosted(StartMs + (20 * Minute), default, 100));
        Take(Account, new ReservationPosted(StartMs + (10 * Minute), default, 10), new ReservationPosted(StartMs + (5 * Minute), default, 1));
        Assert.Equal(110, _outlook.Of(Account, StartMs + (20 * Minute))!.NetOutflowMinor);
        Assert.Equal(100, _outlook.Of(Account, StartMs + (30 * Minute))!.NetOutflowMinor);
        Assert.Equal(0, _outlook.Of(Account, StartMs + (60 * Minute))!.NetOutflowMinor);
    }

    [Fact]
    public void Right_after_the_start_it_counts_a_minute_at_least()
    {
        Stand(SettlementModel.Gross, null, 0, 5_000);
        Take(Account, new ReservationPosted(StartMs + 10, default, 100));
        AccountOutlook outlook = _outlook.Of(Account, StartMs + 10)!;
        Assert.Equal((Minute, 50L * 60), (outlook.OverMs, outlook.SecondsToLimit));
    }

    [Fact]
    public void A_clock_behind_the_facts_is_set_by_them_and_the_time_before_the_start_is_not_quiet()
    {
        Stand(SettlementModel.Gross, null, 0, 5_000);
        Take(Account, new ReservationPosted(StartMs + (2 * Minute), default, 100));
        AccountOutlook behind = _outlook.Of(Account, StartMs)!;
        Assert.Equal((100, 2 * Minute), (behind.NetOutflowMinor, behind.OverMs));
    }

    private void Stand(SettlementModel model, long? limitMinor, long useMinor, long balanceMinor, long reservedMinor = 0) =>
        _outlook.Take([new AccountStanding(Account, model, new Cap(limitMinor), balanceMinor, reservedMinor, useMinor)]);

    private void Take(AccountId account, params AccountEvent[] facts)
    {
        var group = new CommitGroup { Position = 1 };
        foreach (AccountEvent fact in facts) group.Entries.Add(new JournalEntry(EntityKey.Of(account), 1, 0, fact));
        _outlook.Take(group);
    }
}
