using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>Returns in deferred net settlement: they use the returner's cap and belong to the cycle that is open when they settle.</summary>
public abstract class NetReturnScenarios
{
    protected abstract ScenarioHost NewHost();

    [Fact]
    public async Task A_return_uses_the_returners_cap_and_gives_headroom_back_to_the_debtor_agent()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.SettledAsync(800);
        Assert.Equal((800L, -800L), await UseAsync(scheme));

        await scheme.ReturnAsync(uetr, 300, "B1");
        Assert.Equal((500L, -500L), await UseAsync(scheme));
        await scheme.ReturnAsync(uetr, 500, "B2");

        Assert.Equal((0L, 0L), await UseAsync(scheme));
        Assert.Equal([DeliveryKind.ConfirmToDebtorAgent, DeliveryKind.PassOnReturn, DeliveryKind.PassOnReturn], await scheme.KindsAsync(Scheme.Alpha, uetr));
        Assert.Equal([DeliveryKind.ConfirmReturn, DeliveryKind.ConfirmReturn], (await scheme.KindsAsync(Scheme.Bravo, uetr)).TakeLast(2));
        await scheme.AssertNothingMadeOrLostAsync(0);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_return_belongs_to_the_cycle_that_is_open_now_and_not_to_that_of_its_payment(bool? fromJournalAlone)
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.SettledAsync(800);
        Assert.Equal(CycleReply.Done, await CutAsync(scheme));
        if (fromJournalAlone is bool alone) await scheme.Host.RestartAsync(alone);

        Payment payment = (await scheme.ReturnAsync(uetr, 300)).Payment!;

        Assert.Equal((1L, 2L), (payment.Cycle, Assert.Single(payment.Aftermath.Returns).Cycle));
        Assert.Equal([new CyclePosition(1, 800, 0, 1, 0), new CyclePosition(2, 0, 300, 0, 1)], await PositionsAsync(scheme, Scheme.Alpha));
        Assert.Equal([new CyclePosition(1, 0, 800, 0, 1), new CyclePosition(2, 300, 0, 1, 0)], await PositionsAsync(scheme, Scheme.Bravo));
        await CutAsync(scheme);
        IReadOnlyList<SettlementCycle> cycles = await scheme.Host.Switch.ListCyclesAsync();
        Assert.Equal([CycleStatus.Netted, CycleStatus.Netted, CycleStatus.Open], cycles.Select(cycle => cycle.Status));
        Assert.Equal([(Scheme.Alpha, 300L), (Scheme.Bravo, -300L)], cycles[1].Positions.Select(position => (position.Participant, position.NetMinor)));
        Assert.Empty((await scheme.Host.Switch.AuditAsync()).Mismatches);
    }

    [Fact]
    public async Task Payment_and_return_in_one_cycle_leave_nothing_to_settle()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.SettledAsync(800);
        await scheme.ReturnAsync(uetr, 800);

        await CutAsync(scheme);

        Assert.Equal(CycleStatus.Settled, (await scheme.Host.Switch.ListCyclesAsync())[0].Status);
        Assert.Empty(await PositionsAsync(scheme, Scheme.Alpha));
        Assert.Equal((0L, 0L), await UseAsync(scheme));
    }

    [Fact]
    public async Task Beyond_the_returners_headroom_a_return_is_rejected_and_stored()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.SettledAsync(800);
        await scheme.SettledAsync(1_500, Scheme.Bravo, Scheme.Alpha);

        PaymentResult result = await scheme.ReturnAsync(uetr, 301);

        ReturnLeg sent = Assert.Single(result.Payment!.Aftermath.Returns);
        Assert.Equal((ReturnStatus.Rejected, "AM23", 0L), (sent.Status, sent.Reason!.Code, sent.Cycle));
        Assert.Equal(PaymentReply.Done, (await scheme.ReturnAsync(uetr, 300, "B2")).Reply);
        Assert.Equal(0, (await scheme.AccountAsync(Scheme.Bravo)).HeadroomMinor);
        await scheme.AssertNothingMadeOrLostAsync(0);
    }

    private Task<Scheme> StartAsync() => Scheme.StartAsync(NewHost(), TestProfiles.NetWithAftermath, fundsMinor: 0, capMinor: 1_000);

    private static async Task<CycleReply> CutAsync(Scheme scheme) =>
        await scheme.CutAsync();

    private static async Task<(long Alpha, long Bravo)> UseAsync(Scheme scheme) =>
        ((await scheme.AccountAsync(Scheme.Alpha)).UseMinor, (await scheme.AccountAsync(Scheme.Bravo)).UseMinor);

    private static async Task<IReadOnlyList<CyclePosition>> PositionsAsync(Scheme scheme, ParticipantId bank) =>
        (await scheme.Host.Switch.CaptureAccountsAsync()).Single(account => account.Id == scheme.AccountOf(bank)).Positions;
}
