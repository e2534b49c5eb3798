using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>A reachable party with a limit of its own (a credit memorandum balance) under the account that settles for it.</summary>
public abstract class PartyLimitScenarios
{
    protected abstract ScenarioHost NewHost();

    [Fact]
    public async Task Its_payments_need_headroom_in_both_and_the_others_payments_in_the_account_only()
    {
        await using Scheme scheme = await StartAsync(limitMinor: 1_000, capMinor: 1_500);
        await RefusedAsync(scheme, scheme.PartyInstruction(1_001));
        await scheme.PayFromPartyAsync(600);
        await RefusedAsync(scheme, scheme.PartyInstruction(401));
        Assert.Equal((600L, 400L), await scheme.PartyUseAsync());

        // Alpha's own payments leave the party's limit alone, and what they use up of the cap is gone for both.
        await scheme.PayAsync(600);
        Assert.Equal((600L, 400L), await scheme.PartyUseAsync());
        await RefusedAsync(scheme, scheme.PartyInstruction(301));
        await RefusedAsync(scheme, scheme.Instruction(301));
        await scheme.PayFromPartyAsync(300);
        Assert.Equal((900L, 100L), await scheme.PartyUseAsync());
        await scheme.AssertBooksAsync(20_000);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rejections_credits_and_returns_give_headroom_back(bool? restartFromJournalAlone)
    {
        await using Scheme scheme = await StartAsync(limitMinor: 1_000);
        Uetr rejected = await scheme.PayFromPartyAsync(300);
        Uetr settled = await scheme.PayFromPartyAsync(500);
        if (restartFromJournalAlone is bool alone) await scheme.Host.RestartAsync(alone);
        await scheme.AnswerAsync(rejected, "RJCT");
        Assert.Equal((500L, 500L), await scheme.PartyUseAsync());
        await scheme.AnswerAsync(settled, "ACCP");
        Assert.Equal((500L, 500L), await scheme.PartyUseAsync());

        await scheme.ReturnAsync(settled, 200);
        Assert.Equal((300L, 700L), await scheme.PartyUseAsync());
        SubmitPayment credit = scheme.Instruction(900, Scheme.Bravo, Scheme.Alpha);
        await scheme.SubmitAsync(credit with { Transfer = credit.Transfer with { CreditorAgent = Scheme.Party } });
        Assert.Equal((300L, 700L), await scheme.PartyUseAsync());
        await scheme.AnswerAsync(credit.Transfer.Uetr, "ACCP", by: Scheme.Alpha);

        Assert.Equal((-600L, 1_600L), await scheme.PartyUseAsync());
        await scheme.SettledAsync(50, Scheme.Bravo, Scheme.Alpha);
        Assert.Equal((-600L, 1_600L), await scheme.PartyUseAsync());
        await scheme.AssertBooksAsync(20_000);
    }

    [Fact]
    public async Task What_it_got_it_returns_within_its_limit()
    {
        await using Scheme scheme = await StartAsync(limitMinor: 0);
        SubmitPayment credit = scheme.Instruction(500, Scheme.Bravo, Scheme.Alpha);
        Uetr uetr = credit.Transfer.Uetr;
        await scheme.SubmitAsync(credit with { Transfer = credit.Transfer with { CreditorAgent = Scheme.Party } });
        await scheme.AnswerAsync(uetr, "ACCP", by: Scheme.Alpha);
        await scheme.AnswerAsync(await scheme.PayFromPartyAsync(200), "ACCP");

        PaymentResult tooMuch = await scheme.Host.Switch.ReturnAsync(scheme.ReturnOf(uetr, 301) with { Sender = Scheme.Alpha });
        Assert.Equal((ReturnStatus.Rejected, "AM23"), (tooMuch.Payment!.Aftermath.Returns[0].Status, tooMuch.Payment.Aftermath.Returns[0].Reason!.Code));
        PaymentResult rest = await scheme.Host.Switch.ReturnAsync(scheme.ReturnOf(uetr, 300, "B2") with { Sender = Scheme.Alpha });

        Assert.Equal(ReturnStatus.Settled, rest.Payment!.Aftermath.Returns[1].Status);
        Assert.Equal((0L, 0L), await scheme.PartyUseAsync());
        await scheme.AssertBooksAsync(20_000);
    }

    [Theory]
    [InlineData("ACCP", 500)]
    [InlineData("RJCT", 0)]
    public async Task A_limit_that_is_taken_away_and_given_back_while_money_is_reserved_is_what_it_says(string answer, long useAfterwards)
    {
        await using Scheme scheme = await StartAsync(limitMinor: 1_000);
        Uetr uetr = await scheme.PayFromPartyAsync(500);
        await scheme.LimitPartyAsync(null);
        Assert.Empty((await scheme.AccountStateAsync(Scheme.Alpha)).PartyLimits);
        Uetr without = await scheme.PayFromPartyAsync(2_000);

        await scheme.LimitPartyAsync(1_000);
        Assert.Equal((500L, 500L), await scheme.PartyUseAsync());
        await scheme.AnswerAsync(uetr, answer);
        await scheme.AnswerAsync(without, answer);

        Assert.Equal((useAfterwards, 1_000 - useAfterwards), await scheme.PartyUseAsync());
        await scheme.AssertBooksAsync(20_000);
    }

    [Fact]
    public async Task A_limit_can_be_cut_below_its_use_and_then_only_credits_pass()
    {
        await using Scheme scheme = await StartAsync(limitMinor: 1_000);
        await scheme.AnswerAsync(await scheme.PayFromPartyAsync(800), "ACCP");
        await scheme.LimitPartyAsync(300);

        Assert.Equal((800L, -500L), await scheme.PartyUseAsync());
        await RefusedAsync(scheme, scheme.PartyInstruction(1));
        await scheme.PayAsync(1);
        Assert.Equal(AccountReply.TermsUnsound, await scheme.AskAccountAsync(Scheme.Alpha, new SetPartyLimit("party", [Scheme.Party], new Cap(-1), Scheme.Operator)));
        Assert.Equal(AccountReply.TermsUnsound, await scheme.AskAccountAsync(Scheme.Alpha, new SetPartyLimit("other", [Scheme.Party], new Cap(5), Scheme.Operator)));
        long position = scheme.Host.JournalPosition;
        await scheme.LimitPartyAsync(300);
        Assert.Equal(position, scheme.Host.JournalPosition);
    }

    private async Task<Scheme> StartAsync(long limitMinor, long? capMinor = null)
    {
        Scheme scheme = await Scheme.StartGrossWithSettlementBankAsync(NewHost(), capMinor: capMinor);
        await scheme.EnrolPartyAsync();
        await scheme.LimitPartyAsync(limitMinor);
        return scheme;
    }

    private static async Task RefusedAsync(Scheme scheme, SubmitPayment instruction)
    {
        Payment payment = (await scheme.SubmitAsync(instruction)).Payment!;
        Assert.Equal((PaymentStatus.Rejected, "AM23"), (payment.Status, payment.Reasons[0].Code));
    }
}
