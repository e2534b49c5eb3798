namespace PaymentSwitch.Simulations.Day;

/// <summary>How the day is run.</summary>
internal sealed record DaySettings
{
    /// <summary>Where payments and what banks do with them come from; the same seed gives the same ones.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How long the day takes, in seconds of the machine's clock. Its end may take a little longer.</summary>
    public int Seconds { get; init; } = 30;

    /// <summary>How many payments are sent in each of those seconds, in both schemes together.</summary>
    public int PaymentsPerSecond { get; init; } = 60;

    /// <summary>Where the switch keeps its data.</summary>
    public required string DataFolder { get; init; }
}
