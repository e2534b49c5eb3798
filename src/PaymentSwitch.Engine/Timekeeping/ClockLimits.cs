namespace PaymentSwitch.Engine.Timekeeping;

/// <summary>When the switch's time follows the machine's clock.</summary>
public sealed record ClockLimits
{
    /// <summary>
    /// How far the machine's clock may be off the switch's time, in ms, to be followed little by little. Beyond, it has stepped. A second
    /// is what a leap second moves it by, and less than any scheme's clock notices.
    /// </summary>
    public int StepMs { get; init; } = 1_000;

    /// <summary>
    /// How long a step must last, in ms, until it is followed. Longer than a time service takes to put a mistake of its own right, and than a
    /// payment is under way: what was under way when it came is decided by the time it began with.
    /// </summary>
    public int AdoptStepAfterMs { get; init; } = 30_000;
}
