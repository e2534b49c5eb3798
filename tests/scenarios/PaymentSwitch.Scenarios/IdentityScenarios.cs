using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>Same message, same answer; same identity, other content: refused. Also long after, and after a restart.</summary>
public abstract class IdentityScenarios
{
    protected abstract ScenarioHost NewHost();

    [Fact]
    public async Task A_repeat_moves_nothing_and_finds_the_payment_as_it_stands()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        SubmitPayment instruction = scheme.Instruction(1_250);
        await scheme.SubmitAsync(instruction);

        SubmitResult inFlight = await scheme.SubmitAsync(instruction);
        await scheme.AnswerAsync(instruction.Transfer.Uetr, "ACCP");
        SubmitResult finished = await scheme.SubmitAsync(instruction);

        Assert.Equal((PaymentReply.Repeat, PaymentStatus.Reserved), (inFlight.Reply, inFlight.Payment!.Status));
        Assert.Equal((PaymentReply.Repeat, PaymentStatus.Settled), (finished.Reply, finished.Payment!.Status));
        Assert.Single(await scheme.MailAsync(Scheme.Alpha, instruction.Transfer.Uetr));
        Assert.Equal(98_750, (await scheme.AccountAsync(Scheme.Alpha)).BalanceMinor);
    }

    [Fact]
    public async Task Other_content_or_another_sender_under_a_known_identity_is_a_conflict()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        SubmitPayment instruction = scheme.Instruction(1_250);
        await scheme.SubmitAsync(instruction);
        byte[] other = new byte[32];

        Assert.Equal(PaymentReply.IdentityConflict, (await scheme.SubmitAsync(instruction with { Digest = other })).Reply);
        Assert.Equal(PaymentReply.IdentityConflict, (await scheme.SubmitAsync(instruction with { Sender = Scheme.Bravo })).Reply);
        await scheme.AssertNothingMadeOrLostAsync(200_000, reservedMinor: 1_250);
    }

    [Fact]
    public async Task A_transaction_id_can_be_used_once_by_a_sender_and_freely_by_another()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        SubmitPayment first = scheme.Instruction(100);
        await scheme.SubmitAsync(first);
        SubmitPayment second = scheme.Instruction(100);
        SubmitPayment elsewhere = scheme.Instruction(100, Scheme.Bravo, Scheme.Alpha);

        SubmitResult refused = await scheme.SubmitAsync(second with { Transfer = second.Transfer with { TransactionId = "T1" } });
        SubmitResult passes = await scheme.SubmitAsync(elsewhere with { Transfer = elsewhere.Transfer with { TransactionId = "T1" } });

        Assert.Equal("DU03", refused.Payment!.Reasons[0].Code);
        Assert.Equal(PaymentStatus.Reserved, passes.Payment!.Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Payments_that_have_left_memory_are_still_known(bool restart)
    {
        var limits = new EngineLimits { FinishedPaymentsInMemoryMax = 3, MailboxMessagesInMemoryMax = 4 };
        await using Scheme scheme = await Scheme.StartAsync(NewHost(), limits: limits);
        var instructions = new List<SubmitPayment>();
        for (int i = 0; i < 20; i++)
        {
            instructions.Add(scheme.Instruction(100 + i));
            await scheme.SubmitAsync(instructions[i]);
            await scheme.AnswerAsync(instructions[i].Transfer.Uetr, i % 5 == 0 ? "RJCT" : "ACCP");
        }

        if (restart) await scheme.Host.RestartAsync(fromJournalAlone: false);
        SubmitPayment newer = scheme.Instruction(1);

        foreach (SubmitPayment instruction in instructions)
        {
            SubmitResult repeat = await scheme.SubmitAsync(instruction);
            Assert.Equal(PaymentReply.Repeat, repeat.Reply);
            Assert.True(repeat.Payment!.Status.IsFinal());
            Assert.Equal(PaymentReply.IdentityConflict, (await scheme.SubmitAsync(instruction with { Digest = new byte[32] })).Reply);
            Assert.Equal(instruction.Message.Bytes.ToArray(), repeat.Payment.Received!.Message.Bytes.ToArray());
        }

        Assert.Equal("DU03", (await scheme.SubmitAsync(newer with { Transfer = newer.Transfer with { TransactionId = "T1" } })).Payment!.Reasons[0].Code);
        Assert.Equal(40, (await scheme.ReadAllAsync(Scheme.Bravo)).Count(message => message.Payment is not null));
        await scheme.AssertNothingMadeOrLostAsync(200_000);
    }

    [Fact]
    public async Task A_late_answer_to_a_payment_that_has_left_memory_is_still_told_so()
    {
        var limits = new EngineLimits { FinishedPaymentsInMemoryMax = 1 };
        await using Scheme scheme = await Scheme.StartAsync(NewHost(), limits: limits);
        var uetr = await scheme.PayAsync(100);
        await scheme.UntilFinalAsync(uetr, 10_010);
        for (int i = 0; i < 5; i++) await scheme.AnswerAsync(await scheme.PayAsync(1), "ACCP");

        Assert.Equal(PaymentReply.AnswerLate, (await scheme.AnswerAsync(uetr, "ACCP")).Reply);
        for (int i = 0; i < 5; i++) await scheme.AnswerAsync(await scheme.PayAsync(1), "ACCP");
        await scheme.Host.RestartAsync(fromJournalAlone: true);

        Assert.Equal(PaymentReply.AnswerLate, (await scheme.AnswerAsync(uetr, "ACCP")).Reply);
        Assert.Single(await scheme.MailAsync(Scheme.Bravo, uetr), mail => mail.Kind == DeliveryKind.RejectLateAnswer);
        Assert.Equal(
            ["PaymentReceived", "PaymentForwarded", "PaymentExpired", "PaymentClosed", "LateAnswerReceived"], await scheme.TimelineAsync(uetr));
    }
}
