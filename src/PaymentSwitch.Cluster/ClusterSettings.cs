using PaymentSwitch.Storage.Postgres;

namespace PaymentSwitch.Cluster;

/// <summary>One node of a cluster.</summary>
public sealed record ClusterSettings
{
    /// <summary>What the cluster is called: the same on all nodes.</summary>
    public string Name { get; init; } = "payment-switch";

    /// <summary>The name or address under which other nodes reach this one.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The port for other nodes; 0 takes a free one.</summary>
    public int Port { get; init; } = 4053;

    /// <summary>The database of the ledger, and of what the entities store.</summary>
    public required PostgresSettings Postgres { get; init; }

    /// <summary>How long somebody who asks an entity waits for its reply, in ms; after that it is not known what became of it.</summary>
    public int AskTimeoutMs { get; init; } = 15_000;

    /// <summary>How many requests to entities may be under way on a node; beyond, new ones are refused.</summary>
    public int RequestsUnderWayMax { get; init; } = 8_192;
}
