using PaymentSwitch.Cluster.Tests;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Postgres;
using Serilog.Core;

namespace PaymentSwitch.Cluster.Benchmarks.Payments;

/// <summary>Nodes of a cluster in this process, with the banks enrolled. The first one has the ledger, and takes all requests.</summary>
internal sealed class ClusterUnderTest : IAsyncDisposable
{
    private readonly PostgresStorage _storage;
    private readonly List<FollowingNode> _followers = [];
    private readonly SchemeProfile _profile;
    private EmbeddedSwitch _engine = null!;

    private ClusterUnderTest(PostgresSettings settings, SchemeProfile profile)
    {
        Settings = settings;
        _profile = profile;
        _storage = PostgresStorage.Open(settings);
    }

    /// <summary>Where it stores.</summary>
    public PostgresSettings Settings { get; }

    /// <summary>Its nodes, that with the ledger first.</summary>
    public List<EntityNode> Nodes { get; } = [];

    /// <summary>The ledger.</summary>
    public ClusterLedger Ledger { get; private set; } = null!;

    /// <summary>Starts it.</summary>
    /// <param name="settings">Where it stores.</param>
    /// <param name="nodes">How many nodes.</param>
    /// <param name="profile">The scheme.</param>
    /// <param name="enrols">Whether the banks are enrolled; not where they are already.</param>
    public static async Task<ClusterUnderTest> StartAsync(PostgresSettings settings, int nodes, SchemeProfile profile, bool enrols = true)
    {
        var started = new ClusterUnderTest(settings, profile);
        EntityNode first = await EntityNode.StartAsync(new ClusterSettings { Port = 0 }, settings, TimeProvider.System, Logger.None);
        started.Nodes.Add(first);
        EmbeddedSwitchSetup setup = started.Setup(started._storage.Journal, started._storage.Snapshots, started._storage.ReadSide) with { Accounts = first.Accounts };
        started._engine = EmbeddedSwitch.Open(setup);
        started.Ledger = ClusterLedger.Begin(first, started._engine, setup.Limits, static () => true);
        if (enrols) await Banks.EnrolAsync(started.Ledger.Switch);
        for (int n = 1; n < nodes; n++)
        {
            EntityNode other = await EntityNode.StartAsync(new ClusterSettings { Port = 0 }, settings, TimeProvider.System, Logger.None);
            started.Nodes.Add(other);
            started._followers.Add(new FollowingNode(other, settings, started.Setup));
        }

        while (started.Nodes.Any(node => node.NodesUp < nodes)) await Task.Delay(20);
        return started;
    }

    /// <summary>How long it takes until the ledger has taken in what is stored when this is called: until banks are told of it.</summary>
    /// <returns>In ms.</returns>
    public async Task<double> LedgerLagAsync()
    {
        TailMark last = await Nodes[0].Tail.LastAsync();
        long began = System.Diagnostics.Stopwatch.GetTimestamp();
        while (Ledger.Engine.Tail < last)
        {
            if (Ledger.Completion.IsFaulted) await Ledger.Completion;
            await Task.Delay(1);
        }

        return System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    /// <summary>Lets a node that has no ledger die.</summary>
    /// <param name="index">Which; not 0.</param>
    public async Task DieAsync(int index)
    {
        EntityNode node = Nodes[index];
        Nodes.RemoveAt(index);
        Task death = node.DieAsync();
        FollowingNode follower = _followers[index - 1];
        _followers.RemoveAt(index - 1);
        await death;
        follower.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        await _engine.DisposeAsync();
        for (int n = Nodes.Count - 1; n >= 0; n--) await Nodes[n].DisposeAsync();
        foreach (FollowingNode follower in _followers) follower.Dispose();
        _storage.Dispose();
    }

    private EmbeddedSwitchSetup Setup(IJournal journal, ISnapshotStore snapshots, IReadSide readSide) => new()
    {
        Schemes = [_profile], Journal = journal, Snapshots = snapshots, ReadSide = readSide,
    };
}
