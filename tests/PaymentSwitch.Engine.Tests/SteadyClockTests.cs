using System.Collections.Concurrent;
using PaymentSwitch.Engine.Timekeeping;
using Xunit;

namespace PaymentSwitch.Engine.Tests;

/// <summary>The clock that the switch lives by, on a machine whose clocks are moved by hand.</summary>
public sealed class SteadyClockTests
{
    private static readonly ClockLimits Limits = new() { StepMs = 1_000, AdoptStepAfterMs = 5_000 };

    [Fact]
    public void A_clock_that_jumps_for_a_moment_is_told_of_and_not_followed()
    {
        var machine = new Machine();
        var told = new BlockingCollection<ClockNotice>();
        var clock = new SteadyClock(machine, Limits, 0, told.Add);
        DateTimeOffset began = clock.GetUtcNow();
        machine.Ahead = TimeSpan.FromHours(3);
        machine.Pass(1_000);
        Assert.Equal(began.AddSeconds(1), clock.GetUtcNow());
        Assert.Equal(3 * 3_600_000, clock.MachineAheadMs);
        Assert.True(told.TryTake(out ClockNotice stepped, TimeSpan.FromSeconds(60)) && stepped.Change == ClockChange.Stepped, "Nobody was told.");
        machine.Pass(5_000);
        Assert.Equal(began.AddSeconds(6).AddHours(3), clock.GetUtcNow());
        Assert.True(told.TryTake(out ClockNotice followed, TimeSpan.FromSeconds(60)) && followed.Change == ClockChange.FollowedAhead, "Nobody was told that it was followed.");
    }

    [Fact]
    public void A_start_behind_the_journal_is_told_before_anything_is_asked()
    {
        var machine = new Machine();
        var told = new List<ClockNotice>();
        long lastMs = machine.GetUtcNow().ToUnixTimeMilliseconds() + 60_000;
        var clock = new SteadyClock(machine, Limits, lastMs, told.Add);
        Assert.Equal((ClockChange.BehindAtStart, -60_000), (told.Single().Change, told.Single().AheadMs));
        Assert.InRange(told[0].UntilMs - machine.GetUtcNow().ToUnixTimeMilliseconds(), 60_000, 67_000);
        Assert.Equal(lastMs, clock.GetUtcNow().ToUnixTimeMilliseconds());
    }

    [Fact]
    public void A_reading_in_which_the_thread_was_put_aside_is_made_again()
    {
        var machine = new Machine();
        var told = new List<ClockNotice>();
        var clock = new SteadyClock(machine, Limits, 0, told.Add);
        DateTimeOffset began = clock.GetUtcNow();
        machine.PutAsideMs = 4_000;
        Assert.Equal(began.AddSeconds(4), clock.GetUtcNow());
        Assert.Equal(0, clock.MachineAheadMs);
        Assert.Empty(told);
    }

    [Fact]
    public void Threads_that_ask_at_once_never_see_it_go_back()
    {
        var clock = new SteadyClock(TimeProvider.System, Limits, 0, static _ => { });
        long latest = 0;
        Parallel.For(0, 4, _ =>
        {
            for (int i = 0; i < 50_000; i++)
            {
                long seen = Volatile.Read(ref latest);
                long now = clock.GetUtcNow().UtcTicks;
                Assert.True(now >= seen, $"It was {seen} before, and is {now} now.");
                Volatile.Write(ref latest, Math.Max(now, seen));
            }
        });
        Assert.InRange(clock.MachineAheadMs, -1_000, 1_000);
    }

    /// <summary>A machine on which time passes by hand, and between two readings of its clocks where that is asked for.</summary>
    private sealed class Machine : TimeProvider
    {
        private long _ms = 1_800_000_000_000;

        public TimeSpan Ahead { get; set; }

        public long PutAsideMs { get; set; }

        public override long TimestampFrequency => 1_000;

        public void Pass(long ms) => _ms += ms;

        public override DateTimeOffset GetUtcNow()
        {
            DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(_ms) + Ahead;
            _ms += PutAsideMs;
            PutAsideMs = 0;
            return now;
        }

        public override long GetTimestamp() => _ms;
    }
}
