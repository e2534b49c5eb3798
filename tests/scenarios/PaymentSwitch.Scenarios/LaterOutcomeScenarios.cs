using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>A creditor agent accepts without posting (ACWP): the payment settles, and what becomes of the posting is told later.</summary>
public abstract class LaterOutcomeScenarios
{
    protected abstract ScenarioHost NewHost();

    [Fact]
    public async Task Accepted_without_posting_is_accepted_and_settles()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await AcceptedAsync(scheme);

        Payment payment = await scheme.PaymentAsync(uetr);
        Assert.Equal((PaymentStatus.Settled, "ACWP"), (payment.Status, payment.AnswerStatus));
        Assert.Equal([DeliveryKind.ConfirmToDebtorAgent], await scheme.KindsAsync(Scheme.Alpha, uetr));
        Assert.Equal(101_250, await scheme.BalanceAsync(Scheme.Bravo));
    }

    [Theory]
    [InlineData("ACCC")]
    [InlineData("BLCK")]
    [InlineData("RJCT")]
    public async Task Held_first_and_then_decided_each_is_passed_on_to_the_debtor_agent_in_order(string status)
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await AcceptedAsync(scheme);

        Assert.Equal(PaymentReply.Done, (await scheme.AnswerAsync(uetr, "PDNG")).Reply);
        await scheme.Host.RestartAsync(fromJournalAlone: true);
        PaymentResult result = await scheme.AnswerAsync(uetr, status, reason: new StatusReason("AC04"));

        Assert.Equal((PaymentReply.Done, status), (result.Reply, result.Payment!.Aftermath.LaterOutcome!.Status));
        Assert.Equal("AC04", result.Payment.Aftermath.LaterOutcome.Reason!.Code);
        Assert.Equal(["PDNG", status], await OutcomesToldAsync(scheme, uetr));
        Assert.Equal([DeliveryKind.ForwardToCreditorAgent, DeliveryKind.ConfirmToCreditorAgent], await scheme.KindsAsync(Scheme.Bravo, uetr));
        Assert.Equal((PaymentStatus.Settled, 101_250L), (result.Payment.Status, await scheme.BalanceAsync(Scheme.Bravo)));
    }

    [Theory]
    [InlineData("ACCC")]
    [InlineData("BLCK")]
    [InlineData("RJCT")]
    public async Task A_decided_outcome_stands_and_another_one_contradicts_it(string status)
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await AcceptedAsync(scheme);
        Assert.Equal(PaymentReply.Done, (await scheme.AnswerAsync(uetr, status)).Reply);
        long position = scheme.Host.JournalPosition;

        foreach (string other in new[] { "ACCC", "PDNG", "BLCK", "RJCT" }.Where(other => other != status))
            Assert.Equal(PaymentReply.AnswerContradicts, (await scheme.AnswerAsync(uetr, other)).Reply);

        Assert.Equal(position, scheme.Host.JournalPosition);
        Assert.Equal([status], await OutcomesToldAsync(scheme, uetr));
    }

    [Fact]
    public async Task A_repeat_of_the_acceptance_or_of_the_last_outcome_changes_nothing()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await AcceptedAsync(scheme);
        Assert.Equal(PaymentReply.Repeat, (await scheme.AnswerAsync(uetr, "ACWP")).Reply);
        foreach (string status in new[] { "PDNG", "ACCC" })
        {
            Assert.Equal(PaymentReply.Done, (await scheme.AnswerAsync(uetr, status)).Reply);
            Assert.Equal(PaymentReply.Repeat, (await scheme.AnswerAsync(uetr, status)).Reply);
            Assert.Equal(PaymentReply.Repeat, (await scheme.AnswerAsync(uetr, "ACWP")).Reply);
        }

        Assert.Equal(["PDNG", "ACCC"], await OutcomesToldAsync(scheme, uetr));
    }

    [Fact]
    public async Task Another_acceptance_after_the_one_without_posting_contradicts_it()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await AcceptedAsync(scheme);
        Assert.Equal(PaymentReply.AnswerContradicts, (await scheme.AnswerAsync(uetr, "ACCP")).Reply);
        Assert.Equal(PaymentReply.AnswerStatusNotAllowed, (await scheme.AnswerAsync(uetr, "ACSP")).Reply);
    }

    [Fact]
    public async Task An_outcome_needs_an_acceptance_without_posting_before_it()
    {
        await using Scheme scheme = await StartAsync();
        Uetr open = await scheme.PayAsync(1_000);
        Uetr posted = await scheme.SettledAsync(2_000);
        foreach (Uetr uetr in new[] { open, posted })
            foreach (string status in new[] { "PDNG", "ACCC", "BLCK" })
                Assert.Equal(PaymentReply.AnswerStatusNotAllowed, (await scheme.AnswerAsync(uetr, status)).Reply);
        Assert.Equal(PaymentReply.AnswerContradicts, (await scheme.AnswerAsync(posted, "RJCT")).Reply);
    }

    [Fact]
    public async Task A_scheme_without_it_knows_neither_the_acceptance_nor_the_outcomes()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost(), TestProfiles.Gross);
        Uetr uetr = await scheme.PayAsync(1_250);
        Assert.Equal(PaymentReply.AnswerStatusNotAllowed, (await scheme.AnswerAsync(uetr, "ACWP")).Reply);
        await scheme.AnswerAsync(uetr, "ACCP");
        Assert.Equal(PaymentReply.AnswerStatusNotAllowed, (await scheme.AnswerAsync(uetr, "ACCC")).Reply);
    }

    [Fact]
    public async Task Nobody_but_the_creditor_agent_tells_outcomes_and_only_of_this_payment()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await AcceptedAsync(scheme);
        var answer = new AnswerPayment { Sender = Scheme.Bravo, Uetr = uetr, Status = "ACCC", Message = default };
        Assert.Equal(PaymentReply.UnknownPayment, (await scheme.Host.Switch.AnswerAsync(answer with { Sender = Scheme.Alpha })).Reply);
        Assert.Equal(PaymentReply.AnswerMismatch, (await scheme.Host.Switch.AnswerAsync(answer with { OriginalEndToEndId = "other" })).Reply);
        Assert.Empty(await OutcomesToldAsync(scheme, uetr));
    }

    [Fact]
    public async Task What_could_not_be_posted_is_sent_back_by_a_return()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await AcceptedAsync(scheme);
        await scheme.AnswerAsync(uetr, "RJCT");
        await scheme.ReturnAsync(uetr, 1_250);
        Assert.Equal(100_000, await scheme.BalanceAsync(Scheme.Alpha));
        Assert.Equal(
            [DeliveryKind.ConfirmToDebtorAgent, DeliveryKind.PassOnLaterOutcome, DeliveryKind.PassOnReturn], await scheme.KindsAsync(Scheme.Alpha, uetr));
    }

    [Fact]
    public async Task An_outcome_that_comes_when_the_payment_has_left_memory_is_passed_on_all_the_same()
    {
        await using Scheme scheme = await StartAsync(new EngineLimits { FinishedPaymentsInMemoryMax = 1 });
        Uetr uetr = await AcceptedAsync(scheme);
        for (int i = 0; i < 5; i++) await scheme.SettledAsync(1);
        await scheme.AnswerAsync(uetr, "PDNG");
        for (int i = 0; i < 5; i++) await scheme.SettledAsync(1);
        await scheme.AnswerAsync(uetr, "ACCC");
        Assert.Equal(["PDNG", "ACCC"], await OutcomesToldAsync(scheme, uetr));
    }

    private Task<Scheme> StartAsync(EngineLimits? limits = null) => Scheme.StartAsync(NewHost(), TestProfiles.GrossWithAftermath, limits: limits);

    private static async Task<Uetr> AcceptedAsync(Scheme scheme)
    {
        Uetr uetr = await scheme.PayAsync(1_250);
        Assert.Equal(PaymentReply.Done, (await scheme.AnswerAsync(uetr, "ACWP")).Reply);
        return uetr;
    }

    private static async Task<IEnumerable<string>> OutcomesToldAsync(Scheme scheme, Uetr uetr) =>
        (await scheme.ReadAllAsync(Scheme.Alpha))
            .Where(message => message.Kind == DeliveryKind.PassOnLaterOutcome && message.Payment!.Uetr == uetr)
            .Select(message => message.Payment!.Aftermath.LaterOutcome!.Status);
}
