namespace PaymentSwitch.Cluster;

/// <summary>One node of a cluster: the settings of its section <c>Cluster</c>. The database is that of <c>Storage</c>.</summary>
public sealed record ClusterSettings
{
    /// <summary>What the cluster is called: the same on all nodes.</summary>
    public string Name { get; init; } = "payment-switch";

    /// <summary>The name or address under which other nodes reach this one.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The port for other nodes; 0 takes a free one.</summary>
    public int Port { get; init; } = 4053;

    /// <summary>How long somebody who asks an entity waits for its reply, in ms; after that it is not known what became of it.</summary>
    public int AskTimeoutMs { get; init; } = 15_000;

    /// <summary>How often a node without the ledger reads on in what the ledger stores, in ms, where it has read all.</summary>
    public int FollowEveryMs { get; init; } = 5;

    /// <summary>
    /// For how long a node's entities may decide by what it has read of the ledger, and after it has told the database that it is there, in ms. An operator is told
    /// that something is done when no node can decide otherwise any more: when all have read of it, and after this time at the latest.
    /// </summary>
    public int ViewLastsMs { get; init; } = 3_000;

    /// <summary>How long a node counts among those that a new one can join, after it was seen in the database, in ms: where none is left, a new cluster is begun.</summary>
    public int NodeLivesMs { get; init; } = 10_000;

    /// <summary>How far the ledger may be behind the entities, in ms; beyond, new payments are refused until it has caught up.</summary>
    public int LedgerLagMaxMs { get; init; } = 3_000;

    /// <summary>How many requests to entities may be under way on a node; beyond, they wait.</summary>
    public int RequestsUnderWayMax { get; init; } = 4_096;

    /// <summary>How many of them may wait for their turn.</summary>
    public int RequestsWaitingMax { get; init; } = 4_096;

    /// <summary>How long one more waits for a place among those, in ms; then it is refused.</summary>
    public int IngestWaitMs { get; init; } = 1_000;

    /// <summary>How large each number may be; docs/configuration.md has the same.</summary>
    internal static IReadOnlyDictionary<string, (int Least, int Most)> Ranges { get; } = new Dictionary<string, (int, int)>
    {
        [nameof(Port)] = (0, 65_535), [nameof(AskTimeoutMs)] = (1_000, 600_000), [nameof(FollowEveryMs)] = (1, 10_000), [nameof(NodeLivesMs)] = (3_000, 600_000), [nameof(ViewLastsMs)] = (2_000, 60_000),
        [nameof(LedgerLagMaxMs)] = (500, 600_000), [nameof(RequestsUnderWayMax)] = (1, 100_000), [nameof(RequestsWaitingMax)] = (1, 100_000),
        [nameof(IngestWaitMs)] = (1, 60_000),
    };

    /// <summary>Adds an error for each setting that cannot be used.</summary>
    internal void Check(List<string> errors)
    {
        if (Name.Length == 0 || Name[0] == '-' || !Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
            errors.Add($"Cluster:Name: found '{Name}', expected letters, digits and hyphens.");
        if (Host.Length == 0) errors.Add("Cluster:Host: found nothing, expected the name or address under which other nodes reach this one.");
        foreach ((string key, (int least, int most)) in Ranges)
        {
            int value = (int)typeof(ClusterSettings).GetProperty(key)!.GetValue(this)!;
            if (value < least || value > most) errors.Add($"Cluster:{key}: found {value}, expected {least} to {most}.");
        }
    }
}
