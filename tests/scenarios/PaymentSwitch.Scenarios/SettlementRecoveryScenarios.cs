using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine.Mailboxes;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>A restart in each state of a cycle, from a snapshot or from the journal alone, changes nothing, and the cycle goes on.</summary>
public abstract class SettlementRecoveryScenarios
{
    protected abstract ScenarioHost NewHost();

    public static TheoryData<CycleStatus, bool> States()
    {
        var all = new TheoryData<CycleStatus, bool>();
        foreach (CycleStatus status in Enum.GetValues<CycleStatus>().Where(status => status is not (CycleStatus.Unknown or CycleStatus.Unbalanced)))
        {
            all.Add(status, false);
            all.Add(status, true);
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task A_cycle_goes_on_from_where_it_stood(CycleStatus status, bool fromJournalAlone)
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost());
        await scheme.SettledAsync(800);
        await scheme.SettledAsync(500, Scheme.Bravo, Scheme.Charlie);
        var inFlight = await scheme.PayAsync(50, Scheme.Charlie, Scheme.Alpha);
        (CycleStatus Reached, Func<Task> Step)[] life =
        [
            (CycleStatus.Draining, () => scheme.CutAsync()),
            (CycleStatus.Aborted, () => scheme.CommandAsync(1, new AbortCycle(Scheme.Operator))),
            (CycleStatus.Draining, () => scheme.CommandAsync(1, new ReopenCycle(Scheme.Operator))),
            (CycleStatus.Netted, () => scheme.AnswerAsync(inFlight, "ACCP", by: Scheme.Alpha)),
            (CycleStatus.Instructed, () => scheme.InstructAsync(1)),
            (CycleStatus.Instructed, () => scheme.AnswerInstructionAsync(1, Scheme.Alpha)),
            (CycleStatus.Failed, () => scheme.AnswerInstructionAsync(1, Scheme.Charlie, confirmed: false)),
            (CycleStatus.Instructed, () => scheme.ReplaceAsync(1, Scheme.Charlie, fromPrefunding: false)),
            (CycleStatus.Instructed, () => scheme.AnswerInstructionAsync(1, Scheme.Charlie)),
            (CycleStatus.Settled, () => scheme.AnswerInstructionAsync(1, Scheme.Bravo)),
        ];

        int restarts = 0;
        for (int i = -1; i < life.Length; i++)
        {
            if (i >= 0) await life[i].Step();
            Assert.Equal(i < 0 ? CycleStatus.Open : life[i].Reached, (await scheme.CycleAsync(1)).Status);
            if ((await scheme.CycleAsync(1)).Status != status) continue;
            await RestartAsync(scheme, fromJournalAlone);
            restarts++;
        }

        Assert.True(restarts > 0);
        Assert.Equal([CycleStatus.Settled, CycleStatus.Open], await scheme.StatusesAsync());
        Assert.Equal((10_050L, -50L), await StandingAsync(scheme, Scheme.Alpha));
        Assert.Equal((10_000L, 0L), await StandingAsync(scheme, Scheme.Bravo));
        Assert.Equal((9_950L, 50L), await StandingAsync(scheme, Scheme.Charlie));
        await scheme.AssertBooksAsync(30_000);
        Assert.Equal(2, (await scheme.PaymentAsync(await scheme.SettledAsync(1))).Cycle);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_cycles_that_drain_at_once_drain_on_after_a_restart(bool fromJournalAlone)
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost());
        await scheme.SettledAsync(800);
        var first = await scheme.PayAsync(100);
        await scheme.CutAsync();
        await scheme.SettledAsync(30, Scheme.Bravo, Scheme.Charlie);
        var second = await scheme.PayAsync(200);
        await scheme.CutAsync();
        await RestartAsync(scheme, fromJournalAlone);

        await scheme.AnswerAsync(first, "ACCP");
        Assert.Equal([CycleStatus.Netted, CycleStatus.Draining, CycleStatus.Open], await scheme.StatusesAsync());
        await RestartAsync(scheme, fromJournalAlone);
        await scheme.AnswerAsync(second, "RJCT");

        Assert.Equal([CycleStatus.Netted, CycleStatus.Netted, CycleStatus.Open], await scheme.StatusesAsync());
        Assert.Equal([(Scheme.Bravo, -30L), (Scheme.Charlie, 30L)], await scheme.NetAsync(2));
        await scheme.AssertBooksAsync(30_000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Time_to_instruct_that_passed_while_the_switch_was_down_has_passed(bool fromJournalAlone)
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost(), TestProfiles.NetByTimetable);
        await scheme.SettledAsync(800);
        await scheme.UntilTimeAsync("2026-03-02 11:00:00.000");

        scheme.Host.Clock.Advance(59_999);
        await scheme.Host.RestartAsync(fromJournalAlone);
        Assert.Equal(CycleStatus.Netted, (await scheme.CycleAsync(1)).Status);
        scheme.Host.Clock.Advance(1);
        await scheme.Host.RestartAsync(fromJournalAlone);

        Assert.Equal(CycleStatus.Instructed, (await scheme.CycleAsync(1)).Status);
        await scheme.ConfirmAllAsync(1);
        await scheme.AssertBooksAsync(30_000);
    }

    private static async Task<(long Balance, long Use)> StandingAsync(Scheme scheme, Domain.Identification.ParticipantId bank)
    {
        AccountStanding account = await scheme.AccountAsync(bank);
        return (account.BalanceMinor, account.UseMinor);
    }

    private static async Task RestartAsync(Scheme scheme, bool fromJournalAlone)
    {
        (string, string, string) before = (await DescribeAsync(scheme), await MailAsync(scheme, Scheme.Alpha), await MailAsync(scheme, Scheme.SettlementBank));
        await scheme.Host.RestartAsync(fromJournalAlone);
        Assert.Equal(before, (await DescribeAsync(scheme), await MailAsync(scheme, Scheme.Alpha), await MailAsync(scheme, Scheme.SettlementBank)));
    }

    private static async Task<string> DescribeAsync(Scheme scheme)
    {
        IEnumerable<string> accounts = (await scheme.Host.Switch.CaptureAccountsAsync()).Select(
            account => $"{account.Id} {account.BalanceMinor} {account.UseMinor} {account.LastCutCycle} [{string.Join(' ', account.Positions)}] [{string.Join(' ', account.Reservations)}]");
        IEnumerable<string> cycles = (await scheme.Host.Switch.ListCyclesAsync()).Select(
            cycle => $"{cycle.Id} {cycle.Status} {cycle.Opened} {cycle.CutAtMs} {cycle.SettledAtMs} [{string.Join(' ', cycle.Positions)}] [{string.Join(' ', cycle.Instructions)}]");
        return string.Join('\n', [.. accounts, .. cycles]);
    }

    private static async Task<string> MailAsync(Scheme scheme, Domain.Identification.ParticipantId participant)
    {
        IReadOnlyList<MailboxMessage> messages = await scheme.ReadAllAsync(participant);
        return string.Join('\n', messages.Select(message => $"{message.Cursor} {message.Kind} {message.Entity} {message.Fact.GetType().Name} {message.Fact.AtMs}"));
    }
}
