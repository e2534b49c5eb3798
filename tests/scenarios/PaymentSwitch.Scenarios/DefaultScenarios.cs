using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Settlement;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>A participant that owes cannot pay: it is stopped, its prefunding pays, and the others get what is theirs.</summary>
public abstract class DefaultScenarios
{
    protected abstract ScenarioHost NewHost();

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_prefunding_of_a_net_debtor_that_fails_pays_and_creditors_are_whole(bool? restartFromJournalAlone)
    {
        await using Scheme scheme = await InstructedAsync();
        Assert.Equal(CycleReply.Done, await scheme.AnswerInstructionAsync(1, Scheme.Bravo));
        Assert.Equal(CycleReply.Done, await scheme.AnswerInstructionAsync(1, Scheme.Alpha, confirmed: false));
        if (restartFromJournalAlone is bool alone) await scheme.Host.RestartAsync(alone);

        // Stopped at once: it sends nothing, gets nothing, and has no cap.
        Assert.Equal(ParticipantStanding.Suspended, (await ParticipantAsync(scheme, Scheme.Alpha)).Standing);
        Assert.Equal((0L, 700L), ((await scheme.AccountAsync(Scheme.Alpha)).Cap.LimitMinor, (await scheme.AccountAsync(Scheme.Alpha)).UseMinor));
        Assert.Equal("AG10", (await scheme.SubmitAsync(scheme.Instruction(1))).Payment!.Reasons[0].Code);
        Assert.Equal("AG11", (await scheme.SubmitAsync(scheme.Instruction(1, Scheme.Bravo, Scheme.Alpha))).Payment!.Reasons[0].Code);
        SettlementInstruction cover = await scheme.InstructionAsync(1, Scheme.Alpha);
        Assert.Equal((InstructionStatus.Covering, -700L), (cover.Status, cover.NetMinor));
        Assert.Equal([CycleStatus.Instructed, CycleStatus.Open], await scheme.StatusesAsync());

        Assert.Equal(CycleReply.Done, await scheme.AnswerInstructionAsync(1, Scheme.Charlie));
        Assert.Equal(CycleReply.Done, await scheme.AnswerInstructionAsync(1, Scheme.Alpha));

        Assert.Equal([CycleStatus.Settled, CycleStatus.Open], await scheme.StatusesAsync());
        Assert.Equal(InstructionStatus.Covered, (await scheme.InstructionAsync(1, Scheme.Alpha)).Status);
        Assert.Equal((9_300L, 0L), ((await scheme.AccountAsync(Scheme.Alpha)).BalanceMinor, (await scheme.AccountAsync(Scheme.Alpha)).UseMinor));
        Assert.Equal((10_000L, 10_000L), (await scheme.BalanceAsync(Scheme.Bravo), await scheme.BalanceAsync(Scheme.Charlie)));
        // What the creditors got outside of the switch came out of what Alpha had brought in.
        await scheme.AssertBooksAsync(29_300);
    }

    [Fact]
    public async Task Each_step_is_a_fact_and_the_others_and_the_settlement_bank_are_told()
    {
        await using Scheme scheme = await InstructedAsync();
        Uetr first = (await scheme.InstructionAsync(1, Scheme.Alpha)).Uetr;
        await scheme.AnswerInstructionAsync(1, Scheme.Alpha, confirmed: false);

        foreach (ParticipantId bank in new[] { Scheme.Bravo, Scheme.Charlie })
        {
            var told = Assert.IsType<ParticipantStandingChanged>(Assert.Single(await scheme.BroadcastsAsync(bank)));
            Assert.Equal((ParticipantStanding.Suspended, "default-rule"), (told.Standing, told.Act.By));
        }

        Assert.Empty(await scheme.BroadcastsAsync(Scheme.Alpha));
        IDomainEvent[] instructed = [.. (await scheme.ReadAllAsync(Scheme.SettlementBank)).Select(message => message.Fact)];
        Assert.IsType<CycleInstructed>(instructed[0]);
        var replaced = Assert.IsType<InstructionReplaced>(instructed[1]);
        Assert.Equal((first, Scheme.Alpha, -700L, true, "default-rule"), (replaced.Failed, replaced.By.Participant, replaced.By.NetMinor, replaced.FromPrefunding, replaced.Act.By));
        Assert.NotEqual(first, replaced.By.Uetr);
        Assert.Equal(2, instructed.Length);
    }

    [Fact]
    public async Task Where_the_prefunding_is_too_small_the_cycle_stays_failed_until_an_operator_tries_again()
    {
        // No cap has to be covered here, and Alpha has brought nothing in.
        await using Scheme scheme = await Scheme.StartAsync(NewHost(), TestProfiles.NetWithAftermath, fundsMinor: 0, capMinor: 1_000);
        await scheme.EnrolAsync(Scheme.SettlementBank, ParticipantRole.SettlementBank);
        await scheme.SettledAsync(800);
        await scheme.CutAsync();
        await scheme.InstructAsync(1);
        await scheme.AnswerInstructionAsync(1, Scheme.Alpha, confirmed: false);
        await scheme.AnswerInstructionAsync(1, Scheme.Bravo);
        Assert.Equal([CycleStatus.Failed, CycleStatus.Open], await scheme.StatusesAsync());
        Assert.Equal((InstructionStatus.Failed, "AM04"), ((await scheme.InstructionAsync(1, Scheme.Alpha)).Status, (await scheme.InstructionAsync(1, Scheme.Alpha)).ReasonCode));
        Assert.Equal(ParticipantStanding.Suspended, (await ParticipantAsync(scheme, Scheme.Alpha)).Standing);

        Assert.Equal(CycleReply.NotCovered, await scheme.ReplaceAsync(1, Scheme.Alpha, fromPrefunding: true));
        await scheme.FundAsync(Scheme.Alpha, 799, "collateral");
        Assert.Equal(CycleReply.NotCovered, await scheme.ReplaceAsync(1, Scheme.Alpha, fromPrefunding: true));
        await scheme.FundAsync(Scheme.Alpha, 1, "the last of it");
        Assert.Equal(CycleReply.Done, await scheme.ReplaceAsync(1, Scheme.Alpha, fromPrefunding: true));
        Assert.Equal(CycleReply.Done, await scheme.AnswerInstructionAsync(1, Scheme.Alpha));

        Assert.Equal([CycleStatus.Settled, CycleStatus.Open], await scheme.StatusesAsync());
        Assert.Equal((0L, 0L), (await scheme.BalanceAsync(Scheme.Alpha), await scheme.BalanceAsync(Scheme.Bravo)));
        await scheme.AssertBooksAsync(0);
    }

    [Fact]
    public async Task A_defaulter_that_pays_after_all_is_tried_again_and_let_in_again_by_operators_only()
    {
        await using Scheme scheme = await InstructedAsync();
        await scheme.AnswerInstructionAsync(1, Scheme.Alpha, confirmed: false);
        Uetr cover = (await scheme.InstructionAsync(1, Scheme.Alpha)).Uetr;
        // The settlement bank would not take it from the prefunding: nothing happens by itself any more.
        await scheme.AnswerInstructionAsync(1, Scheme.Alpha, confirmed: false);
        Assert.Equal((CycleStatus.Failed, cover), ((await scheme.CycleAsync(1)).Status, (await scheme.InstructionAsync(1, Scheme.Alpha)).Uetr));
        Assert.Equal(2, (await scheme.ReadAllAsync(Scheme.SettlementBank)).Count);

        Assert.Equal(CycleReply.Done, await scheme.ReplaceAsync(1, Scheme.Alpha, fromPrefunding: false));
        await scheme.ConfirmAllAsync(1);

        Assert.Equal([CycleStatus.Settled, CycleStatus.Open], await scheme.StatusesAsync());
        Assert.Equal(10_000, await scheme.BalanceAsync(Scheme.Alpha));
        Assert.Equal(ParticipantReply.StoppedByOperator, await scheme.Host.Switch.ChangeOwnStandingAsync(Scheme.Alpha, signsOn: true));
        await scheme.StandAsync(Scheme.Alpha, ParticipantStanding.Enabled);
        Assert.Equal("AM23", (await scheme.SubmitAsync(scheme.Instruction(1))).Payment!.Reasons[0].Code);
        Assert.Equal(AccountReply.Done, await scheme.CapAsync(Scheme.Alpha, 5_000));
        Assert.Equal(PaymentStatus.Settled, (await scheme.PaymentAsync(await scheme.SettledAsync(1))).Status);
        await scheme.AssertBooksAsync(30_000);
    }

    [Fact]
    public async Task A_net_creditors_instruction_that_fails_is_no_default_and_is_tried_again_by_an_operator()
    {
        await using Scheme scheme = await InstructedAsync();
        await scheme.AnswerInstructionAsync(1, Scheme.Alpha);
        await scheme.AnswerInstructionAsync(1, Scheme.Charlie, confirmed: false);
        await scheme.AnswerInstructionAsync(1, Scheme.Bravo);

        Assert.Equal([CycleStatus.Failed, CycleStatus.Open], await scheme.StatusesAsync());
        Assert.Equal(ParticipantStanding.Enabled, (await ParticipantAsync(scheme, Scheme.Charlie)).Standing);
        Assert.Equal(5_000, (await scheme.AccountAsync(Scheme.Charlie)).Cap.LimitMinor);
        Assert.Empty(await scheme.BroadcastsAsync(Scheme.Alpha));
        Assert.Equal(CycleReply.NotCovered, await scheme.ReplaceAsync(1, Scheme.Charlie, fromPrefunding: true));

        Assert.Equal(CycleReply.Done, await scheme.ReplaceAsync(1, Scheme.Charlie, fromPrefunding: false));
        Assert.Equal([CycleStatus.Instructed, CycleStatus.Open], await scheme.StatusesAsync());
        Assert.Equal(CycleReply.Done, await scheme.AnswerInstructionAsync(1, Scheme.Charlie));
        Assert.Equal([CycleStatus.Settled, CycleStatus.Open], await scheme.StatusesAsync());
        await scheme.AssertBooksAsync(30_000);
    }

    [Fact]
    public async Task A_debtor_that_fails_after_a_creditors_instruction_did_is_the_one_in_default()
    {
        await using Scheme scheme = await InstructedAsync();
        await scheme.AnswerInstructionAsync(1, Scheme.Charlie, confirmed: false);
        await scheme.AnswerInstructionAsync(1, Scheme.Alpha, confirmed: false);

        Assert.Equal(ParticipantStanding.Suspended, (await ParticipantAsync(scheme, Scheme.Alpha)).Standing);
        Assert.Equal(ParticipantStanding.Enabled, (await ParticipantAsync(scheme, Scheme.Charlie)).Standing);
        Assert.Equal(InstructionStatus.Covering, (await scheme.InstructionAsync(1, Scheme.Alpha)).Status);
        Assert.Equal(CycleStatus.Failed, (await scheme.CycleAsync(1)).Status);
        await scheme.ReplaceAsync(1, Scheme.Charlie, fromPrefunding: false);
        await scheme.ConfirmAllAsync(1);
        Assert.Equal(CycleStatus.Settled, (await scheme.CycleAsync(1)).Status);
        await scheme.AssertBooksAsync(29_300);
    }

    [Fact]
    public async Task Prefunding_pays_once_where_its_participant_fails_in_two_cycles()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost(), TestProfiles.NetWithAftermath, fundsMinor: 1_000, capMinor: 1_600);
        await scheme.EnrolAsync(Scheme.SettlementBank, ParticipantRole.SettlementBank);
        foreach (long number in new[] { 1L, 2L })
        {
            await scheme.SettledAsync(800);
            await scheme.CutAsync();
            await scheme.InstructAsync(number);
        }

        await scheme.AnswerInstructionAsync(1, Scheme.Alpha, confirmed: false);
        await scheme.AnswerInstructionAsync(2, Scheme.Alpha, confirmed: false);

        Assert.Equal([CycleStatus.Instructed, CycleStatus.Failed, CycleStatus.Open], await scheme.StatusesAsync());
        Assert.Equal(CycleReply.NotCovered, await scheme.ReplaceAsync(2, Scheme.Alpha, fromPrefunding: true));
        await scheme.ConfirmAllAsync(1);
        Assert.Equal(CycleReply.NotCovered, await scheme.ReplaceAsync(2, Scheme.Alpha, fromPrefunding: true));
        await scheme.FundAsync(Scheme.Alpha, 600, "collateral");
        Assert.Equal(CycleReply.Done, await scheme.ReplaceAsync(2, Scheme.Alpha, fromPrefunding: true));
        await scheme.ConfirmAllAsync(2);
        Assert.Equal((0L, 1_000L), (await scheme.BalanceAsync(Scheme.Alpha), await scheme.BalanceAsync(Scheme.Bravo)));
        await scheme.AssertBooksAsync(1_000);
    }

    [Fact]
    public async Task What_the_defaulter_had_sent_before_is_answered_and_settles()
    {
        await using Scheme scheme = await InstructedAsync();
        var inFlight = await scheme.PayAsync(60);
        await scheme.AnswerInstructionAsync(1, Scheme.Alpha, confirmed: false);

        Assert.Equal(PaymentStatus.Settled, (await scheme.AnswerAsync(inFlight, "ACCP")).Payment!.Status);

        await scheme.ConfirmAllAsync(1);
        Assert.Equal((9_240L, 60L), ((await scheme.AccountAsync(Scheme.Alpha)).BalanceMinor, (await scheme.AccountAsync(Scheme.Alpha)).UseMinor));
        await scheme.CutAsync();
        await scheme.InstructAsync(2);
        await scheme.AnswerInstructionAsync(2, Scheme.Alpha, confirmed: false);
        await scheme.ConfirmAllAsync(2);
        Assert.Equal([CycleStatus.Settled, CycleStatus.Settled, CycleStatus.Open], await scheme.StatusesAsync());
        Assert.Equal(9_240, await scheme.BalanceAsync(Scheme.Alpha));
        Assert.Single(await scheme.BroadcastsAsync(Scheme.Bravo));
        await scheme.AssertBooksAsync(29_240);
    }

    /// <summary>Alpha owes 700, Bravo gets 300 and Charlie 400, and the settlement bank has been told.</summary>
    private async Task<Scheme> InstructedAsync()
    {
        Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost());
        await scheme.SettledAsync(800);
        await scheme.SettledAsync(500, Scheme.Bravo, Scheme.Charlie);
        await scheme.SettledAsync(100, Scheme.Charlie, Scheme.Alpha);
        await scheme.CutAsync();
        Assert.Equal(CycleReply.Done, await scheme.InstructAsync(1));
        return scheme;
    }

    private static async Task<Participant> ParticipantAsync(Scheme scheme, ParticipantId id) =>
        (await scheme.Host.Switch.ListParticipantsAsync()).Single(participant => participant.Id == id);
}
