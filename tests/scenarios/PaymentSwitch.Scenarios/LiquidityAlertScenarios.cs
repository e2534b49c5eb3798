using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Mailboxes;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>Alerts of balance and headroom: one for each crossing of a bound, and none for trembling about it.</summary>
public abstract class LiquidityAlertScenarios
{
    protected abstract ScenarioHost NewHost();

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_floor_alerts_once_until_the_balance_has_come_back_by_the_hysteresis(bool? restartFromJournalAlone)
    {
        await using Scheme scheme = await StartAsync(new LiquidityWatch { BalanceFloorMinor = 5_000, HysteresisMinor = 100 });
        await scheme.PayAsync(5_000);
        Assert.Empty(await AlertsAsync(scheme));
        // What is reserved is not available: the alert comes with the reservation, not with settlement.
        var crossing = await scheme.PayAsync(1);
        Assert.Equal([(LiquidityBound.BalanceFloor, 5_000L, 4_999L)], await AlertsAsync(scheme));
        if (restartFromJournalAlone is bool alone) await scheme.Host.RestartAsync(alone);

        await scheme.PayAsync(10);
        await scheme.AnswerAsync(crossing, "RJCT");
        await scheme.SettledAsync(108, Scheme.Bravo, Scheme.Alpha);
        Assert.Equal(5_098, (await scheme.AccountAsync(Scheme.Alpha)).AvailableMinor);
        Assert.Equal([LiquidityBound.BalanceFloor], (await scheme.AccountStateAsync(Scheme.Alpha)).Alerts);
        await scheme.PayAsync(100);
        Assert.Single(await AlertsAsync(scheme));

        await scheme.SettledAsync(102, Scheme.Bravo, Scheme.Alpha);
        Assert.Empty((await scheme.AccountStateAsync(Scheme.Alpha)).Alerts);
        await scheme.PayAsync(200);
        Assert.Equal([4_999L, 4_900L], (await AlertsAsync(scheme)).Select(alert => alert.ValueMinor));
        Assert.Empty(await scheme.MailAsync(Scheme.Bravo, DeliveryKind.LiquidityAlert));
    }

    [Fact]
    public async Task A_ceiling_alerts_when_money_comes_in()
    {
        await using Scheme scheme = await StartAsync(new LiquidityWatch { BalanceCeilingMinor = 12_000, HysteresisMinor = 500 });
        await scheme.SettledAsync(2_000, Scheme.Bravo, Scheme.Alpha);
        Assert.Empty(await AlertsAsync(scheme));

        await scheme.FundAsync(Scheme.Alpha, 1, "one more");
        await scheme.FundAsync(Scheme.Alpha, 1_000, "more");

        Assert.Equal([(LiquidityBound.BalanceCeiling, 12_000L, 12_001L)], await AlertsAsync(scheme));
        await scheme.AskAccountAsync(Scheme.Alpha, new WithdrawFromAccount(1_501, "out", Scheme.Operator));
        Assert.Empty((await scheme.AccountStateAsync(Scheme.Alpha)).Alerts);
    }

    [Fact]
    public async Task Headroom_is_watched_for_itself_and_a_change_of_the_cap_can_cross_its_bounds()
    {
        await using Scheme scheme = await StartAsync(new LiquidityWatch { HeadroomFloorMinor = 1_000, HeadroomCeilingMinor = 6_000, HysteresisMinor = 0 }, capMinor: 5_000);
        await scheme.PayAsync(4_001);
        Assert.Equal([(LiquidityBound.HeadroomFloor, 1_000L, 999L)], await AlertsAsync(scheme));

        await scheme.CapAsync(Scheme.Alpha, 20_000);
        await scheme.CapAsync(Scheme.Alpha, 4_001);

        Assert.Equal(
            [(LiquidityBound.HeadroomFloor, 1_000L, 999L), (LiquidityBound.HeadroomCeiling, 6_000L, 15_999L), (LiquidityBound.HeadroomFloor, 1_000L, 0L)],
            await AlertsAsync(scheme));
        await scheme.CapAsync(Scheme.Alpha, null);
        Assert.Equal(3, (await AlertsAsync(scheme)).Count);
    }

    [Fact]
    public async Task Bounds_that_are_crossed_when_they_are_set_alert_at_once_and_unsound_ones_are_refused()
    {
        await using Scheme scheme = await StartAsync(new LiquidityWatch { BalanceFloorMinor = 10_001 });
        Assert.Equal([(LiquidityBound.BalanceFloor, 10_001L, 10_000L)], await AlertsAsync(scheme));
        long position = scheme.Host.JournalPosition;

        Assert.Equal(AccountReply.TermsUnsound, await WatchAsync(scheme, new LiquidityWatch { BalanceFloorMinor = 100, BalanceCeilingMinor = 100 }));
        Assert.Equal(AccountReply.TermsUnsound, await WatchAsync(scheme, new LiquidityWatch { HeadroomFloorMinor = 100, HeadroomCeilingMinor = 120, HysteresisMinor = 10 }));
        Assert.Equal(AccountReply.TermsUnsound, await WatchAsync(scheme, new LiquidityWatch { HysteresisMinor = -1 }));
        Assert.Equal(AccountReply.Done, await WatchAsync(scheme, new LiquidityWatch { BalanceFloorMinor = 10_001 }));
        Assert.Equal(AccountReply.NotOpen, await scheme.AskAccountAsync(Scheme.Charlie, new SetLiquidityWatch(LiquidityWatch.Nothing, Scheme.Operator)));

        Assert.Equal(position, scheme.Host.JournalPosition);
        Assert.Equal(AccountReply.Done, await WatchAsync(scheme, LiquidityWatch.Nothing));
        Assert.Empty((await scheme.AccountStateAsync(Scheme.Alpha)).Alerts);
        Assert.Equal(PaymentStatus.Settled, (await scheme.PaymentAsync(await scheme.SettledAsync(9_999))).Status);
        Assert.Single(await AlertsAsync(scheme));
    }

    private async Task<Scheme> StartAsync(LiquidityWatch watch, long? capMinor = null)
    {
        Scheme scheme = await Scheme.StartGrossWithSettlementBankAsync(NewHost(), capMinor: capMinor);
        Assert.Equal(AccountReply.Done, await WatchAsync(scheme, watch));
        return scheme;
    }

    private static Task<AccountReply> WatchAsync(Scheme scheme, LiquidityWatch watch) =>
        scheme.AskAccountAsync(Scheme.Alpha, new SetLiquidityWatch(watch, Scheme.Operator));

    private static async Task<IReadOnlyList<(LiquidityBound Bound, long BoundMinor, long ValueMinor)>> AlertsAsync(Scheme scheme)
    {
        IReadOnlyList<MailboxMessage> mail = await scheme.MailAsync(Scheme.Alpha, DeliveryKind.LiquidityAlert);
        return [.. mail.Select(message => (LiquidityAlertRaised)message.Fact).Select(alert => (alert.Bound, alert.BoundMinor, alert.ValueMinor))];
    }
}
