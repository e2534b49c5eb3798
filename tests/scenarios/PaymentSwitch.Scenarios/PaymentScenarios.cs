using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>How a payment goes: accepted, rejected, met with silence, answered late, repeated.</summary>
public abstract class PaymentScenarios
{
    protected abstract ScenarioHost NewHost();

    [Fact]
    public async Task An_accepted_payment_settles_and_both_banks_know()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        var uetr = await scheme.PayAsync(1_250);
        Assert.Equal(98_750, (await scheme.AccountAsync(Scheme.Alpha)).AvailableMinor);
        Assert.Equal(100_000, (await scheme.AccountAsync(Scheme.Alpha)).BalanceMinor);

        PaymentResult answer = await scheme.AnswerAsync(uetr, "ACCP");

        Assert.Equal(PaymentStatus.Settled, answer.Payment!.Status);
        Assert.Equal(98_750, (await scheme.AccountAsync(Scheme.Alpha)).BalanceMinor);
        Assert.Equal(101_250, (await scheme.AccountAsync(Scheme.Bravo)).BalanceMinor);
        Assert.Equal([(DeliveryKind.ConfirmToDebtorAgent, PaymentStatus.Settled)], await scheme.MailAsync(Scheme.Alpha, uetr));
        Assert.Equal(
            [(DeliveryKind.ForwardToCreditorAgent, PaymentStatus.Reserved), (DeliveryKind.ConfirmToCreditorAgent, PaymentStatus.Settled)],
            await scheme.MailAsync(Scheme.Bravo, uetr));
        Assert.Equal(["PaymentReceived", "PaymentForwarded", "PaymentSettled", "PaymentClosed"], await scheme.TimelineAsync(uetr));
        await scheme.AssertNothingMadeOrLostAsync(200_000);
    }

    [Fact]
    public async Task A_rejection_by_the_creditor_agent_gives_the_money_back_and_passes_its_reason_on()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        var uetr = await scheme.PayAsync(1_250);

        PaymentResult answer = await scheme.AnswerAsync(uetr, "RJCT", reason: new StatusReason("AC04", null, "Closed."));

        Assert.Equal(PaymentStatus.Rejected, answer.Payment!.Status);
        Assert.Equal("AC04", Assert.Single(answer.Payment.Reasons).Code);
        Assert.Equal([(DeliveryKind.ConfirmToDebtorAgent, PaymentStatus.Rejected)], await scheme.MailAsync(Scheme.Alpha, uetr));
        Assert.Contains((DeliveryKind.ConfirmToCreditorAgent, PaymentStatus.Rejected), await scheme.MailAsync(Scheme.Bravo, uetr));
        Assert.Equal(100_000, (await scheme.AccountAsync(Scheme.Alpha)).AvailableMinor);
        await scheme.AssertNothingMadeOrLostAsync(200_000);
    }

    [Fact]
    public async Task Silence_until_the_deadline_expires_the_payment()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        var uetr = await scheme.PayAsync(1_250);

        scheme.Host.Clock.Advance(9_999);
        Assert.Equal(PaymentStatus.Reserved, (await scheme.PaymentAsync(uetr)).Status);
        Payment payment = await scheme.UntilFinalAsync(uetr, 10);

        Assert.Equal(PaymentStatus.Expired, payment.Status);
        Assert.Equal("AB05", Assert.Single(payment.Reasons).Code);
        Assert.Equal([(DeliveryKind.ConfirmToDebtorAgent, PaymentStatus.Expired)], await scheme.MailAsync(Scheme.Alpha, uetr));
        Assert.Contains((DeliveryKind.ConfirmToCreditorAgent, PaymentStatus.Expired), await scheme.MailAsync(Scheme.Bravo, uetr));
        await scheme.AssertNothingMadeOrLostAsync(200_000);
    }

    [Fact]
    public async Task A_late_acceptance_never_settles_and_its_sender_is_told_once()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        var uetr = await scheme.PayAsync(1_250);
        await scheme.UntilFinalAsync(uetr, 10_010);

        PaymentResult first = await scheme.AnswerAsync(uetr, "ACCP");
        PaymentResult second = await scheme.AnswerAsync(uetr, "ACCP");

        Assert.Equal(PaymentReply.AnswerLate, first.Reply);
        Assert.Equal(PaymentReply.AnswerLate, second.Reply);
        Assert.Equal(PaymentStatus.Expired, (await scheme.PaymentAsync(uetr)).Status);
        Assert.Single(await scheme.MailAsync(Scheme.Bravo, uetr), mail => mail.Kind == DeliveryKind.RejectLateAnswer);
        await scheme.AssertNothingMadeOrLostAsync(200_000);
    }

    [Fact]
    public async Task Of_an_answer_and_the_deadline_at_the_same_moment_the_deadline_wins_and_only_it()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        var uetr = await scheme.PayAsync(1_250);

        scheme.Host.Clock.Advance(10_000);
        PaymentResult answer = await scheme.AnswerAsync(uetr, "ACCP");

        Assert.Equal(PaymentReply.AnswerLate, answer.Reply);
        Assert.Equal(PaymentStatus.Expired, (await scheme.PaymentAsync(uetr)).Status);
        Assert.Single(await scheme.TimelineAsync(uetr), name => name == "PaymentExpired");
        await scheme.AssertNothingMadeOrLostAsync(200_000);
    }

    [Fact]
    public async Task A_contradicting_answer_changes_nothing()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        var settled = await scheme.PayAsync(1_000);
        var rejected = await scheme.PayAsync(2_000);
        await scheme.AnswerAsync(settled, "ACCP");
        await scheme.AnswerAsync(rejected, "RJCT");
        long position = scheme.Host.JournalPosition;

        Assert.Equal(PaymentReply.AnswerContradicts, (await scheme.AnswerAsync(settled, "RJCT")).Reply);
        Assert.Equal(PaymentReply.AnswerContradicts, (await scheme.AnswerAsync(rejected, "ACCP")).Reply);
        Assert.Equal(PaymentReply.Repeat, (await scheme.AnswerAsync(settled, "ACTC")).Reply);
        Assert.Equal(PaymentReply.Repeat, (await scheme.AnswerAsync(rejected, "RJCT")).Reply);

        Assert.Equal(position, scheme.Host.JournalPosition);
        await scheme.AssertNothingMadeOrLostAsync(200_000);
    }

    [Fact]
    public async Task Nobody_but_the_creditor_agent_can_answer()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        var uetr = await scheme.PayAsync(1_250);

        Assert.Equal(PaymentReply.UnknownPayment, (await scheme.AnswerAsync(uetr, "ACCP", by: Scheme.Alpha)).Reply);
        Assert.Equal(PaymentReply.UnknownPayment, (await scheme.AnswerAsync(scheme.Instruction(1).Transfer.Uetr, "ACCP")).Reply);
        Assert.Equal(PaymentReply.AnswerStatusNotAllowed, (await scheme.AnswerAsync(uetr, "ACSP")).Reply);
        Assert.Equal(PaymentStatus.Reserved, (await scheme.PaymentAsync(uetr)).Status);
    }

    [Fact]
    public async Task An_answer_with_other_references_is_not_taken_for_this_payment()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        var uetr = await scheme.PayAsync(1_250);
        var answer = new AnswerPayment { Sender = Scheme.Bravo, Uetr = uetr, Status = "ACCP", Message = default };

        Assert.Equal(PaymentReply.AnswerMismatch, (await scheme.Host.Switch.AnswerAsync(answer with { OriginalEndToEndId = "other" })).Reply);
        Assert.Equal(PaymentReply.AnswerMismatch, (await scheme.Host.Switch.AnswerAsync(answer with { OriginalTransactionId = "other" })).Reply);
        Assert.Equal(PaymentReply.Done, (await scheme.Host.Switch.AnswerAsync(answer with { OriginalEndToEndId = "E1", OriginalTransactionId = "T1" })).Reply);
    }

    [Fact]
    public async Task The_one_who_waits_is_told_the_outcome()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        SubmitPayment instruction = scheme.Instruction(1_250);
        SubmitResult result = await scheme.SubmitAsync(instruction, awaitFinal: true);
        Assert.False(result.Final!.IsCompleted);

        await scheme.AnswerAsync(instruction.Transfer.Uetr, "ACCP");

        Payment final = await result.Final.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal(PaymentStatus.Settled, final.Status);
    }

    [Fact]
    public async Task Payments_cross_between_two_banks_and_to_a_bank_itself()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        var there = await scheme.PayAsync(60_000);
        var back = await scheme.PayAsync(70_000, Scheme.Bravo, Scheme.Alpha);
        var self = await scheme.PayAsync(40_000, Scheme.Alpha, Scheme.Alpha);
        await scheme.AnswerAsync(back, "ACCP", by: Scheme.Alpha);
        await scheme.AnswerAsync(there, "ACCP");
        await scheme.AnswerAsync(self, "ACCP", by: Scheme.Alpha);

        Assert.Equal(110_000, (await scheme.AccountAsync(Scheme.Alpha)).BalanceMinor);
        Assert.Equal(90_000, (await scheme.AccountAsync(Scheme.Bravo)).BalanceMinor);
        await scheme.AssertNothingMadeOrLostAsync(200_000);
    }

    [Fact]
    public async Task A_status_can_be_asked_for_by_both_banks_but_not_too_early_and_not_by_others()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        var uetr = await scheme.PayAsync(1_250);
        Assert.Equal(PaymentReply.StatusTooEarly, (await scheme.Host.Switch.QueryStatusAsync(new RequestPaymentStatus(Scheme.Alpha, uetr))).Reply);

        scheme.Host.Clock.Advance(5_000);

        PaymentResult status = await scheme.Host.Switch.QueryStatusAsync(new RequestPaymentStatus(Scheme.Alpha, uetr));
        Assert.Equal((PaymentReply.Done, PaymentStatus.Reserved), (status.Reply, status.Payment!.Status));
        Assert.Equal(PaymentReply.Done, (await scheme.Host.Switch.QueryStatusAsync(new RequestPaymentStatus(Scheme.Bravo, uetr))).Reply);
        Assert.Equal(PaymentReply.UnknownPayment, (await scheme.Host.Switch.QueryStatusAsync(new RequestPaymentStatus(new("OTHRDEFFXXX"), uetr))).Reply);
    }
}
