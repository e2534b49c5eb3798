using System.Diagnostics;

namespace PaymentSwitch.Simulations.Day;

/// <summary>A clock that begins at a given moment and runs a given number of times faster than the machine's.</summary>
/// <param name="beginning">What it shows when it is made.</param>
/// <param name="factor">How many of its seconds pass in one second.</param>
internal sealed class FastClock(DateTimeOffset beginning, double factor) : TimeProvider
{
    private readonly long _began = Stopwatch.GetTimestamp();

    /// <summary>How many of its seconds pass in one second.</summary>
    public double Factor { get; } = factor;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => beginning + (Stopwatch.GetElapsedTime(_began) * Factor);

    /// <summary>Waits until it shows a moment; not at all where that has passed.</summary>
    public async Task WaitUntilAsync(DateTimeOffset moment)
    {
        TimeSpan wait = (moment - GetUtcNow()) / Factor;
        if (wait > TimeSpan.Zero) await Task.Delay(wait);
    }
}
