namespace PaymentSwitch.Engine.Timekeeping;

/// <summary>
/// Decides the switch's time from readings of two clocks of the machine: the wall's, which says what time it is and can be set, and the
/// monotonic one, which counts on and says nothing. The time runs by the monotonic clock, drawn gently to the wall's; it never goes back. A
/// step of the wall's clock is followed when it has lasted, not before. Pure: it reads no clock. All times are in ticks of 100 ns. Not for
/// several threads at once.
/// </summary>
public sealed class ClockSteering
{
    // Rates are in millionths of the monotonic clock's.
    private const long Even = 1_000_000;

    // A hundredth: ten seconds that a bank has for its answer are off by a tenth of a second at most, and a second's difference is gone in two to three minutes.
    private const long SlewMax = Even / 100;

    // A tenth: deadlines of what is under way still pass, ten times later, where time that stands still would hold them for hours; and it takes
    // but a ninth longer than standing still until the clock has caught up.
    private const long WaitingRate = Even / 10;

    // A small difference is to be gone in about this time: readings that come a second apart do not overshoot.
    private const long SlewTicks = 10 * TimeSpan.TicksPerSecond;

    // Nearer readings do not change the rate.
    private const long IntervalTicks = TimeSpan.TicksPerMillisecond;

    private readonly long _stepTicks;
    private readonly long _adoptAfterTicks;
    private long _time;
    private long _monotonic;
    private long _ahead;
    private long _rate;
    private long _steppedAt;
    private Phase _phase;

    /// <summary>Begins with a first reading.</summary>
    /// <param name="limits">What is a step, and how long it must last.</param>
    /// <param name="wallTicks">The wall's clock, since the year 1.</param>
    /// <param name="monotonicTicks">The monotonic clock, since any moment.</param>
    /// <param name="notBeforeTicks">The last time that the switch is known to have had: its time begins there where the wall's clock is behind it.</param>
    public ClockSteering(ClockLimits limits, long wallTicks, long monotonicTicks, long notBeforeTicks)
    {
        ArgumentNullException.ThrowIfNull(limits);
        _stepTicks = limits.StepMs * TimeSpan.TicksPerMillisecond;
        _adoptAfterTicks = limits.AdoptStepAfterMs * TimeSpan.TicksPerMillisecond;
        _time = Math.Max(wallTicks, notBeforeTicks);
        _monotonic = monotonicTicks;
        _ahead = wallTicks - _time;
        // There is no monotonic past to hold the clock against: it is what there is.
        _phase = _ahead < -_stepTicks ? Phase.Waiting : Phase.Following;
        _rate = Rate();
        AtStart = _phase == Phase.Waiting ? Notice(ClockChange.BehindAtStart) : null;
    }

    private enum Phase
    {
        Following,
        Doubting,
        Waiting,
    }

    /// <summary>What is to be told of the first reading; null for nothing.</summary>
    public ClockNotice? AtStart { get; }

    /// <summary>How far the wall's clock was ahead of the time at the last reading; less than zero where it was behind.</summary>
    public long AheadTicks => _ahead;

    /// <summary>The time at a reading of both clocks.</summary>
    /// <param name="wallTicks">The wall's clock, since the year 1.</param>
    /// <param name="monotonicTicks">The monotonic clock, no less than at the reading before.</param>
    /// <param name="notice">What is to be told; null for nothing.</param>
    public long Read(long wallTicks, long monotonicTicks, out ClockNotice? notice)
    {
        notice = null;
        long elapsed = monotonicTicks - _monotonic;
        long time = _time + (long)((Int128)elapsed * _rate / Even);
        if (elapsed < IntervalTicks) return time;
        long ahead = wallTicks - time;
        // What a wall's clock that has run as the monotonic one did would not show.
        long jump = ahead - (_ahead + elapsed - (time - _time));
        (_time, _monotonic, _ahead) = (time, monotonicTicks, ahead);
        notice = Judge(wallTicks, jump);
        _rate = Rate();
        return _time;
    }

    private ClockNotice? Judge(long wallTicks, long jump)
    {
        Phase before = _phase;
        if (Math.Abs(_ahead) <= _stepTicks)
        {
            _phase = Phase.Following;
            return before switch
            {
                Phase.Doubting => Notice(ClockChange.Returned),
                Phase.Waiting => Notice(ClockChange.CaughtUp),
                _ => null,
            };
        }

        if (before == Phase.Following || Math.Abs(jump) > _stepTicks)
        {
            _phase = Phase.Doubting;
            _steppedAt = _monotonic;
            return Notice(ClockChange.Stepped);
        }

        if (before == Phase.Waiting || _monotonic - _steppedAt < _adoptAfterTicks) return null;
        if (_ahead < 0)
        {
            _phase = Phase.Waiting;
            return Notice(ClockChange.WaitsForIt);
        }

        ClockNotice followed = Notice(ClockChange.FollowedAhead);
        _phase = Phase.Following;
        (_time, _ahead) = (wallTicks, 0);
        return followed;
    }

    private long Rate() => _phase switch
    {
        Phase.Following => Even + Math.Clamp(_ahead * Even / SlewTicks, -SlewMax, SlewMax),
        Phase.Waiting => WaitingRate,
        _ => Even,
    };

    private ClockNotice Notice(ClockChange change)
    {
        long untilTicks = change is ClockChange.WaitsForIt or ClockChange.BehindAtStart
            ? _time + _ahead + (long)((Int128)(-_ahead - _stepTicks) * Even / (Even - WaitingRate)) - DateTime.UnixEpoch.Ticks
            : 0;
        return new ClockNotice(change, _ahead / TimeSpan.TicksPerMillisecond, untilTicks / TimeSpan.TicksPerMillisecond);
    }
}
