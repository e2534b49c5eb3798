namespace PaymentSwitch.Simulations.Fairness;

/// <summary>What a bad bank does in its phases.</summary>
internal enum BadBank
{
    /// <summary>It neither reads nor answers.</summary>
    Dead,

    /// <summary>As dead, and it opens connections, asks for old pages and takes none, sends halves of requests.</summary>
    Stalling,

    /// <summary>It answers as it should, and for others and in their name as well, and sends nonsense.</summary>
    Lying,
}

/// <summary>How the others' latency beside a bad bank is measured.</summary>
internal sealed record FairnessSettings
{
    /// <summary>What the fourth bank does.</summary>
    public BadBank Bad { get; init; }

    /// <summary>How many payments the three others make among themselves per second, in all phases.</summary>
    public int PaymentsPerSecond { get; init; } = 300;

    /// <summary>How many they make to the fourth bank per second, in all phases.</summary>
    public int ToBadPerSecond { get; init; } = 50;

    /// <summary>How many pairs of phases count; one more goes before them and does not.</summary>
    public int Pairs { get; init; } = 10;

    /// <summary>How long a phase is measured.</summary>
    public TimeSpan Measured { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a phase lasts before: until what the other kind of phase has left open has come to its deadline.</summary>
    public TimeSpan Lead { get; init; } = TimeSpan.FromSeconds(11);
}
