namespace PaymentSwitch.Server.Checkpoints;

/// <summary>Signed checkpoints of the journal: whether, how often, and where.</summary>
internal sealed record CheckpointSettings
{
    /// <summary>Whether they are made.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The folder, best on another disk; empty for <c>checkpoints</c> in the data folder.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The private key, PKCS#8 in PEM; made where it is missing. Empty for <c>checkpoint-key.pem</c> in the data folder.</summary>
    public string KeyFile { get; init; } = "";

    /// <summary>After how many seconds there is one, where anything was committed since the last.</summary>
    public int EverySeconds { get; init; } = 300;

    /// <summary>After how many commit groups there is one, sooner.</summary>
    public int EveryGroups { get; init; } = 50_000;

    /// <summary>How often the journal is read on, in ms.</summary>
    public int FollowEveryMs { get; init; } = 1_000;
}
