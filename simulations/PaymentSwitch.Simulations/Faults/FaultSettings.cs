namespace PaymentSwitch.Simulations.Faults;

/// <summary>How much of everything.</summary>
internal sealed record FaultSettings
{
    /// <summary>Where payments, moments and places come from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many payments are sent per second.</summary>
    public int PaymentsPerSecond { get; init; } = 150;

    /// <summary>How often the switch is killed, on each kind of storage.</summary>
    public int Kills { get; init; } = 20;

    /// <summary>After how many kills a switch and its banks are looked at and put aside for new ones.</summary>
    public int KillsEach { get; init; } = 100;

    /// <summary>How many switches are killed at a time.</summary>
    public int Lives { get; init; } = Environment.ProcessorCount;

    /// <summary>How often each other fault is brought about.</summary>
    public int Times { get; init; } = 4;

    /// <summary>Of how many bytes of the stored journal one is changed; 1 for each.</summary>
    public int FlipStride { get; init; } = 101;

    /// <summary>How long a bad bank is bad, and good before, for comparison.</summary>
    public TimeSpan BankPhase { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether some payments are met with silence: each costs the time until its deadline at the end.</summary>
    public bool WithSilence { get; init; } = true;

    /// <summary>Everything often: for hours, not for minutes.</summary>
    public static FaultSettings Full { get; } = new() { Kills = 200, Times = 25, FlipStride = 1, BankPhase = TimeSpan.FromSeconds(60) };
}
