namespace PaymentSwitch.Simulations.Generate;

/// <summary>Which messages are made, and where they go to.</summary>
internal sealed record GenerateSettings
{
    public required string Definition { get; init; }

    public int Count { get; init; } = 1;

    public int Seed { get; init; } = 1;

    /// <summary>A folder of schemas; null for those shipped with the program.</summary>
    public string? Schemas { get; init; }

    /// <summary>A folder that takes one file for each message; null for standard output, which takes one message only.</summary>
    public string? Output { get; init; }

    /// <summary>Whether the messages are those that have everything of the schema between them, however many that takes.</summary>
    public bool Full { get; init; }

    public bool WithHeader { get; init; }

    public DateTimeOffset At { get; init; } = GenerateRun.DefaultInstant;
}
