using System.Diagnostics;

namespace PaymentSwitch.Simulations.Day;

/// <summary>A clock that stands at a given moment until it is started, and then runs a given number of times faster than the machine's.</summary>
/// <param name="beginning">What it shows until then.</param>
/// <param name="factor">How many of its seconds pass in one second.</param>
internal sealed class FastClock(DateTimeOffset beginning, double factor) : TimeProvider
{
    private long _began;

    /// <summary>How many of its seconds pass in one second.</summary>
    public double Factor { get; } = factor;

    /// <summary>Starts it.</summary>
    public void Start() => Volatile.Write(ref _began, Stopwatch.GetTimestamp());

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() =>
        Volatile.Read(ref _began) is var began and not 0 ? beginning + (Stopwatch.GetElapsedTime(began) * Factor) : beginning;

    /// <summary>Waits until it shows a moment; not at all where that has passed.</summary>
    public async Task WaitUntilAsync(DateTimeOffset moment)
    {
        TimeSpan wait = (moment - GetUtcNow()) / Factor;
        if (wait > TimeSpan.Zero) await Task.Delay(wait);
    }
}
