using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>
/// A creditor agent that accepts too late may have credited its customer: the switch asks it to undo that. The debtor
/// agent, which was told of the expiry, hears nothing of it.
/// </summary>
public abstract class LateAnswerScenarios
{
    protected abstract ScenarioHost NewHost();

    [Fact]
    public async Task A_late_acceptance_is_rejected_and_recalled_once()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await LateAsync(scheme);
        await scheme.AnswerAsync(uetr, "ACCP");

        Assert.True((await scheme.PaymentAsync(uetr)).LateAnswerIsRecalled);
        Assert.Equal(
            [
                DeliveryKind.ForwardToCreditorAgent, DeliveryKind.ConfirmToCreditorAgent,
                DeliveryKind.RejectLateAnswer, DeliveryKind.RecallLateAcceptance,
            ],
            await scheme.KindsAsync(Scheme.Bravo, uetr));
        Assert.Equal([DeliveryKind.ConfirmToDebtorAgent], await scheme.KindsAsync(Scheme.Alpha, uetr));
    }

    [Fact]
    public async Task An_acceptance_at_the_very_deadline_is_recalled_too()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.PayAsync(1_250);
        scheme.Host.Clock.Advance(10_000);

        PaymentResult answer = await scheme.AnswerAsync(uetr, "ACWP");

        Assert.Equal((PaymentReply.AnswerLate, PaymentStatus.Expired), (answer.Reply, answer.Payment!.Status));
        Assert.Equal(DeliveryKind.RecallLateAcceptance, (await scheme.KindsAsync(Scheme.Bravo, uetr)).Last());
    }

    [Fact]
    public async Task A_late_rejection_leaves_nothing_to_undo()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await LateAsync(scheme, "RJCT");
        Assert.Equal(DeliveryKind.RejectLateAnswer, (await scheme.KindsAsync(Scheme.Bravo, uetr)).Last());
        Assert.Equal(PaymentReply.NoRecallOpen, (await scheme.AcceptRecallAsync(uetr)).Reply);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_acceptance_after_a_late_rejection_is_recalled_all_the_same_and_once(bool? fromJournalAlone)
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await LateAsync(scheme, "RJCT");
        if (fromJournalAlone is bool alone) await scheme.Host.RestartAsync(alone);
        for (int i = 0; i < 2; i++) Assert.Equal(PaymentReply.AnswerLate, (await scheme.AnswerAsync(uetr, "ACCP")).Reply);
        await scheme.AnswerAsync(uetr, "RJCT");

        Assert.True((await scheme.PaymentAsync(uetr)).LateAnswerIsRecalled);
        Assert.Equal(
            [
                DeliveryKind.ForwardToCreditorAgent, DeliveryKind.ConfirmToCreditorAgent,
                DeliveryKind.RejectLateAnswer, DeliveryKind.RecallLateAcceptance,
            ],
            await scheme.KindsAsync(Scheme.Bravo, uetr));
        Assert.Equal(PaymentReply.Done, (await scheme.AcceptRecallAsync(uetr)).Reply);
    }

    [Fact]
    public async Task Where_the_scheme_does_not_ask_for_it_nothing_is_recalled()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost(), TestProfiles.Gross);
        Uetr uetr = await LateAsync(scheme);
        Assert.Equal(DeliveryKind.RejectLateAnswer, (await scheme.KindsAsync(Scheme.Bravo, uetr)).Last());
        Assert.Equal(PaymentReply.NoRecallOpen, (await scheme.AcceptRecallAsync(uetr)).Reply);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("CUST")]
    public async Task What_the_creditor_agent_says_to_it_is_stored_once_and_told_to_nobody(string? reason)
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await LateAsync(scheme);
        AnswerRecall answer = Scheme.RecallAnswerOf(uetr, reason);

        PaymentResult first = await scheme.Host.Switch.AnswerRecallAsync(answer);
        await scheme.Host.RestartAsync(fromJournalAlone: true);
        PaymentResult again = await scheme.Host.Switch.AnswerRecallAsync(answer);
        PaymentResult other = await scheme.RefuseRecallAsync(uetr, "LEGL");

        Assert.Equal((PaymentReply.Done, PaymentReply.Repeat, PaymentReply.NoRecallOpen), (first.Reply, again.Reply, other.Reply));
        RecallAnswered stored = other.Payment!.Aftermath.LateRecallAnswer!;
        Assert.Equal((reason is null, reason), (stored.Accepted, stored.ReasonCode));
        Assert.Equal(answer.Message.Bytes.ToArray(), stored.Message.Bytes.ToArray());
        Assert.Single(await scheme.TimelineAsync(uetr), name => name == "RecallAnswered");
        Assert.Equal([DeliveryKind.ConfirmToDebtorAgent], await scheme.KindsAsync(Scheme.Alpha, uetr));
        Assert.Equal(DeliveryKind.RecallLateAcceptance, (await scheme.KindsAsync(Scheme.Bravo, uetr)).Last());
        await scheme.AssertNothingMadeOrLostAsync(200_000);
    }

    [Fact]
    public async Task Its_answer_needs_a_reason_that_the_scheme_knows_and_the_right_bank()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await LateAsync(scheme);
        AnswerRecall yes = Scheme.RecallAnswerOf(uetr, reason: null);

        Assert.Equal(PaymentReply.ReasonNotAllowed, (await scheme.RefuseRecallAsync(uetr, "MS03")).Reply);
        Assert.Equal(PaymentReply.UnknownPayment, (await scheme.Host.Switch.AnswerRecallAsync(yes with { Sender = Scheme.Alpha })).Reply);
        Assert.Equal(PaymentReply.AnswerMismatch, (await scheme.Host.Switch.AnswerRecallAsync(yes with { Original = new(null, "other") })).Reply);
        Assert.Null((await scheme.PaymentAsync(uetr)).Aftermath.LateRecallAnswer);
    }

    [Fact]
    public async Task There_is_no_money_to_return_and_nothing_for_the_debtor_agent_to_recall()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await LateAsync(scheme);
        Assert.Equal(PaymentReply.NotSettled, (await scheme.ReturnAsync(uetr, 1_250)).Reply);
        Assert.Equal(PaymentReply.NotSettled, (await scheme.RecallAsync(uetr)).Reply);
        Assert.Equal((100_000L, 100_000L), (await scheme.BalanceAsync(Scheme.Alpha), await scheme.BalanceAsync(Scheme.Bravo)));
    }

    private Task<Scheme> StartAsync() => Scheme.StartAsync(NewHost(), TestProfiles.GrossWithAftermath);

    /// <summary>A payment that has expired, and was answered after that.</summary>
    private static async Task<Uetr> LateAsync(Scheme scheme, string status = "ACCP")
    {
        Uetr uetr = await scheme.PayAsync(1_250);
        await scheme.UntilFinalAsync(uetr, 10_010);
        Assert.Equal(PaymentReply.AnswerLate, (await scheme.AnswerAsync(uetr, status)).Reply);
        return uetr;
    }
}
