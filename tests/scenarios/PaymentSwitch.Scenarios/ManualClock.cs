namespace PaymentSwitch.Scenarios;

/// <summary>A clock that stands still until it is told to move.</summary>
public sealed class ManualClock : TimeProvider
{
    private long _nowMs = new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public long NowMs => Volatile.Read(ref _nowMs);

    public void Advance(long ms) => Interlocked.Add(ref _nowMs, ms);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(NowMs);
}
