using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>A debtor agent asks for a settled payment back: once, for a reason, in time; and the creditor agent has to answer.</summary>
public abstract class RecallScenarios
{
    protected abstract ScenarioHost NewHost();

    [Fact]
    public async Task A_recall_is_passed_on_to_the_creditor_agent_and_moves_nothing()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.SettledAsync(1_250);

        PaymentResult result = await scheme.RecallAsync(uetr, "DUPL");

        Assert.Equal((PaymentReply.Done, PaymentStatus.Settled), (result.Reply, result.Payment!.Status));
        Recall recall = result.Payment.Aftermath.Recall!;
        Assert.Equal((RecallStatus.Open, "R1", "DUPL"), (recall.Status, recall.Request.RecallId, recall.Request.ReasonCode));
        Assert.Equal(scheme.Host.Clock.NowMs + 60_000, recall.Request.DueMs);
        Assert.Equal(
            [DeliveryKind.ForwardToCreditorAgent, DeliveryKind.ConfirmToCreditorAgent, DeliveryKind.PassOnRecall],
            await scheme.KindsAsync(Scheme.Bravo, uetr));
        Assert.Equal([DeliveryKind.ConfirmToDebtorAgent], await scheme.KindsAsync(Scheme.Alpha, uetr));
        Assert.Equal(101_250, await scheme.BalanceAsync(Scheme.Bravo));
        await scheme.AssertNothingMadeOrLostAsync(200_000);
    }

    [Theory]
    [InlineData("AC04")]
    [InlineData("AM04")]
    [InlineData("ARDT")]
    [InlineData("CUST")]
    [InlineData("LEGL")]
    [InlineData("NOAS")]
    [InlineData("NOOR")]
    public async Task The_creditor_agent_says_no_and_the_debtor_agent_is_told_why(string reason)
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.SettledAsync(1_250);
        await scheme.RecallAsync(uetr);

        PaymentResult result = await scheme.RefuseRecallAsync(uetr, reason);

        Assert.Equal(PaymentReply.Done, result.Reply);
        Recall recall = result.Payment!.Aftermath.Recall!;
        Assert.Equal((RecallStatus.Refused, reason), (recall.Status, recall.Answer!.ReasonCode));
        Assert.Equal([DeliveryKind.ConfirmToDebtorAgent, DeliveryKind.PassOnRecallAnswer], await scheme.KindsAsync(Scheme.Alpha, uetr));
        Assert.Equal(101_250, await scheme.BalanceAsync(Scheme.Bravo));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task That_the_answer_comes_later_is_told_once_and_gives_no_more_time_also_across_a_restart(bool? fromJournalAlone)
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.SettledAsync(1_250);
        await scheme.RecallAsync(uetr);
        scheme.Host.Clock.Advance(30_000);
        PaymentResult said = await scheme.Host.Switch.AnswerRecallAsync(Scheme.RecallPendingOf(uetr));
        if (fromJournalAlone is bool alone) await scheme.Host.RestartAsync(alone);
        PaymentResult again = await scheme.Host.Switch.AnswerRecallAsync(Scheme.RecallPendingOf(uetr));
        PaymentResult other = await scheme.Host.Switch.AnswerRecallAsync(Scheme.RecallPendingOf(uetr, "still later"));

        Assert.Equal((PaymentReply.Done, PaymentReply.Repeat, PaymentReply.PendingBefore), (said.Reply, again.Reply, other.Reply));
        Assert.Equal(RecallStatus.Open, other.Payment!.Aftermath.Recall!.Status);
        Assert.Equal([DeliveryKind.ConfirmToDebtorAgent, DeliveryKind.PassOnRecallPending], await scheme.KindsAsync(Scheme.Alpha, uetr));

        scheme.Host.Clock.Advance(29_999);
        Assert.Equal(RecallStatus.Open, (await scheme.PaymentAsync(uetr)).Aftermath.Recall!.Status);
        await scheme.UntilAsync(uetr, 10, payment => payment.Aftermath.Recall!.Status == RecallStatus.Lapsed);
        Assert.Equal(
            [DeliveryKind.ConfirmToDebtorAgent, DeliveryKind.PassOnRecallPending, DeliveryKind.RecallLapsed], await scheme.KindsAsync(Scheme.Alpha, uetr));
    }

    [Fact]
    public async Task A_part_that_comes_back_answers_the_recall_and_nobody_waits_for_the_rest()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.SettledAsync(1_250);
        await scheme.RecallAsync(uetr);

        PaymentResult part = await scheme.ReturnAsync(uetr, 250);
        scheme.Host.Clock.Advance(60_010);

        Assert.Equal((PaymentReply.Done, RecallStatus.Returned), (part.Reply, part.Payment!.Aftermath.Recall!.Status));
        Assert.Equal(PaymentReply.NoRecallOpen, (await scheme.RefuseRecallAsync(uetr)).Reply);
        Assert.Equal(PaymentReply.RecalledBefore, (await scheme.RecallAsync(uetr, "FRAD", "R2")).Reply);
        Assert.Equal(PaymentReply.Done, (await scheme.ReturnAsync(uetr, 1_000, "B2")).Reply);
        Assert.Equal(
            [DeliveryKind.ConfirmToDebtorAgent, DeliveryKind.PassOnReturn, DeliveryKind.PassOnReturn], await scheme.KindsAsync(Scheme.Alpha, uetr));
        await scheme.AssertNothingMadeOrLostAsync(200_000);
    }

    [Fact]
    public async Task The_creditor_agent_says_yes_by_sending_the_money_back()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.SettledAsync(1_250);
        await scheme.RecallAsync(uetr);

        PaymentResult words = await scheme.AcceptRecallAsync(uetr);
        PaymentResult deeds = await scheme.ReturnAsync(uetr, 1_250);

        Assert.Equal((PaymentReply.AcceptByReturn, RecallStatus.Open), (words.Reply, words.Payment!.Aftermath.Recall!.Status));
        Assert.Equal((PaymentReply.Done, RecallStatus.Returned), (deeds.Reply, deeds.Payment!.Aftermath.Recall!.Status));
        Assert.Equal([DeliveryKind.ConfirmToDebtorAgent, DeliveryKind.PassOnReturn], await scheme.KindsAsync(Scheme.Alpha, uetr));
        Assert.Equal(100_000, await scheme.BalanceAsync(Scheme.Alpha));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_recall_that_nobody_answers_lapses_when_it_is_due_also_across_a_restart(bool? fromJournalAlone)
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.SettledAsync(1_250);
        await scheme.RecallAsync(uetr);
        if (fromJournalAlone is bool alone) await scheme.Host.RestartAsync(alone);

        scheme.Host.Clock.Advance(59_999);
        Assert.Equal(RecallStatus.Open, (await scheme.PaymentAsync(uetr)).Aftermath.Recall!.Status);
        Payment payment = await scheme.UntilAsync(uetr, 10, after => after.Aftermath.Recall!.Status != RecallStatus.Open);

        Assert.Equal(RecallStatus.Lapsed, payment.Aftermath.Recall!.Status);
        Assert.Equal([DeliveryKind.ConfirmToDebtorAgent, DeliveryKind.RecallLapsed], await scheme.KindsAsync(Scheme.Alpha, uetr));
        Assert.Equal(PaymentReply.NoRecallOpen, (await scheme.RefuseRecallAsync(uetr)).Reply);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_recall_that_fell_due_while_the_switch_was_down_lapses_whoever_speaks_first(bool fromJournalAlone)
    {
        await using Scheme scheme = await StartAsync();
        Uetr silent = await scheme.SettledAsync(1_000);
        Uetr refused = await scheme.SettledAsync(2_000);
        Uetr returned = await scheme.SettledAsync(3_000);
        foreach (Uetr uetr in new[] { silent, refused, returned }) await scheme.RecallAsync(uetr);

        scheme.Host.Clock.Advance(60_000);
        await scheme.Host.RestartAsync(fromJournalAlone);

        Assert.Equal(PaymentReply.NoRecallOpen, (await scheme.RefuseRecallAsync(refused)).Reply);
        Assert.Equal(PaymentReply.Done, (await scheme.ReturnAsync(returned, 3_000)).Reply);
        foreach (Uetr uetr in new[] { refused, returned })
            Assert.Equal(RecallStatus.Lapsed, (await scheme.PaymentAsync(uetr)).Aftermath.Recall!.Status);
        await scheme.UntilAsync(silent, 10, payment => payment.Aftermath.Recall!.Status == RecallStatus.Lapsed);
        foreach (Uetr uetr in new[] { silent, refused })
            Assert.Equal([DeliveryKind.ConfirmToDebtorAgent, DeliveryKind.RecallLapsed], await scheme.KindsAsync(Scheme.Alpha, uetr));
        Assert.Equal(
            [DeliveryKind.ConfirmToDebtorAgent, DeliveryKind.RecallLapsed, DeliveryKind.PassOnReturn], await scheme.KindsAsync(Scheme.Alpha, returned));
    }

    [Fact]
    public async Task At_the_moment_a_recall_is_due_an_answer_is_too_late_and_just_before_it_is_not()
    {
        await using Scheme scheme = await StartAsync();
        Uetr inTime = await scheme.SettledAsync(1_000);
        Uetr tooLate = await scheme.SettledAsync(2_000);
        await scheme.RecallAsync(inTime);
        await scheme.RecallAsync(tooLate);

        scheme.Host.Clock.Advance(59_999);
        Assert.Equal(RecallStatus.Refused, (await scheme.RefuseRecallAsync(inTime)).Payment!.Aftermath.Recall!.Status);
        scheme.Host.Clock.Advance(1);
        PaymentResult result = await scheme.RefuseRecallAsync(tooLate);

        Assert.Equal((PaymentReply.NoRecallOpen, RecallStatus.Lapsed), (result.Reply, result.Payment!.Aftermath.Recall!.Status));
        Assert.Single(await scheme.TimelineAsync(tooLate), name => name == "RecallLapsed");
        Assert.DoesNotContain("RecallAnswered", await scheme.TimelineAsync(tooLate));
    }

    [Fact]
    public async Task A_reason_that_the_scheme_does_not_know_is_refused()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.SettledAsync(1_250);
        await RefusedAsync(scheme, Scheme.RecallOf(uetr, "TECH"), PaymentReply.ReasonNotAllowed);
    }

    [Fact]
    public async Task Each_reason_has_its_time()
    {
        await using Scheme scheme = await StartAsync();
        Uetr first = await scheme.SettledAsync(1_000);
        Uetr second = await scheme.SettledAsync(2_000);

        scheme.Host.Clock.Advance(100_000);
        Assert.Equal(PaymentReply.Done, (await scheme.RecallAsync(first, "DUPL")).Reply);
        scheme.Host.Clock.Advance(1);
        await RefusedAsync(scheme, Scheme.RecallOf(second, "DUPL"), PaymentReply.TooLate);
        scheme.Host.Clock.Advance(899_999);
        Assert.Equal(PaymentReply.Done, (await scheme.RecallAsync(second, "FRAD")).Reply);
    }

    [Fact]
    public async Task A_payment_is_recalled_once_whatever_becomes_of_the_recall()
    {
        await using Scheme scheme = await StartAsync();
        Uetr refused = await scheme.SettledAsync(1_000);
        Uetr lapsed = await scheme.SettledAsync(2_000);
        Uetr partlyReturned = await scheme.SettledAsync(3_000);
        foreach (Uetr uetr in new[] { refused, lapsed, partlyReturned }) await scheme.RecallAsync(uetr);
        await RefusedAsync(scheme, Scheme.RecallOf(refused, "FRAD", "R2"), PaymentReply.RecallOpen);

        await scheme.RefuseRecallAsync(refused);
        await scheme.ReturnAsync(partlyReturned, 1);
        await scheme.UntilAsync(lapsed, 60_010, payment => payment.Aftermath.Recall!.Status == RecallStatus.Lapsed);

        foreach (Uetr uetr in new[] { refused, lapsed, partlyReturned })
            await RefusedAsync(scheme, Scheme.RecallOf(uetr, "FRAD", "R2"), PaymentReply.RecalledBefore);
    }

    [Fact]
    public async Task Only_a_settled_payment_that_is_not_returned_can_be_recalled()
    {
        await using Scheme scheme = await StartAsync();
        Uetr rejected = await scheme.PayAsync(1_000);
        await scheme.AnswerAsync(rejected, "RJCT");
        Uetr expired = await scheme.PayAsync(2_000);
        await scheme.UntilFinalAsync(expired, 10_010);
        Uetr open = await scheme.PayAsync(3_000);
        Uetr returned = await scheme.SettledAsync(4_000);
        await scheme.ReturnAsync(returned, 4_000);

        foreach (Uetr uetr in new[] { rejected, expired, open }) await RefusedAsync(scheme, Scheme.RecallOf(uetr), PaymentReply.NotSettled);
        await RefusedAsync(scheme, Scheme.RecallOf(returned), PaymentReply.ReturnedAlready);
    }

    [Fact]
    public async Task What_is_left_after_a_partial_return_can_be_recalled()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.SettledAsync(1_250);
        await scheme.ReturnAsync(uetr, 1_000);
        Assert.Equal(PaymentReply.Done, (await scheme.RecallAsync(uetr)).Reply);
    }

    [Fact]
    public async Task Nobody_but_the_debtor_agent_can_recall_and_others_learn_nothing()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.SettledAsync(1_250);
        foreach (ParticipantId bank in new[] { Scheme.Bravo, new ParticipantId("OTHRDEFFXXX") })
            Assert.Null(await RefusedAsync(scheme, Scheme.RecallOf(uetr) with { Sender = bank }, PaymentReply.UnknownPayment));
        Assert.Null(await RefusedAsync(scheme, Scheme.RecallOf(scheme.Instruction(1).Transfer.Uetr), PaymentReply.UnknownPayment));
    }

    [Fact]
    public async Task A_recall_with_other_references_is_not_taken_for_this_payment()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.SettledAsync(1_250);
        await RefusedAsync(scheme, Scheme.RecallOf(uetr) with { Original = new("other", "T1") }, PaymentReply.AnswerMismatch);
        await RefusedAsync(scheme, Scheme.RecallOf(uetr) with { Original = new("E1", "other") }, PaymentReply.AnswerMismatch);
        Assert.Equal(PaymentReply.Done, (await scheme.Host.Switch.RecallAsync(Scheme.RecallOf(uetr) with { Original = new("E1", "T1") })).Reply);
    }

    [Fact]
    public async Task A_repeat_of_a_recall_finds_it_as_it_stands_also_after_a_restart()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.SettledAsync(1_250);
        await scheme.RecallAsync(uetr);
        PaymentResult open = await scheme.RecallAsync(uetr);
        await scheme.RefuseRecallAsync(uetr);
        await scheme.Host.RestartAsync(fromJournalAlone: true);
        PaymentResult refused = await scheme.RecallAsync(uetr);

        Assert.Equal((PaymentReply.Repeat, RecallStatus.Open), (open.Reply, open.Payment!.Aftermath.Recall!.Status));
        Assert.Equal((PaymentReply.Repeat, RecallStatus.Refused), (refused.Reply, refused.Payment!.Aftermath.Recall!.Status));
        Assert.Single(await scheme.KindsAsync(Scheme.Bravo, uetr), kind => kind == DeliveryKind.PassOnRecall);
    }

    [Fact]
    public async Task A_recall_is_answered_once_by_the_creditor_agent_for_a_reason_that_the_scheme_knows()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.SettledAsync(1_250);
        AnswerRecall answer = Scheme.RecallAnswerOf(uetr, "CUST");
        Assert.Equal(PaymentReply.NoRecallOpen, await AnswerAsync(scheme, answer));
        await scheme.RecallAsync(uetr);
        long position = scheme.Host.JournalPosition;

        Assert.Equal(PaymentReply.UnknownPayment, await AnswerAsync(scheme, answer with { Sender = Scheme.Alpha }));
        Assert.Equal(PaymentReply.AnswerMismatch, await AnswerAsync(scheme, answer with { Original = new("other", null) }));
        Assert.Equal(PaymentReply.ReasonNotAllowed, await AnswerAsync(scheme, answer with { ReasonCode = "MS03" }));
        Assert.Equal(PaymentReply.ReasonNotAllowed, await AnswerAsync(scheme, answer with { ReasonCode = null }));
        Assert.Equal(position, scheme.Host.JournalPosition);

        Assert.Equal(PaymentReply.Done, await AnswerAsync(scheme, answer));
        Assert.Equal(PaymentReply.Repeat, await AnswerAsync(scheme, answer));
        Assert.Equal(PaymentReply.NoRecallOpen, await AnswerAsync(scheme, Scheme.RecallAnswerOf(uetr, "LEGL")));
        Assert.Single(await scheme.KindsAsync(Scheme.Alpha, uetr), kind => kind == DeliveryKind.PassOnRecallAnswer);
    }

    [Fact]
    public async Task A_scheme_without_recalls_takes_none()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost(), TestProfiles.Gross);
        Uetr uetr = await scheme.SettledAsync(1_250);
        await RefusedAsync(scheme, Scheme.RecallOf(uetr), PaymentReply.NotInScheme);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_payment_that_has_left_memory_is_recalled_and_answered_like_any_other(bool restart)
    {
        await using Scheme scheme = await StartAsync(new EngineLimits { FinishedPaymentsInMemoryMax = 1 });
        Uetr refused = await scheme.SettledAsync(1_000);
        Uetr lapsed = await scheme.SettledAsync(2_000);
        await ManyPaymentsAsync(scheme);

        await scheme.RecallAsync(refused);
        await scheme.RecallAsync(lapsed);
        await ManyPaymentsAsync(scheme);
        if (restart) await scheme.Host.RestartAsync(fromJournalAlone: true);
        await scheme.RefuseRecallAsync(refused);
        await ManyPaymentsAsync(scheme);

        Assert.Equal(RecallStatus.Refused, (await scheme.PaymentAsync(refused)).Aftermath.Recall!.Status);
        await scheme.UntilAsync(lapsed, 60_010, payment => payment.Aftermath.Recall!.Status == RecallStatus.Lapsed);
        await ManyPaymentsAsync(scheme);
        Assert.Equal(
            ["PaymentReceived", "PaymentForwarded", "PaymentSettled", "PaymentClosed", "RecallRequested", "RecallLapsed"],
            await scheme.TimelineAsync(lapsed));
        Assert.Equal(PaymentReply.Repeat, (await scheme.RecallAsync(lapsed)).Reply);
        await scheme.AssertNothingMadeOrLostAsync(200_000);
    }

    private Task<Scheme> StartAsync(EngineLimits? limits = null) => Scheme.StartAsync(NewHost(), TestProfiles.GrossWithAftermath, limits: limits);

    /// <summary>So many that those before have to leave memory.</summary>
    private static async Task ManyPaymentsAsync(Scheme scheme)
    {
        for (int i = 0; i < 5; i++) await scheme.SettledAsync(1);
    }

    private static async Task<PaymentReply> AnswerAsync(Scheme scheme, AnswerRecall answer) => (await scheme.Host.Switch.AnswerRecallAsync(answer)).Reply;

    private static async Task<Payment?> RefusedAsync(Scheme scheme, RecallPayment recall, PaymentReply reply)
    {
        long position = scheme.Host.JournalPosition;
        PaymentResult result = await scheme.Host.Switch.RecallAsync(recall);
        Assert.Equal(reply, result.Reply);
        Assert.Equal(position, scheme.Host.JournalPosition);
        return result.Payment;
    }
}
