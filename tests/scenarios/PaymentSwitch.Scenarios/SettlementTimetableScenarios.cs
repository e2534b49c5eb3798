using System.Globalization;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using Xunit;

namespace PaymentSwitch.Scenarios;

/// <summary>Cycles that a timetable cuts and has instructed: at 11:00, 15:00 and 17:00, from Monday, 2026-03-02, 10:00 on.</summary>
public abstract class SettlementTimetableScenarios
{
    protected abstract ScenarioHost NewHost();

    [Fact]
    public async Task The_timetable_cuts_and_has_the_settlement_bank_told_a_while_after_netting()
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost(), TestProfiles.NetByTimetable);
        await scheme.SettledAsync(800);

        await scheme.UntilTimeAsync("2026-03-02 10:59:59.999");
        Assert.Equal([CycleStatus.Open], await scheme.StatusesAsync());
        await scheme.UntilTimeAsync("2026-03-02 11:00:00.000");
        Assert.Equal([CycleStatus.Netted, CycleStatus.Open], await scheme.StatusesAsync());
        Assert.Equal(scheme.Host.Clock.NowMs, (await scheme.CycleAsync(1)).CutAtMs);
        await scheme.UntilTimeAsync("2026-03-02 11:00:59.999");
        Assert.Empty(await scheme.ReadAllAsync(Scheme.SettlementBank));
        await scheme.UntilTimeAsync("2026-03-02 11:01:00.000");

        Assert.Equal([CycleStatus.Instructed, CycleStatus.Open], await scheme.StatusesAsync());
        var instructed = Assert.IsType<CycleInstructed>(Assert.Single(await scheme.ReadAllAsync(Scheme.SettlementBank)).Fact);
        Assert.Equal(("timetable", scheme.Host.Clock.NowMs), (instructed.Act.By, instructed.AtMs));
        Assert.Equal([(Scheme.Alpha, -800L), (Scheme.Bravo, 800L)], instructed.Instructions.Select(instruction => (instruction.Participant, instruction.NetMinor)));
        await scheme.ConfirmAllAsync(1);
        Assert.Equal([CycleStatus.Settled, CycleStatus.Open], await scheme.StatusesAsync());
        await scheme.AssertBooksAsync(30_000);
    }

    [Fact]
    public async Task What_settles_at_the_moment_of_the_cut_belongs_to_the_next_cycle()
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost(), TestProfiles.NetByTimetable);
        await scheme.UntilTimeAsync("2026-03-02 10:59:59.000");
        var before = await scheme.PayAsync(10);
        var at = await scheme.PayAsync(20);
        await scheme.UntilTimeAsync("2026-03-02 10:59:59.999");
        await scheme.AnswerAsync(before, "ACCP");

        await scheme.UntilTimeAsync("2026-03-02 11:00:00.000");
        await scheme.AnswerAsync(at, "ACCP");

        Assert.Equal((1L, 2L), ((await scheme.PaymentAsync(before)).Cycle, (await scheme.PaymentAsync(at)).Cycle));
        Assert.Equal([(Scheme.Alpha, -10L), (Scheme.Bravo, 10L)], await scheme.NetAsync(1));
    }

    [Fact]
    public async Task A_day_has_several_cycles_and_all_banks_are_told_when_the_next_one_begins()
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost(), TestProfiles.NetByTimetable);
        foreach (string cut in new[] { "02 11:00", "02 15:00", "02 17:00", "03 11:00", "03 15:00", "03 17:00", "04 11:00" })
        {
            await scheme.UntilTimeAsync($"2026-03-{cut}:00.000");
            Assert.Single(await scheme.StatusesAsync(), CycleStatus.Open);
        }

        IReadOnlyList<SettlementCycle> cycles = await scheme.Host.Switch.ListCyclesAsync();
        Assert.Equal(
            ["2026-03-02 1", "2026-03-02 2", "2026-03-02 3", "2026-03-03 1", "2026-03-03 2", "2026-03-03 3", "2026-03-04 1", "2026-03-04 2"],
            cycles.Select(cycle => string.Create(CultureInfo.InvariantCulture, $"{cycle.Opened!.BusinessDate:yyyy-MM-dd} {cycle.Opened.OfDay}")));
        foreach (var bank in new[] { Scheme.Alpha, Scheme.Bravo, Scheme.Charlie })
        {
            IDomainEvent[] told = [.. await scheme.BroadcastsAsync(bank)];
            Assert.Equal([new DateOnly(2026, 3, 3), new DateOnly(2026, 3, 4)], told.Cast<CycleOpened>().Select(opened => opened.BusinessDate));
        }

        Assert.Empty(await scheme.ReadAllAsync(Scheme.SettlementBank));
    }

    [Fact]
    public async Task The_weekends_payments_belong_to_Monday()
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost(), TestProfiles.NetByTimetable);
        await scheme.UntilTimeAsync("2026-03-06 17:00:00.000");
        await scheme.UntilTimeAsync("2026-03-07 12:00:00.000");
        var saturday = await scheme.SettledAsync(100);
        await scheme.UntilTimeAsync("2026-03-08 23:59:59.000");

        SettlementCycle open = (await scheme.Host.Switch.ListCyclesAsync())[^1];
        Assert.Equal((open.Id.Number, CycleStatus.Open), ((await scheme.PaymentAsync(saturday)).Cycle, open.Status));
        Assert.Equal((new DateOnly(2026, 3, 9), 1), (open.Opened!.BusinessDate, open.Opened.OfDay));
        await scheme.UntilTimeAsync("2026-03-09 11:00:00.000");
        Assert.Equal([(Scheme.Alpha, -100L), (Scheme.Bravo, 100L)], await scheme.NetAsync(open.Id.Number));
    }

    [Fact]
    public async Task A_cycle_that_was_cut_by_hand_is_followed_by_the_one_after_it()
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost(), TestProfiles.NetByTimetable);
        await scheme.SettledAsync(100);
        Assert.Equal(CycleReply.Done, await scheme.CutAsync());

        await scheme.UntilTimeAsync("2026-03-02 14:59:59.999");
        Assert.Equal([CycleStatus.Instructed, CycleStatus.Open], await scheme.StatusesAsync());
        await scheme.UntilTimeAsync("2026-03-02 15:00:00.000");

        Assert.Equal([CycleStatus.Instructed, CycleStatus.Settled, CycleStatus.Open], await scheme.StatusesAsync());
        Assert.Equal([1, 2, 3], (await scheme.Host.Switch.ListCyclesAsync()).Select(cycle => cycle.Opened!.OfDay));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_switch_that_was_down_over_cuts_makes_up_for_one_and_leaves_the_others_out(bool fromJournalAlone)
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost(), TestProfiles.NetByTimetable);
        await scheme.SettledAsync(800);

        scheme.Host.Clock.Advance(Scheme.MsBetween("2026-03-02 10:00:00.000", "2026-03-03 12:00:00.000"));
        await scheme.Host.RestartAsync(fromJournalAlone);

        Assert.Equal([CycleStatus.Netted, CycleStatus.Open], await scheme.StatusesAsync());
        SettlementCycle open = await scheme.CycleAsync(2);
        Assert.Equal((new DateOnly(2026, 3, 3), 2, true), (open.Opened!.BusinessDate, open.Opened.OfDay, open.Opened.StartsDay));
        await scheme.UntilTimeAsync("2026-03-03 12:01:00.000");
        Assert.Equal([CycleStatus.Instructed, CycleStatus.Open], await scheme.StatusesAsync());
        await scheme.AssertBooksAsync(30_000);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_open_cycle_is_cut_when_the_timetable_in_force_says(bool? restartFromJournalAlone)
    {
        ScenarioHost host = NewHost();
        // The one change: cuts at 10:45 and 15:00.
        host.ReadProfile = _ => TestProfiles.NetByTimetable with { Settlement = TestProfiles.Timetable(new TimeOnly(10, 45), new TimeOnly(15, 0)) };
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(host, TestProfiles.NetByTimetable);
        await scheme.SettledAsync(800);
        Assert.Equal(SchemeReply.Done, await host.Switch.ScheduleProfileAsync(scheme.Profile.Name, default, host.Clock.NowMs + (30 * 60_000), Scheme.Operator));
        await scheme.UntilTimeAsync("2026-03-02 10:30:00.000");
        if (restartFromJournalAlone is bool alone) await host.RestartAsync(alone);

        await scheme.UntilTimeAsync("2026-03-02 10:44:59.999");
        Assert.Equal([CycleStatus.Open], await scheme.StatusesAsync());
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 10, 45, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), (await scheme.CycleAsync(1)).Opened!.PlannedCutMs);
        await scheme.UntilTimeAsync("2026-03-02 10:45:00.000");
        Assert.Equal([CycleStatus.Netted, CycleStatus.Open], await scheme.StatusesAsync());
        await scheme.UntilTimeAsync("2026-03-02 14:59:59.999");
        Assert.Equal(CycleStatus.Open, (await scheme.CycleAsync(2)).Status);
        await scheme.UntilTimeAsync("2026-03-02 15:00:00.000");
        Assert.Equal(2, (await scheme.CycleAsync(2)).Opened!.OfDay);
        Assert.NotEqual(CycleStatus.Open, (await scheme.CycleAsync(2)).Status);
        await scheme.AssertBooksAsync(30_000);
    }

    [Fact]
    public async Task A_change_that_leaves_the_timetable_alone_leaves_a_cycle_that_was_opened_early_alone()
    {
        ScenarioHost host = NewHost();
        host.ReadProfile = _ => TestProfiles.NetByTimetable with { AmountMaxMinor = 5_000 };
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(host, TestProfiles.NetByTimetable);
        await scheme.CutAsync();
        await host.Switch.ScheduleProfileAsync(scheme.Profile.Name, default, host.Clock.NowMs + 60_000, Scheme.Operator);
        await scheme.UntilTimeAsync("2026-03-02 14:59:59.999");
        Assert.Equal(CycleStatus.Open, (await scheme.CycleAsync(2)).Status);
        await scheme.UntilTimeAsync("2026-03-02 15:00:00.000");
        Assert.NotEqual(CycleStatus.Open, (await scheme.CycleAsync(2)).Status);
    }

    [Fact]
    public async Task A_cut_that_is_asked_for_twice_cuts_one_cycle()
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost(), TestProfiles.NetByTimetable);
        Assert.Equal(CycleReply.Done, await scheme.CutAsync(1));
        long position = scheme.Host.JournalPosition;
        Assert.Equal(CycleReply.NotOpen, await scheme.CutAsync(1));
        Assert.Equal(CycleReply.Unknown, await scheme.CutAsync(0));
        Assert.Equal(position, scheme.Host.JournalPosition);
        Assert.Equal(CycleStatus.Open, (await scheme.CycleAsync(2)).Status);
    }

    [Fact]
    public async Task What_an_operator_has_aborted_the_timetable_does_not_instruct()
    {
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(NewHost(), TestProfiles.NetByTimetable);
        await scheme.SettledAsync(800);
        await scheme.UntilTimeAsync("2026-03-02 11:00:30.000");
        Assert.Equal(CycleReply.Done, await scheme.CommandAsync(1, new AbortCycle(Scheme.Operator)));
        await scheme.UntilTimeAsync("2026-03-02 11:10:00.000");
        Assert.Equal(CycleStatus.Aborted, (await scheme.CycleAsync(1)).Status);

        Assert.Equal(CycleReply.Done, await scheme.CommandAsync(1, new ReopenCycle(Scheme.Operator)));

        Assert.Equal(CycleStatus.Netted, (await scheme.CycleAsync(1)).Status);
        await scheme.UntilTimeAsync("2026-03-02 11:10:59.999");
        Assert.Empty(await scheme.ReadAllAsync(Scheme.SettlementBank));
        await scheme.UntilTimeAsync("2026-03-02 11:11:00.000");
        Assert.Equal(CycleStatus.Instructed, (await scheme.CycleAsync(1)).Status);
        await scheme.ConfirmAllAsync(1);
        await scheme.AssertBooksAsync(30_000);
    }
}
