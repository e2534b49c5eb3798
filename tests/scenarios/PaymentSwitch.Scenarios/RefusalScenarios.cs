using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>What the switch refuses by itself: each refused payment is final at once, moves nothing and says why.</summary>
public abstract class RefusalScenarios
{
    protected abstract ScenarioHost NewHost();

    [Fact]
    public async Task More_than_the_account_holds_is_refused()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        await RefusedAsync(scheme, scheme.Instruction(100_001), "AM04");
        await scheme.PayAsync(60_000);
        await RefusedAsync(scheme, scheme.Instruction(40_001), "AM04");
        await scheme.PayAsync(40_000);
        await scheme.AssertNothingMadeOrLostAsync(200_000, reservedMinor: 100_000);
    }

    [Fact]
    public async Task More_than_the_cap_leaves_is_refused_and_credits_give_headroom_back()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost(), TestProfiles.Net, fundsMinor: 0, capMinor: 1_000);
        await RefusedAsync(scheme, scheme.Instruction(1_001), "AM23");
        var there = await scheme.PayAsync(1_000);
        await RefusedAsync(scheme, scheme.Instruction(1), "AM23");
        await scheme.AnswerAsync(there, "ACCP");
        var back = await scheme.PayAsync(400, Scheme.Bravo, Scheme.Alpha);
        await RefusedAsync(scheme, scheme.Instruction(1), "AM23");

        await scheme.AnswerAsync(back, "ACCP", by: Scheme.Alpha);

        Assert.Equal(400, (await scheme.AccountAsync(Scheme.Alpha)).HeadroomMinor);
        Assert.Equal(-600, (await scheme.AccountAsync(Scheme.Alpha)).BalanceMinor);
        await scheme.PayAsync(400);
        await scheme.AssertNothingMadeOrLostAsync(0, reservedMinor: 400);
    }

    [Fact]
    public async Task A_cap_of_zero_lets_only_credits_pass_and_a_cut_below_the_use_too()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost(), TestProfiles.Net, fundsMinor: 0, capMinor: 1_000);
        await scheme.AnswerAsync(await scheme.PayAsync(800), "ACCP");
        var cut = new SetAccountTerms(SettlementModel.DeferredNet, new Cap(0), new OperatorAct("scenario", "market stress"));
        Assert.Equal(AccountReply.CapBelowUse, await scheme.Host.Switch.CommandAccountAsync(scheme.AccountOf(Scheme.Alpha), cut));
        await scheme.Host.Switch.CommandAccountAsync(scheme.AccountOf(Scheme.Alpha), cut with { MayBeBelowUse = true });

        Assert.Equal(-800, (await scheme.AccountAsync(Scheme.Alpha)).HeadroomMinor);
        await RefusedAsync(scheme, scheme.Instruction(1), "AM23");
        await scheme.AnswerAsync(await scheme.PayAsync(900, Scheme.Bravo, Scheme.Alpha), "ACCP", by: Scheme.Alpha);
        await scheme.PayAsync(100);
    }

    [Theory]
    [InlineData(1_001, "DT04")]
    [InlineData(-8_001, "TM01")]
    [InlineData(null, "CH21")]
    public async Task An_acceptance_time_that_is_ahead_or_stale_or_missing_is_refused(int? offsetMs, string code)
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        SubmitPayment instruction = scheme.Instruction(100);
        await RefusedAsync(scheme, instruction with { Transfer = instruction.Transfer with { AcceptedAtMs = scheme.Host.Clock.NowMs + offsetMs } }, code);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(-8_000)]
    public async Task An_acceptance_time_just_within_the_bounds_passes(int offsetMs)
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        SubmitPayment instruction = scheme.Instruction(100);
        SubmitResult result = await scheme.SubmitAsync(
            instruction with { Transfer = instruction.Transfer with { AcceptedAtMs = scheme.Host.Clock.NowMs + offsetMs } });
        Assert.Equal(PaymentStatus.Reserved, result.Payment!.Status);
    }

    [Fact]
    public async Task Unknown_banks_and_a_sender_that_is_not_the_debtor_agent_are_refused()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        AgentIdentification nobody = AgentIdentification.OfBic("NOBODEFFXXX");
        SubmitPayment instruction = scheme.Instruction(100);
        await RefusedAsync(scheme, instruction with { Transfer = instruction.Transfer with { CreditorAgent = nobody } }, "CNOR");
        instruction = scheme.Instruction(100);
        await RefusedAsync(scheme, instruction with { Transfer = instruction.Transfer with { DebtorAgent = nobody } }, "DNOR");
        instruction = scheme.Instruction(100);
        await RefusedAsync(
            scheme, instruction with { Transfer = instruction.Transfer with { DebtorAgent = AgentIdentification.OfBic(Scheme.Bravo.Value) } }, "AGNT");
    }

    [Theory]
    [InlineData(ParticipantStanding.Suspended, "AG10", "AG11")]
    [InlineData(ParticipantStanding.SignedOff, "AG10", "AB08")]
    [InlineData(ParticipantStanding.ReceiveOnly, "AG10", null)]
    public async Task A_participants_standing_decides_what_it_may_send_and_receive(ParticipantStanding standing, string sending, string? receiving)
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        await scheme.StandAsync(Scheme.Bravo, standing);
        await RefusedAsync(scheme, scheme.Instruction(100, Scheme.Bravo, Scheme.Alpha), sending);
        if (receiving is not null) await RefusedAsync(scheme, scheme.Instruction(100), receiving);
        else await scheme.PayAsync(100);

        await scheme.StandAsync(Scheme.Bravo, StandingChange.Resume);
        await scheme.PayAsync(100, Scheme.Bravo, Scheme.Alpha);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once_the_messages_own_faults_first()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost());
        SubmitPayment instruction = scheme.Instruction(100);
        SubmitResult result = await scheme.SubmitAsync(instruction with
        {
            Violations = [new Violation(Refusal.AmountOverSchemeLimit, "/a"), new Violation(Refusal.CreditorAccountInvalid, "/b", "Found X.")],
            Transfer = instruction.Transfer with { AcceptedAtMs = null, CreditorAgent = AgentIdentification.OfBic("NOBODEFFXXX") },
        });

        Assert.Equal(["AM02", "AC03", "CH21", "CNOR"], result.Payment!.Reasons.Select(reason => reason.Code));
        Assert.Equal("Found X.", result.Payment.Reasons[1].Text);
    }

    private static async Task RefusedAsync(Scheme scheme, SubmitPayment instruction, string code)
    {
        AccountStanding before = await scheme.AccountAsync(Scheme.Alpha);
        SubmitResult result = await scheme.SubmitAsync(instruction, awaitFinal: true);
        Assert.Equal((PaymentReply.Done, PaymentStatus.Rejected), (result.Reply, result.Payment!.Status));
        Assert.Equal(code, result.Payment.Reasons[0].Code);
        Assert.Null(result.Final);
        Assert.Equal(
            [(DeliveryKind.ConfirmToDebtorAgent, PaymentStatus.Rejected)], await scheme.MailAsync(instruction.Sender, instruction.Transfer.Uetr));
        Assert.Equal(before, await scheme.AccountAsync(Scheme.Alpha));
    }
}
