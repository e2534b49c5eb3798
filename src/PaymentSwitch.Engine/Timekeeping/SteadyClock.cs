namespace PaymentSwitch.Engine.Timekeeping;

/// <summary>
/// The switch's time as a clock: never goes back, does not follow a machine's clock that jumps for a moment, and follows one that stays where it
/// has jumped to. <see cref="ClockSteering"/> decides; this reads the machine's clocks for it. Timers and timestamps are the machine's own.
/// </summary>
public sealed class SteadyClock : TimeProvider
{
    private const int ReadingsMax = 4;

    private readonly TimeProvider _machine;
    private readonly Action<ClockNotice> _tell;
    private readonly Lock _reading = new();
    private readonly ClockSteering _steering;
    private readonly long _origin;

    /// <summary>Begins with what the machine's clocks show now.</summary>
    /// <param name="machine">The machine's clocks.</param>
    /// <param name="limits">What is a step, and how long it must last.</param>
    /// <param name="notBeforeMs">The last time that the switch is known to have had, in Unix milliseconds; 0 for none.</param>
    /// <param name="tell">Is told of steps, by a thread of the pool; of what is found now before this returns.</param>
    public SteadyClock(TimeProvider machine, ClockLimits limits, long notBeforeMs, Action<ClockNotice> tell)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(tell);
        _machine = machine;
        _tell = tell;
        _origin = machine.GetTimestamp();
        (long wall, long monotonic) = ReadMachine();
        _steering = new ClockSteering(limits, wall, monotonic, DateTimeOffset.FromUnixTimeMilliseconds(notBeforeMs).Ticks);
        if (_steering.AtStart is ClockNotice found) tell(found);
    }

    /// <summary>How far the machine's clock was ahead of the switch's time when it was last asked, in ms; less than zero where it was behind.</summary>
    public long MachineAheadMs
    {
        get
        {
            lock (_reading) return _steering.AheadTicks / TimeSpan.TicksPerMillisecond;
        }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => _machine.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => _machine.LocalTimeZone;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        long ticks;
        ClockNotice? notice;
        lock (_reading)
        {
            (long wall, long monotonic) = ReadMachine();
            ticks = _steering.Read(wall, monotonic, out notice);
        }

        // Whoever asks for the time may be the thread that decides: it waits for no log.
        if (notice is ClockNotice found) ThreadPool.UnsafeQueueUserWorkItem(static told => told.Tell(told.Found), (Tell: _tell, Found: found), preferLocal: false);
        return new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => _machine.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => _machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>Both clocks at one moment: a thread that is put aside between the two readings would see a step where there is none.</summary>
    private (long WallTicks, long MonotonicTicks) ReadMachine()
    {
        (long Wall, long Monotonic, long Apart) best = (0, 0, long.MaxValue);
        for (int i = 0; i < ReadingsMax && best.Apart > TimeSpan.TicksPerMillisecond; i++)
        {
            long before = _machine.GetElapsedTime(_origin).Ticks;
            long wall = _machine.GetUtcNow().UtcTicks;
            long after = _machine.GetElapsedTime(_origin).Ticks;
            if (after - before < best.Apart) best = (wall, after, after - before);
        }

        return (best.Wall, best.Monotonic);
    }
}
