using PaymentSwitch.Engine.Timekeeping;
using Xunit;

namespace PaymentSwitch.Engine.Tests;

/// <summary>What the switch's time is, given what the wall's clock and the monotonic one show.</summary>
public sealed class ClockSteeringTests
{
    private const long Hour = 3_600_000;
    private static readonly ClockLimits Limits = new() { StepMs = 1_000, AdoptStepAfterMs = 30_000 };

    private readonly List<ClockNotice> _told = [];
    private ClockSteering _steering = null!;
    private long _wallMs;
    private long _monotonicMs = 77;
    private long _lastTicks;
    private long _notBeforeMs;

    private long TimeMs => _lastTicks / TimeSpan.TicksPerMillisecond;

    [Fact]
    public void While_both_clocks_run_alike_the_time_is_the_walls()
    {
        Begin(Hour);
        for (int i = 0; i < 1_000; i++)
        {
            Pass(i % 37);
            Assert.Equal(_wallMs, TimeMs);
        }

        Assert.Empty(_told);
    }

    [Theory]
    [InlineData(3 * Hour)]
    [InlineData(-3 * Hour)]
    [InlineData(1_001)]
    [InlineData(-1_001)]
    public void A_step_that_does_not_last_is_told_and_changes_nothing(long byMs)
    {
        Begin(10 * Hour);
        Pass(5_000, 100);
        long before = TimeMs;
        _wallMs += byMs;
        Pass(29_900, 100);
        Assert.Equal(before + 29_900, TimeMs);
        _wallMs -= byMs;
        Pass(100);
        Assert.Equal(_wallMs, TimeMs);
        Assert.Equal([(ClockChange.Stepped, byMs), (ClockChange.Returned, 0)], _told.Select(notice => (notice.Change, notice.AheadMs)));
        Assert.Equal(0, _steering.AheadTicks);
    }

    [Fact]
    public void A_step_ahead_that_lasts_is_followed_at_once_when_its_time_has_come()
    {
        Begin(10 * Hour);
        _wallMs += 3 * Hour;
        Pass(100);
        Pass(29_999, 1);
        Assert.Equal(_wallMs - (3 * Hour), TimeMs);
        Pass(1);
        Assert.Equal(_wallMs, TimeMs);
        Assert.Equal([ClockChange.Stepped, ClockChange.FollowedAhead], _told.Select(notice => notice.Change));
        Assert.Equal(3 * Hour, _told[1].AheadMs);
        Pass(60_000, 100);
        Assert.Equal((_wallMs, 2), (TimeMs, _told.Count));
    }

    [Fact]
    public void A_step_back_that_lasts_lets_the_time_run_at_a_tenth_until_the_clock_has_caught_up_when_it_was_told()
    {
        Begin(10 * Hour);
        _wallMs -= Hour;
        Pass(30_100, 100);
        Assert.Equal(_wallMs + Hour, TimeMs);
        Assert.Equal([ClockChange.Stepped, ClockChange.WaitsForIt], _told.Select(notice => notice.Change));
        (long from, long until) = (TimeMs, _told[1].UntilMs + (DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMillisecond));
        Pass(10_000, 100);
        Assert.Equal(from + 1_000, TimeMs);
        while (_wallMs < until - 1_000) Pass(100);
        Assert.Equal(2, _told.Count);
        Pass(2_000, 100);
        Assert.Equal(ClockChange.CaughtUp, _told[^1].Change);
        Pass(1_000_000, 100);
        Assert.Equal((_wallMs, 3), (TimeMs, _told.Count));
    }

    [Theory]
    [InlineData(-1_000)]
    [InlineData(900)]
    [InlineData(-3)]
    public void A_small_difference_is_made_up_by_a_hundredth_at_most_without_a_word(long byMs)
    {
        Begin(10 * Hour);
        _wallMs += byMs;
        for (int i = 0; i < 20_000; i++)
        {
            long before = _lastTicks;
            Pass(10);
            Assert.InRange(_lastTicks - before, 99_000, 101_000);
        }

        Assert.Equal(_wallMs * 1.0, _lastTicks / (double)TimeSpan.TicksPerMillisecond, 1.0);
        Assert.Empty(_told);
    }

    [Fact]
    public void A_small_difference_is_not_overshot_by_readings_that_are_seconds_apart()
    {
        Begin(10 * Hour);
        _wallMs += 800;
        long before = long.MaxValue;
        for (int i = 0; i < 300; i++)
        {
            Pass(1_000);
            Assert.InRange(_steering.AheadTicks, 0, before);
            before = _steering.AheadTicks;
        }

        Assert.InRange(before, 0, TimeSpan.TicksPerMillisecond);
    }

    [Fact]
    public void A_second_step_begins_the_waiting_anew()
    {
        Begin(10 * Hour);
        _wallMs += Hour;
        Pass(25_000, 100);
        _wallMs += Hour;
        Pass(25_000, 100);
        Assert.Equal(_wallMs - (2 * Hour), TimeMs);
        Pass(6_000, 100);
        Assert.Equal(_wallMs, TimeMs);
        Assert.Equal([ClockChange.Stepped, ClockChange.Stepped, ClockChange.FollowedAhead], _told.Select(notice => notice.Change));
    }

    [Fact]
    public void A_step_amid_the_waiting_for_a_clock_that_is_behind_is_judged_like_any()
    {
        Begin(10 * Hour);
        _wallMs -= Hour;
        Pass(40_000, 100);
        // Put right again: at once where that is near, after a while where it is ahead.
        _wallMs += Hour;
        Pass(1_000, 100);
        Assert.Equal(ClockChange.Stepped, _told[^1].Change);
        Pass(30_000, 100);
        Assert.Equal((ClockChange.FollowedAhead, _wallMs), (_told[^1].Change, TimeMs));
        _wallMs -= Hour;
        Pass(31_000, 100);
        Assert.Equal(ClockChange.WaitsForIt, _told[^1].Change);
        _wallMs += Hour - 500;
        Pass(100);
        Assert.Equal(ClockChange.CaughtUp, _told[^1].Change);
    }

    [Fact]
    public void Many_small_steps_add_up_to_one()
    {
        Begin(10 * Hour);
        for (int i = 0; i < 5; i++)
        {
            _wallMs += 600;
            Pass(100);
        }

        Assert.Equal([ClockChange.Stepped], _told.Select(notice => notice.Change));
    }

    [Fact]
    public void At_the_start_there_is_nothing_to_hold_the_clock_against_but_the_last_time_known()
    {
        _notBeforeMs = 10 * Hour;
        Begin(12 * Hour);
        Assert.Equal((12 * Hour, null), (TimeMs, _steering.AtStart));
        Begin((10 * Hour) - 900);
        Assert.Equal((10 * Hour, null), (TimeMs, _steering.AtStart));
        Begin(7 * Hour);
        Assert.Equal(10 * Hour, TimeMs);
        ClockNotice told = _steering.AtStart!.Value;
        Assert.Equal((ClockChange.BehindAtStart, -3 * Hour), (told.Change, told.AheadMs));
        Pass(10_000, 100);
        Assert.Equal((10 * Hour) + 1_000, TimeMs);
        while (_told.Count == 0) Pass(1_000);
        Assert.Equal(ClockChange.CaughtUp, _told[0].Change);
        Assert.Equal(told.UntilMs + (DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMillisecond), _wallMs, 2_000.0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_time_never_goes_back_whatever_the_clock_does_and_however_often_it_is_asked(int seed)
    {
        var random = new Random(seed);
        Begin(1_000 * Hour);
        long sinceSteps = 0;
        for (int i = 0; i < 200_000; i++)
        {
            if (random.Next(2_000) == 0)
            {
                _wallMs += random.NextInt64(-2 * Hour, 2 * Hour) / (long)Math.Pow(10, random.Next(7));
                sinceSteps = 0;
            }

            long before = _lastTicks;
            // Some readings are less than a millisecond apart, some far.
            long byTicks = random.Next(3) == 0 ? random.Next(10_000) : random.NextInt64(10 * TimeSpan.TicksPerSecond) >> random.Next(24);
            ReadAfter(byTicks);
            sinceSteps += byTicks;
            Assert.True(_lastTicks >= before, "The time went back.");
        }

        // Left alone it comes to the wall's clock, from wherever it is.
        for (int i = 0; i < 3_000_000 && Math.Abs(_steering.AheadTicks) > TimeSpan.TicksPerMillisecond; i++) ReadAfter(TimeSpan.TicksPerSecond);
        Assert.InRange(_steering.AheadTicks, -TimeSpan.TicksPerMillisecond, TimeSpan.TicksPerMillisecond);
    }

    private long _fractionTicks;

    private void Begin(long wallMs)
    {
        _wallMs = wallMs;
        _told.Clear();
        _steering = new ClockSteering(Limits, wallMs * TimeSpan.TicksPerMillisecond, _monotonicMs * TimeSpan.TicksPerMillisecond, _notBeforeMs * TimeSpan.TicksPerMillisecond);
        _lastTicks = _steering.Read(wallMs * TimeSpan.TicksPerMillisecond, _monotonicMs * TimeSpan.TicksPerMillisecond, out _);
    }

    /// <summary>So many ms pass on both clocks, read every so many.</summary>
    private void Pass(long ms, long every)
    {
        for (long passed = 0; passed < ms; passed += every) Pass(Math.Min(every, ms - passed));
    }

    private void Pass(long ms) => ReadAfter(ms * TimeSpan.TicksPerMillisecond);

    private void ReadAfter(long ticks)
    {
        _fractionTicks += ticks;
        (_wallMs, _monotonicMs, _fractionTicks) = (
            _wallMs + (_fractionTicks / TimeSpan.TicksPerMillisecond), _monotonicMs + (_fractionTicks / TimeSpan.TicksPerMillisecond), _fractionTicks % TimeSpan.TicksPerMillisecond);
        _lastTicks = _steering.Read((_wallMs * TimeSpan.TicksPerMillisecond) + _fractionTicks, (_monotonicMs * TimeSpan.TicksPerMillisecond) + _fractionTicks, out ClockNotice? notice);
        if (notice is ClockNotice told) _told.Add(told);
    }
}
