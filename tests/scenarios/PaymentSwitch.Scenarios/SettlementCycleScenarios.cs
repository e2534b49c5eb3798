using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Settlement;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>A settlement cycle from its opening to its end, while payments go on.</summary>
public abstract class SettlementCycleScenarios
{
    protected abstract ScenarioHost NewHost();

    [Fact]
    public async Task A_payment_belongs_to_the_cycle_that_is_open_when_it_settles()
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost());
        var before = await scheme.SettledAsync(800);
        var inFlight = await scheme.PayAsync(200);

        Assert.Equal(CycleReply.Done, await scheme.CutAsync());
        Assert.Equal([CycleStatus.Draining, CycleStatus.Open], await scheme.StatusesAsync());
        await scheme.AnswerAsync(inFlight, "ACCP");

        Assert.Equal((1L, 2L), ((await scheme.PaymentAsync(before)).Cycle, (await scheme.PaymentAsync(inFlight)).Cycle));
        Assert.Equal([CycleStatus.Netted, CycleStatus.Open], await scheme.StatusesAsync());
        Assert.Equal([(Scheme.Alpha, -800L), (Scheme.Bravo, 800L)], await scheme.NetAsync(1));
        Assert.Equal([new CyclePosition(1, 800, 0, 1, 0), new CyclePosition(2, 200, 0, 1, 0)], await scheme.PositionsAsync(Scheme.Alpha));
        Assert.Equal([new CyclePosition(1, 0, 800, 0, 1), new CyclePosition(2, 0, 200, 0, 1)], await scheme.PositionsAsync(Scheme.Bravo));
        await scheme.AssertBooksAsync(30_000);
    }

    [Theory]
    [InlineData("ACCP")]
    [InlineData("RJCT")]
    [InlineData(null)]
    public async Task A_cut_cycle_drains_until_the_last_payment_of_its_time_has_ended_however_it_ends(string? answer)
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost());
        await scheme.SettledAsync(800);
        var first = await scheme.PayAsync(100);
        scheme.Host.Clock.Advance(1_000);
        var last = await scheme.PayAsync(200, Scheme.Bravo, Scheme.Charlie);
        await scheme.CutAsync();

        await scheme.AnswerAsync(first, "ACCP");
        var later = await scheme.PayAsync(50, Scheme.Charlie, Scheme.Alpha);
        Assert.Equal([CycleStatus.Draining, CycleStatus.Open], await scheme.StatusesAsync());
        if (answer is null) await scheme.UntilFinalAsync(last, 10_010);
        else await scheme.AnswerAsync(last, answer, by: Scheme.Charlie);

        Assert.Equal([CycleStatus.Netted, CycleStatus.Open], await scheme.StatusesAsync());
        Assert.Equal([(Scheme.Alpha, -800L), (Scheme.Bravo, 800L)], await scheme.NetAsync(1));
        if (answer is not null) Assert.Equal(PaymentStatus.Reserved, (await scheme.PaymentAsync(later)).Status);
        await scheme.AssertBooksAsync(30_000);
    }

    [Fact]
    public async Task Net_positions_are_moved_by_the_settlement_bank_and_then_positions_and_use_are_reset()
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost());
        await scheme.SettledAsync(800);
        await scheme.SettledAsync(500, Scheme.Bravo, Scheme.Charlie);
        await scheme.SettledAsync(100, Scheme.Charlie, Scheme.Alpha);
        await scheme.CutAsync();
        Assert.Equal([(Scheme.Alpha, -700L), (Scheme.Bravo, 300L), (Scheme.Charlie, 400L)], await scheme.NetAsync(1));
        Assert.Equal([new ParticipantPosition(Scheme.Alpha, 800, 100) { DebitCount = 1, CreditCount = 1 }], (await scheme.CycleAsync(1)).NetDebtors);

        Assert.Equal(CycleReply.Done, await scheme.InstructAsync(1));
        Assert.Equal("olivia", Assert.IsType<CycleInstructed>(Assert.Single(await scheme.MailAsync(Scheme.SettlementBank, DeliveryKind.SettlementInstruction)).Fact).Act.By);
        Assert.Equal(CycleReply.Done, await scheme.AnswerInstructionAsync(1, Scheme.Alpha));
        Assert.Equal(CycleReply.Done, await scheme.AnswerInstructionAsync(1, Scheme.Charlie));
        Assert.Equal([CycleStatus.Instructed, CycleStatus.Open], await scheme.StatusesAsync());
        Assert.Equal(9_300, await scheme.BalanceAsync(Scheme.Alpha));
        Assert.Equal(CycleReply.Done, await scheme.AnswerInstructionAsync(1, Scheme.Bravo));

        Assert.Equal([CycleStatus.Settled, CycleStatus.Open], await scheme.StatusesAsync());
        Assert.Equal(scheme.Host.Clock.NowMs, (await scheme.CycleAsync(1)).SettledAtMs);
        foreach (AccountStanding account in await scheme.Host.Switch.ListAccountsAsync())
            Assert.Equal((10_000L, 0L, 5_000L), (account.BalanceMinor, account.UseMinor, account.HeadroomMinor));
        Assert.Empty(await scheme.PositionsAsync(Scheme.Alpha));
        await scheme.AssertBooksAsync(30_000);
    }

    [Fact]
    public async Task Payments_never_stop_whatever_becomes_of_a_cycle()
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost());
        await scheme.SettledAsync(800);
        var inFlight = await scheme.PayAsync(1);
        Func<Task>[] steps =
        [
            () => scheme.CutAsync(),
            () => scheme.AnswerAsync(inFlight, "RJCT"),
            () => scheme.InstructAsync(1),
            () => scheme.AnswerInstructionAsync(1, Scheme.Bravo),
            () => scheme.AnswerInstructionAsync(1, Scheme.Alpha),
        ];

        foreach (Func<Task> step in steps)
        {
            await step();
            Assert.Equal(2, (await scheme.PaymentAsync(await scheme.SettledAsync(10))).Cycle);
        }

        Assert.Equal([CycleStatus.Settled, CycleStatus.Open], await scheme.StatusesAsync());
        Assert.Equal([new CyclePosition(2, 50, 0, 5, 0)], await scheme.PositionsAsync(Scheme.Alpha));
        Assert.Equal((9_950L, 50L), ((await scheme.AccountAsync(Scheme.Alpha)).BalanceMinor, (await scheme.AccountAsync(Scheme.Alpha)).UseMinor));
        await scheme.AssertBooksAsync(30_000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cycle_in_which_nothing_is_owed_settles_by_itself_and_the_settlement_bank_hears_nothing(bool withPayments)
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost());
        if (withPayments)
        {
            await scheme.SettledAsync(300);
            await scheme.SettledAsync(300, Scheme.Bravo, Scheme.Alpha);
            await scheme.SettledAsync(40, Scheme.Charlie, Scheme.Charlie);
        }

        Assert.Equal(CycleReply.Done, await scheme.CutAsync());

        Assert.Equal([CycleStatus.Settled, CycleStatus.Open], await scheme.StatusesAsync());
        Assert.Equal(withPayments ? 3 : 0, (await scheme.CycleAsync(1)).Positions.Count);
        Assert.Empty(await scheme.PositionsAsync(Scheme.Charlie));
        Assert.Empty(await scheme.ReadAllAsync(Scheme.SettlementBank));
        await scheme.AssertBooksAsync(30_000);
    }

    [Fact]
    public async Task A_cycle_can_be_cut_while_the_one_before_still_drains()
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost());
        await scheme.SettledAsync(800);
        var first = await scheme.PayAsync(100);
        await scheme.CutAsync(1);
        await scheme.SettledAsync(30, Scheme.Bravo, Scheme.Charlie);
        var second = await scheme.PayAsync(200, Scheme.Bravo, Scheme.Charlie);
        await scheme.CutAsync(2);
        Assert.Equal([CycleStatus.Draining, CycleStatus.Draining, CycleStatus.Open], await scheme.StatusesAsync());

        await scheme.AnswerAsync(second, "ACCP", by: Scheme.Charlie);
        Assert.Equal(CycleStatus.Draining, (await scheme.CycleAsync(1)).Status);
        await scheme.AnswerAsync(first, "ACCP");

        Assert.Equal([CycleStatus.Netted, CycleStatus.Netted, CycleStatus.Open], await scheme.StatusesAsync());
        Assert.Equal([(Scheme.Alpha, -800L), (Scheme.Bravo, 800L)], await scheme.NetAsync(1));
        Assert.Equal([(Scheme.Bravo, -30L), (Scheme.Charlie, 30L)], await scheme.NetAsync(2));
        await scheme.InstructAsync(2);
        await scheme.ConfirmAllAsync(2);
        Assert.Equal([CycleStatus.Netted, CycleStatus.Settled, CycleStatus.Open], await scheme.StatusesAsync());
        Assert.Equal([new CyclePosition(1, 0, 800, 0, 1), new CyclePosition(3, 200, 100, 1, 1)], await scheme.PositionsAsync(Scheme.Bravo));
        await scheme.AssertBooksAsync(30_000);
    }

    [Fact]
    public async Task A_return_of_a_payment_whose_cycle_is_settled_is_settled_in_a_later_one()
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost());
        var uetr = await scheme.SettledAsync(800);
        await scheme.CutAsync();
        await scheme.InstructAsync(1);
        await scheme.ConfirmAllAsync(1);

        Payment payment = (await scheme.ReturnAsync(uetr, 500)).Payment!;

        Assert.Equal((1L, 2L), (payment.Cycle, Assert.Single(payment.Aftermath.Returns).Cycle));
        await scheme.CutAsync();
        Assert.Equal([(Scheme.Alpha, 500L), (Scheme.Bravo, -500L)], await scheme.NetAsync(2));
        await scheme.InstructAsync(2);
        await scheme.ConfirmAllAsync(2);
        Assert.Equal((10_000L, 0L), ((await scheme.AccountAsync(Scheme.Bravo)).BalanceMinor, (await scheme.AccountAsync(Scheme.Bravo)).UseMinor));
        await scheme.AssertBooksAsync(30_000);
    }

    [Fact]
    public async Task An_account_that_is_opened_after_a_cut_holds_no_cycle_up()
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost());
        await scheme.SettledAsync(800);
        var inFlight = await scheme.PayAsync(100);
        await scheme.CutAsync();
        var delta = new Domain.Identification.ParticipantId("DELTGB2LXXX");
        await scheme.EnrolAsync(delta);
        var paid = await scheme.SettledAsync(70, delta, Scheme.Alpha);

        await scheme.AnswerAsync(inFlight, "ACCP");

        Assert.Equal(CycleStatus.Netted, (await scheme.CycleAsync(1)).Status);
        Assert.Equal(2, (await scheme.PaymentAsync(paid)).Cycle);
        var waiting = await scheme.PayAsync(30, delta, Scheme.Alpha);
        await scheme.CutAsync();
        Assert.Equal(CycleStatus.Draining, (await scheme.CycleAsync(2)).Status);
        await scheme.AnswerAsync(waiting, "RJCT", by: Scheme.Alpha);
        Assert.Equal([(Scheme.Alpha, -30L), (Scheme.Bravo, 100L), (delta, -70L)], await scheme.NetAsync(2));
        await scheme.AssertBooksAsync(30_000);
    }
}
