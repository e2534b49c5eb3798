using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>What a cycle does not do for operators and for the settlement bank: each refusal changes nothing.</summary>
public abstract class SettlementRefusalScenarios
{
    protected abstract ScenarioHost NewHost();

    [Fact]
    public async Task Each_step_is_refused_where_it_is_not_due()
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost());
        await scheme.SettledAsync(800);
        var inFlight = await scheme.PayAsync(1);
        var abort = new AbortCycle(Scheme.Operator);
        var reopen = new ReopenCycle(Scheme.Operator);
        //                                                        cut                   instruct                       abort                          re-open
        await AskAsync(CycleStatus.Open,                          null,                 CycleReply.StillOpen,          CycleReply.StillOpen,          CycleReply.NotAborted);
        await scheme.CutAsync();
        await AskAsync(CycleStatus.Draining,                      CycleReply.NotOpen,   CycleReply.NotNetted,          null,                          CycleReply.NotAborted);
        await scheme.CommandAsync(1, abort);
        await AskAsync(CycleStatus.Aborted,                       CycleReply.NotOpen,   CycleReply.Aborted,            CycleReply.Done,               null);
        await scheme.CommandAsync(1, reopen);
        await scheme.AnswerAsync(inFlight, "RJCT");
        await AskAsync(CycleStatus.Netted,                        CycleReply.NotOpen,   null,                          null,                          CycleReply.NotAborted);
        await scheme.InstructAsync(1);
        await AskAsync(CycleStatus.Instructed,                    CycleReply.NotOpen,   CycleReply.InstructedAlready,  CycleReply.InstructedAlready,  CycleReply.NotAborted);
        await scheme.AnswerInstructionAsync(1, Scheme.Bravo, confirmed: false);
        await AskAsync(CycleStatus.Failed,                        CycleReply.NotOpen,   CycleReply.InstructedAlready,  CycleReply.InstructedAlready,  CycleReply.NotAborted);
        await scheme.ReplaceAsync(1, Scheme.Bravo, fromPrefunding: false);
        await scheme.ConfirmAllAsync(1);
        await AskAsync(CycleStatus.Settled,                       CycleReply.NotOpen,   CycleReply.SettledAlready,     CycleReply.SettledAlready,     CycleReply.NotAborted);
        await scheme.AssertBooksAsync(30_000);

        async Task AskAsync(CycleStatus status, CycleReply? cut, CycleReply? instruct, CycleReply? aborted, CycleReply? reopened)
        {
            Assert.Equal(status, (await scheme.CycleAsync(1)).Status);
            long position = scheme.Host.JournalPosition;
            if (cut is not null) Assert.Equal(cut, await scheme.CutAsync(1));
            if (instruct is not null) Assert.Equal(instruct, await scheme.InstructAsync(1));
            if (aborted is not null) Assert.Equal(aborted, await scheme.CommandAsync(1, abort));
            if (reopened is not null) Assert.Equal(reopened, await scheme.CommandAsync(1, reopen));
            Assert.Equal(position, scheme.Host.JournalPosition);
        }
    }

    [Fact]
    public async Task The_settlement_banks_answers_count_once_and_nobody_elses_count()
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost());
        await scheme.SettledAsync(800);
        await scheme.CutAsync();
        await scheme.InstructAsync(1);
        Uetr debtor = (await scheme.InstructionAsync(1, Scheme.Alpha)).Uetr;
        Uetr creditor = (await scheme.InstructionAsync(1, Scheme.Bravo)).Uetr;

        Assert.Equal(CycleReply.NoSuchInstruction, await AnswerAsync(debtor, true, Scheme.Alpha));
        Assert.Equal(CycleReply.NoSuchInstruction, await AnswerAsync(scheme.Instruction(1).Transfer.Uetr, true));
        Assert.Equal(CycleReply.Done, await AnswerAsync(debtor, true));
        long position = scheme.Host.JournalPosition;
        Assert.Equal(CycleReply.Done, await AnswerAsync(debtor, true));
        Assert.Equal(CycleReply.AnswerContradicts, await AnswerAsync(debtor, false));
        Assert.Equal(position, scheme.Host.JournalPosition);

        Assert.Equal(CycleReply.Done, await AnswerAsync(creditor, false));
        position = scheme.Host.JournalPosition;
        Assert.Equal(CycleReply.Done, await AnswerAsync(creditor, false));
        Assert.Equal(CycleReply.AnswerContradicts, await AnswerAsync(creditor, true));
        Assert.Equal(position, scheme.Host.JournalPosition);

        await scheme.ReplaceAsync(1, Scheme.Bravo, fromPrefunding: false);
        Uetr second = (await scheme.InstructionAsync(1, Scheme.Bravo)).Uetr;
        Assert.NotEqual(creditor, second);
        position = scheme.Host.JournalPosition;
        Assert.Equal(CycleReply.Done, await AnswerAsync(creditor, false));
        Assert.Equal(CycleReply.AnswerContradicts, await AnswerAsync(creditor, true));
        Assert.Equal(position, scheme.Host.JournalPosition);
        Assert.Equal(CycleReply.Done, await AnswerAsync(second, true));

        Assert.Equal(CycleReply.SettledAlready, await AnswerAsync(second, true));
        Assert.Equal(CycleReply.SettledAlready, await AnswerAsync(debtor, false));
        await scheme.AssertBooksAsync(30_000);

        async Task<CycleReply> AnswerAsync(Uetr instruction, bool confirmed, ParticipantId? sender = null) =>
            (await scheme.Host.Switch.AnswerInstructionAsync(instruction, sender ?? Scheme.SettlementBank, confirmed, "AM04")).Reply;
    }

    [Fact]
    public async Task An_operator_answers_for_a_settlement_bank_that_sends_no_messages()
    {
        await using Scheme scheme = await Scheme.StartAsync(NewHost(), TestProfiles.NetByHand, fundsMinor: 1_000);
        await scheme.SettledAsync(800);
        await scheme.CutAsync();
        Assert.Equal(CycleReply.Done, await scheme.InstructAsync(1));
        SettlementInstruction debtor = await scheme.InstructionAsync(1, Scheme.Alpha);
        SettlementInstruction creditor = await scheme.InstructionAsync(1, Scheme.Bravo);

        Assert.Equal(CycleReply.NoSuchInstruction, await scheme.CommandAsync(2, new ConfirmInstruction(debtor.Uetr, Scheme.Operator)));
        Assert.Equal(CycleReply.Done, await scheme.CommandAsync(1, new ConfirmInstruction(debtor.Uetr, Scheme.Operator)));
        Assert.Equal(CycleReply.Done, await scheme.CommandAsync(1, new ConfirmInstruction(creditor.Uetr, Scheme.Operator)));

        Assert.Equal([CycleStatus.Settled, CycleStatus.Open], await scheme.StatusesAsync());
        await scheme.AssertBooksAsync(2_000);
    }

    [Fact]
    public async Task There_are_no_cycles_where_there_is_nothing_to_net()
    {
        await using Scheme gross = await Scheme.StartAsync(NewHost());
        Assert.Empty(await gross.Host.Switch.ListCyclesAsync());
        Assert.Equal(CycleReply.Unknown, await gross.CutAsync());

        await using Scheme net = await Scheme.StartWithSettlementBankAsync(NewHost());
        Assert.Equal(CycleReply.Unknown, await net.CutAsync(2));
        Assert.Equal(CycleReply.Unknown, await net.Host.Switch.CommandCycleAsync(new CycleId("other", 1), new CutCycle(Scheme.Operator)));
        Assert.Equal(CycleReply.Unknown, await net.ReplaceAsync(2, Scheme.Alpha, fromPrefunding: false));
        Assert.Equal(CycleReply.NoSuchInstruction, await net.ReplaceAsync(1, Scheme.Alpha, fromPrefunding: false));
        await Assert.ThrowsAsync<ArgumentException>(() => net.CommandAsync(1, new NetCycle([])));
    }
}
