namespace PaymentSwitch.Gateway.Tests;

/// <summary>A clock that stands still until it is told to move.</summary>
internal sealed class MovedClock : TimeProvider
{
    private long _nowMs = new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public void Advance(long ms) => Interlocked.Add(ref _nowMs, ms);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Interlocked.Read(ref _nowMs));
}
