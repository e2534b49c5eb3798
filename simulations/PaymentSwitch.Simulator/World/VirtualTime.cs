namespace PaymentSwitch.Simulator.World;

/// <summary>
/// The time of the simulated world, and what will happen in it. It stands still while something happens, and then jumps to
/// the next thing: an hour passes as fast as it can be computed. What falls on the same microsecond happens in the order in
/// which it was planned.
/// </summary>
internal sealed class VirtualTime
{
    /// <summary>When the world begins, in Unix milliseconds: 09:00:20 UTC on a Monday in March 2027.</summary>
    public const long BeginsAtMs = 1_804_496_420_000;

    private readonly PlanHeap _plans = new();

    /// <summary>Microseconds since the world began.</summary>
    public long NowUs { get; private set; }

    /// <summary>Milliseconds since the world began.</summary>
    public long NowMs => NowUs / 1000;

    /// <summary>How many things have happened.</summary>
    public long Happened { get; private set; }

    /// <summary>Plans something.</summary>
    /// <param name="inUs">In how many microseconds.</param>
    /// <param name="what">What happens then.</param>
    public void After(long inUs, Action what) => _plans.Add(NowUs + Math.Max(0, inUs), what);

    /// <summary>Plans something, in milliseconds.</summary>
    public void AfterMs(long inMs, Action what) => After(inMs * 1000, what);

    /// <summary>Lets the next thing happen.</summary>
    /// <returns>False where nothing is planned.</returns>
    public bool Step()
    {
        if (!_plans.TryTake(out long atUs, out Action? what)) return false;
        NowUs = atUs;
        Happened++;
        what();
        return true;
    }
}

/// <summary>The clock of one machine in the world: ahead of the world's or behind it, and moved by hand at times.</summary>
internal sealed class MachineClock(VirtualTime time) : TimeProvider
{
    /// <summary>How far it is ahead, in milliseconds; less than zero where it is behind.</summary>
    public long AheadMs { get; set; }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(VirtualTime.BeginsAtMs + time.NowMs + AheadMs);

    public override long GetTimestamp() => time.NowUs;

    public override long TimestampFrequency => 1_000_000;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(time, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>A timer that goes off once, when the world comes there. Nothing here needs one that goes on.</summary>
    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        private int _plan;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan) throw new NotSupportedException("A simulated timer goes off once.");
            int plan = ++_plan;
            if (dueTime == Timeout.InfiniteTimeSpan) return true;
            time.After((long)dueTime.TotalMicroseconds, () =>
            {
                if (plan == _plan) callback(state);
            });
            return true;
        }

        public void Dispose() => _plan++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
