using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>A creditor agent sends money of a settled payment back: whole or in parts, asked to or not, never more than it got.</summary>
public abstract class ReturnScenarios
{
    protected abstract ScenarioHost NewHost();

    [Fact]
    public async Task A_whole_return_undoes_the_payment_and_both_banks_know()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.SettledAsync(1_250);

        PaymentResult result = await scheme.ReturnAsync(uetr, 1_250);

        Assert.Equal((PaymentReply.Done, PaymentStatus.Settled), (result.Reply, result.Payment!.Status));
        ReturnLeg sent = Assert.Single(result.Payment.Aftermath.Returns);
        Assert.Equal((ReturnStatus.Settled, 1_250L, "FOCR"), (sent.Status, sent.Received.AmountMinor, sent.Received.ReasonCode));
        Assert.Equal((100_000L, 100_000L), (await scheme.BalanceAsync(Scheme.Alpha), await scheme.BalanceAsync(Scheme.Bravo)));
        Assert.Equal([DeliveryKind.ConfirmToDebtorAgent, DeliveryKind.PassOnReturn], await scheme.KindsAsync(Scheme.Alpha, uetr));
        Assert.Equal(
            [DeliveryKind.ForwardToCreditorAgent, DeliveryKind.ConfirmToCreditorAgent, DeliveryKind.ConfirmReturn],
            await scheme.KindsAsync(Scheme.Bravo, uetr));
        Assert.Equal(
            ["PaymentReceived", "PaymentForwarded", "PaymentSettled", "PaymentClosed", "ReturnReceived", "PaymentReturned", "ReturnClosed"],
            await scheme.TimelineAsync(uetr));
        await scheme.AssertNothingMadeOrLostAsync(200_000);
    }

    [Fact]
    public async Task Parts_come_back_one_by_one_up_to_the_amount_and_not_beyond()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.SettledAsync(1_000);

        Assert.Equal(700, (await scheme.ReturnAsync(uetr, 300, "B1")).Payment!.ReturnableMinor);
        Assert.Equal(300, (await scheme.ReturnAsync(uetr, 400, "B2")).Payment!.ReturnableMinor);
        await RefusedAsync(scheme, scheme.ReturnOf(uetr, 301, "B3"), PaymentReply.ReturnAboveOriginal, Refusal.ReturnAboveOriginal);
        Assert.Equal(0, (await scheme.ReturnAsync(uetr, 300, "B4")).Payment!.ReturnableMinor);
        await RefusedAsync(scheme, scheme.ReturnOf(uetr, 1, "B5"), PaymentReply.ReturnedAlready, Refusal.ReturnedAlready);

        Assert.Equal(100_000, await scheme.BalanceAsync(Scheme.Alpha));
        Assert.Equal(3, (await scheme.KindsAsync(Scheme.Alpha, uetr)).Count(kind => kind == DeliveryKind.PassOnReturn));
        await scheme.AssertNothingMadeOrLostAsync(200_000);
    }

    [Theory]
    [InlineData(1_001)]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task More_than_the_payment_or_nothing_cannot_be_returned(long amountMinor)
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.SettledAsync(1_000);
        await RefusedAsync(scheme, scheme.ReturnOf(uetr, amountMinor), PaymentReply.ReturnAboveOriginal, Refusal.ReturnAboveOriginal);
    }

    [Fact]
    public async Task Where_the_scheme_has_no_parts_only_the_whole_amount_is_taken()
    {
        SchemeProfile profile = TestProfiles.GrossWithAftermath;
        await using Scheme scheme = await StartAsync(profile with { Exceptions = profile.Exceptions with { PartialReturns = false } });
        Uetr uetr = await scheme.SettledAsync(1_000);
        await RefusedAsync(scheme, scheme.ReturnOf(uetr, 999), PaymentReply.ReturnPartial, Refusal.ReturnPartial);
        Assert.Equal(PaymentReply.Done, (await scheme.ReturnAsync(uetr, 1_000)).Reply);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_repeat_moves_nothing_and_other_content_under_the_same_id_is_refused_also_after_a_restart(bool? fromJournalAlone)
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.SettledAsync(1_000);
        await scheme.ReturnAsync(uetr, 400);
        if (fromJournalAlone is bool alone) await scheme.Host.RestartAsync(alone);

        Payment? repeated = await RefusedAsync(scheme, scheme.ReturnOf(uetr, 400), PaymentReply.Repeat, Refusal.None);
        await RefusedAsync(scheme, scheme.ReturnOf(uetr, 500), PaymentReply.ReturnIdTaken, Refusal.DuplicateIdentity);

        Assert.Equal(ReturnStatus.Settled, Assert.Single(repeated!.Aftermath.Returns).Status);
        Assert.Equal(PaymentReply.Done, (await scheme.ReturnAsync(uetr, 600, "B2")).Reply);
        Assert.Equal(100_000, await scheme.BalanceAsync(Scheme.Alpha));
        await scheme.AssertNothingMadeOrLostAsync(200_000);
    }

    [Fact]
    public async Task A_return_of_a_payment_that_has_left_memory_is_taken_once()
    {
        await using Scheme scheme = await StartAsync(limits: new EngineLimits { FinishedPaymentsInMemoryMax = 1 });
        Uetr uetr = await scheme.SettledAsync(1_000);
        for (int i = 0; i < 5; i++) await scheme.SettledAsync(1);
        Assert.Equal(PaymentReply.Done, (await scheme.ReturnAsync(uetr, 1_000)).Reply);
        for (int i = 0; i < 5; i++) await scheme.SettledAsync(1);

        Assert.Equal(PaymentReply.Repeat, (await scheme.ReturnAsync(uetr, 1_000)).Reply);
        await RefusedAsync(scheme, scheme.ReturnOf(uetr, 1_000, "B2"), PaymentReply.ReturnedAlready, Refusal.ReturnedAlready);
        Assert.Equal(100_000 - 10, await scheme.BalanceAsync(Scheme.Alpha));
    }

    [Fact]
    public async Task Two_returns_at_once_of_a_payment_that_has_left_memory_do_not_both_pass()
    {
        await using Scheme scheme = await StartAsync(limits: new EngineLimits { FinishedPaymentsInMemoryMax = 1 });
        Uetr[] uetrs = new Uetr[40];
        for (int i = 0; i < uetrs.Length; i++) uetrs[i] = await scheme.SettledAsync(100);

        PaymentResult[] results = await Task.WhenAll(uetrs.SelectMany(
            uetr => new[] { "B1", "B2" }.Select(id => Task.Run(() => scheme.ReturnAsync(uetr, 100, id)))));

        Assert.Equal(uetrs.Length, results.Count(result => result.Reply == PaymentReply.Done));
        Assert.Equal(uetrs.Length, results.Count(result => result.Reply == PaymentReply.ReturnedAlready));
        Assert.Equal((100_000L, 100_000L), (await scheme.BalanceAsync(Scheme.Alpha), await scheme.BalanceAsync(Scheme.Bravo)));
    }

    [Fact]
    public async Task Another_currency_is_refused()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.SettledAsync(1_000);
        ReturnPayment other = scheme.ReturnOf(uetr, 1_000) with { Amount = new Money(1_000, Currency.Of("SEK")) };
        await RefusedAsync(scheme, other, PaymentReply.ReturnCurrency, Refusal.ReturnCurrency);
    }

    [Fact]
    public async Task Without_funds_a_return_is_rejected_for_good_and_another_one_can_follow()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.SettledAsync(1_000);
        await scheme.SettledAsync(100_500, Scheme.Bravo, Scheme.Alpha);

        PaymentResult rejected = await scheme.ReturnAsync(uetr, 1_000);
        ReturnLeg sent = Assert.Single(rejected.Payment!.Aftermath.Returns);
        Assert.Equal((PaymentReply.Done, ReturnStatus.Rejected, "AM04"), (rejected.Reply, sent.Status, sent.Reason!.Code));
        Assert.Equal(1_000, rejected.Payment.ReturnableMinor);
        Assert.Equal([DeliveryKind.ConfirmToDebtorAgent], await scheme.KindsAsync(Scheme.Alpha, uetr));
        Assert.Equal(DeliveryKind.ConfirmReturn, (await scheme.KindsAsync(Scheme.Bravo, uetr)).Last());
        await scheme.AssertNothingMadeOrLostAsync(200_000);

        await scheme.FundAsync(Scheme.Bravo, 5_000, "more");
        await scheme.Host.RestartAsync(fromJournalAlone: true);
        Payment? repeated = await RefusedAsync(scheme, scheme.ReturnOf(uetr, 1_000), PaymentReply.Repeat, Refusal.None);
        Assert.Equal("AM04", Assert.Single(repeated!.Aftermath.Returns).Reason!.Code);

        PaymentResult second = await scheme.ReturnAsync(uetr, 1_000, "B2");
        Assert.Equal([ReturnStatus.Rejected, ReturnStatus.Settled], second.Payment!.Aftermath.Returns.Select(one => one.Status));
        Assert.Equal(4_500, await scheme.BalanceAsync(Scheme.Bravo));
        await scheme.AssertNothingMadeOrLostAsync(205_000);
    }

    [Theory]
    [InlineData(ParticipantStanding.Suspended)]
    [InlineData(ParticipantStanding.SignedOff)]
    [InlineData(ParticipantStanding.ReceiveOnly)]
    public async Task A_bank_that_may_not_send_cannot_return_either(ParticipantStanding standing)
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.SettledAsync(1_000);
        await scheme.StandAsync(Scheme.Bravo, standing);
        await RefusedAsync(scheme, scheme.ReturnOf(uetr, 1_000), PaymentReply.SenderSuspended, Refusal.DebtorAgentSuspended);
        await scheme.StandAsync(Scheme.Bravo, ParticipantStanding.Enabled);
        Assert.Equal(PaymentReply.Done, (await scheme.ReturnAsync(uetr, 1_000)).Reply);
    }

    [Theory]
    [InlineData(ParticipantStanding.Suspended)]
    [InlineData(ParticipantStanding.SignedOff)]
    public async Task While_the_debtor_agent_cannot_be_reached_nothing_is_returned_to_it(ParticipantStanding standing)
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.SettledAsync(1_000);
        await scheme.StandAsync(Scheme.Alpha, standing);
        await RefusedAsync(scheme, scheme.ReturnOf(uetr, 1_000), PaymentReply.ReceiverUnavailable, Refusal.CreditorAgentOffline);
        await scheme.StandAsync(Scheme.Alpha, StandingChange.Resume);
        await scheme.StandAsync(Scheme.Alpha, StandingChange.ReceiveOnly);
        Assert.Equal(PaymentReply.Done, (await scheme.ReturnAsync(uetr, 1_000)).Reply);
    }

    [Fact]
    public async Task A_return_answers_an_open_recall_whole_or_in_part_and_a_rejected_one_does_not()
    {
        await using Scheme scheme = await StartAsync();
        Uetr whole = await scheme.SettledAsync(1_000);
        Uetr part = await scheme.SettledAsync(2_000);
        Uetr unfunded = await scheme.SettledAsync(90_000);
        foreach (Uetr uetr in new[] { whole, part, unfunded }) await scheme.RecallAsync(uetr);

        await scheme.ReturnAsync(whole, 1_000);
        await scheme.ReturnAsync(part, 1);
        await scheme.SettledAsync(150_000, Scheme.Bravo, Scheme.Alpha);
        await scheme.ReturnAsync(unfunded, 90_000);

        Assert.Equal(RecallStatus.Returned, (await scheme.PaymentAsync(whole)).Aftermath.Recall!.Status);
        Assert.Equal(RecallStatus.Returned, (await scheme.PaymentAsync(part)).Aftermath.Recall!.Status);
        Assert.Equal(RecallStatus.Open, (await scheme.PaymentAsync(unfunded)).Aftermath.Recall!.Status);
        Assert.Equal(PaymentReply.Done, (await scheme.RefuseRecallAsync(unfunded, "AM04")).Reply);
        Assert.Equal(
            [
                DeliveryKind.ForwardToCreditorAgent, DeliveryKind.ConfirmToCreditorAgent, DeliveryKind.PassOnRecall, DeliveryKind.ConfirmReturn,
            ],
            await scheme.KindsAsync(Scheme.Bravo, whole));
    }

    [Fact]
    public async Task A_return_after_the_recall_has_lapsed_or_was_refused_is_taken_all_the_same()
    {
        await using Scheme scheme = await StartAsync();
        Uetr refused = await scheme.SettledAsync(1_000);
        Uetr lapsed = await scheme.SettledAsync(2_000);
        await scheme.RecallAsync(refused);
        await scheme.RecallAsync(lapsed);
        await scheme.RefuseRecallAsync(refused);
        await scheme.UntilAsync(lapsed, 60_010, payment => payment.Aftermath.Recall!.Status == RecallStatus.Lapsed);

        Assert.Equal(RecallStatus.Refused, (await scheme.ReturnAsync(refused, 1_000)).Payment!.Aftermath.Recall!.Status);
        Assert.Equal(RecallStatus.Lapsed, (await scheme.ReturnAsync(lapsed, 2_000)).Payment!.Aftermath.Recall!.Status);
        Assert.Equal(100_000, await scheme.BalanceAsync(Scheme.Alpha));
    }

    [Fact]
    public async Task Only_the_creditor_agent_returns_only_what_settled_in_time_and_for_a_reason()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.SettledAsync(1_000);
        Uetr rejected = await scheme.PayAsync(2_000);
        await scheme.AnswerAsync(rejected, "RJCT");
        ReturnPayment sent = scheme.ReturnOf(uetr, 1_000);

        Assert.Null(await RefusedAsync(scheme, sent with { Sender = Scheme.Alpha }, PaymentReply.UnknownPayment, Refusal.OriginalUnknown));
        Assert.Null(await RefusedAsync(scheme, scheme.ReturnOf(scheme.Instruction(1).Transfer.Uetr, 1), PaymentReply.UnknownPayment, Refusal.OriginalUnknown));
        await RefusedAsync(scheme, scheme.ReturnOf(rejected, 2_000), PaymentReply.NotSettled, Refusal.OriginalNotSettled);
        await RefusedAsync(scheme, sent with { Original = new("E1", "other") }, PaymentReply.AnswerMismatch, Refusal.OriginalMismatch);
        await RefusedAsync(scheme, sent with { ReasonCode = "CUST" }, PaymentReply.ReasonNotAllowed, Refusal.ReturnReasonNotAllowed);

        scheme.Host.Clock.Advance(10_000_000);
        Assert.Equal(PaymentReply.Done, (await scheme.ReturnAsync(uetr, 1, "B1")).Reply);
        scheme.Host.Clock.Advance(1);
        await RefusedAsync(scheme, scheme.ReturnOf(uetr, 1, "B2"), PaymentReply.TooLate, Refusal.ReturnTooLate);
    }

    [Fact]
    public async Task A_scheme_without_returns_takes_none()
    {
        await using Scheme scheme = await StartAsync(TestProfiles.Gross);
        Uetr uetr = await scheme.SettledAsync(1_000);
        await RefusedAsync(scheme, scheme.ReturnOf(uetr, 1_000), PaymentReply.NotInScheme, Refusal.ReturnNotInScheme);
    }

    [Fact]
    public async Task A_payment_of_a_bank_to_itself_comes_back_too()
    {
        await using Scheme scheme = await StartAsync();
        Uetr uetr = await scheme.SettledAsync(1_000, Scheme.Bravo, Scheme.Bravo);
        Assert.Equal(PaymentReply.Done, (await scheme.ReturnAsync(uetr, 1_000)).Reply);
        Assert.Equal([DeliveryKind.PassOnReturn, DeliveryKind.ConfirmReturn], (await scheme.KindsAsync(Scheme.Bravo, uetr)).TakeLast(2));
        await scheme.AssertNothingMadeOrLostAsync(200_000);
    }

    private Task<Scheme> StartAsync(SchemeProfile? profile = null, EngineLimits? limits = null) =>
        Scheme.StartAsync(NewHost(), profile ?? TestProfiles.GrossWithAftermath, limits: limits);

    /// <summary>The return is refused, or known: nothing is stored and nothing moves. What a bank is told is <paramref name="refusal"/>.</summary>
    private static async Task<Payment?> RefusedAsync(Scheme scheme, ReturnPayment sent, PaymentReply reply, Refusal refusal)
    {
        long position = scheme.Host.JournalPosition;
        PaymentResult result = await scheme.Host.Switch.ReturnAsync(sent);
        Assert.Equal((reply, refusal), (result.Reply, Payment.ReturnRefusalOf(result.Reply)));
        Assert.Equal(position, scheme.Host.JournalPosition);
        return result.Payment;
    }
}
