using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>A net scheme in sterling and a gross one in euro in one switch.</summary>
public abstract class SchemesScenarios
{
    protected abstract ScenarioHost NewHost();

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_payment_goes_by_the_scheme_of_its_currency(bool? restartFromJournalAlone)
    {
        (Scheme sterling, Scheme euro) = await StartAsync();
        await using Scheme disposed = sterling;
        var inSterling = await sterling.PayAsync(300);
        var inEuro = await euro.PayAsync(300);
        if (restartFromJournalAlone is bool alone) await sterling.Host.RestartAsync(alone);
        await sterling.AnswerAsync(inSterling, "ACCP");
        await euro.AnswerAsync(inEuro, "ACCP");

        Assert.Equal(("test-net-by-hand", 1L), ((await sterling.PaymentAsync(inSterling)).Received!.Scheme, (await sterling.PaymentAsync(inSterling)).Cycle));
        Assert.Equal(("test-gross-aftermath", 0L), ((await euro.PaymentAsync(inEuro)).Received!.Scheme, (await euro.PaymentAsync(inEuro)).Cycle));
        Assert.Equal([new CyclePosition(1, 300, 0, DebitCount: 1)], await sterling.PositionsAsync(Scheme.Alpha));
        Assert.Empty(await euro.PositionsAsync(Scheme.Alpha));
        // In euro the balance is the bound, in sterling the cap.
        Assert.Equal("AM04", (await euro.SubmitAsync(euro.Instruction(9_701))).Payment!.Reasons[0].Code);
        Assert.Equal("AM23", (await sterling.SubmitAsync(sterling.Instruction(4_701))).Payment!.Reasons[0].Code);

        await sterling.CutAsync();
        await sterling.InstructAsync(1);
        await sterling.ConfirmAllAsync(1);

        Assert.Equal([CycleStatus.Settled, CycleStatus.Open], await sterling.StatusesAsync());
        Assert.Equal((10_000L, 9_700L), (await sterling.BalanceAsync(Scheme.Alpha), await euro.BalanceAsync(Scheme.Alpha)));
        await sterling.AssertBooksAsync(50_000);
    }

    [Fact]
    public async Task A_currency_that_nobody_settles_is_refused_also_where_an_account_is_kept_in_it()
    {
        (Scheme sterling, Scheme euro) = await StartAsync();
        await using Scheme disposed = sterling;
        foreach (var bank in new[] { Scheme.Alpha, Scheme.Bravo })
        {
            var dollars = new AccountId(bank, Currency.Of("USD"));
            await euro.Host.Switch.CommandAccountAsync(dollars, new SetAccountTerms(SettlementModel.DeferredNet, Cap.Unlimited, Scheme.Operator));
        }

        SubmitPayment instruction = sterling.Instruction(100);
        Payment payment = (await sterling.SubmitAsync(instruction with
        {
            Transfer = instruction.Transfer with { Amount = new Money(100, Currency.Of("USD")) },
        })).Payment!;

        Assert.Equal((PaymentStatus.Rejected, "test-net-by-hand"), (payment.Status, payment.Received!.Scheme));
        Assert.Equal("AM03", Assert.Single(payment.Reasons).Code);
        await sterling.AssertBooksAsync(50_000);
    }

    [Fact]
    public async Task A_broadcast_reaches_everybody_of_the_switch_but_the_settlement_bank()
    {
        (Scheme sterling, _) = await StartAsync();
        await using Scheme disposed = sterling;
        Assert.Equal(SchemeReply.Unknown, await sterling.Host.Switch.BroadcastAsync("other", "OPER", "Nobody hears it.", Scheme.Operator));
        Assert.Equal(SchemeReply.Done, await sterling.Host.Switch.BroadcastAsync(sterling.Profile.Name, "OPER", "Maintenance on Sunday.", Scheme.Operator));

        foreach (var bank in new[] { Scheme.Alpha, Scheme.Bravo, Scheme.Charlie })
            Assert.Equal("Maintenance on Sunday.", Assert.IsType<BroadcastSent>(Assert.Single(await sterling.BroadcastsAsync(bank))).Text);
        Assert.Empty(await sterling.ReadAllAsync(Scheme.SettlementBank));
    }

    /// <summary>One switch, seen by each of its two schemes: Alpha, Bravo and Charlie in sterling, Alpha and Bravo in euro as well.</summary>
    private async Task<(Scheme Sterling, Scheme Euro)> StartAsync()
    {
        Scheme sterling = await Scheme.StartWithSettlementBankAsync(NewHost(), others: TestProfiles.GrossWithAftermath);
        return (sterling, await sterling.BesideAsync(TestProfiles.GrossWithAftermath, fundsMinor: 10_000));
    }
}
