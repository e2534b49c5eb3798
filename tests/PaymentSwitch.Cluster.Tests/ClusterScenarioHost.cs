using System.Globalization;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Scenarios;
using PaymentSwitch.Storage.Postgres;
using Serilog.Core;

namespace PaymentSwitch.Cluster.Tests;

/// <summary>The cluster host: one node with the ledger, and others beside it where there are to be any.</summary>
/// <param name="settings">Where it stores.</param>
/// <param name="nodes">How many nodes; 0 for what PAYMENTSWITCH_CLUSTER_NODES says, or one.</param>
internal sealed class ClusterScenarioHost(PostgresSettings settings, int nodes = 0) : ScenarioHost
{
    private EmbeddedSwitchSetup? _setup;
    private PostgresStorage? _storage;
    private EntityNode? _node;
    private EmbeddedSwitch? _engine;
    private ClusterLedger? _ledger;
    private SettledSwitch? _switch;
    private readonly List<(EntityNode Node, FollowingNode Following)> _others = [];

    public override IOperatedSwitch Switch => _switch!;

    public override long JournalPosition => _storage!.Journal.LastPosition;

    public override async Task StartAsync(IReadOnlyList<SchemeProfile> profiles, EngineLimits limits)
    {
        _storage = PostgresStorage.Open(settings);
        _setup = new EmbeddedSwitchSetup
        {
            Schemes = profiles, ReadProfile = ReadProfile, Limits = limits, Clock = Clock,
            Journal = _storage.Journal, Snapshots = _storage.Snapshots, ReadSide = _storage.ReadSide,
        };
        await StartNodeAsync();
    }

    public override async Task RestartAsync(bool fromJournalAlone)
    {
        await StopAsync();
        _storage!.Dispose();
        _storage = PostgresStorage.Open(settings);
        _setup = _setup! with
        {
            Journal = _storage.Journal,
            Snapshots = fromJournalAlone ? new InMemorySnapshotStore() : _storage.Snapshots,
            ReadSide = fromJournalAlone ? new InMemoryReadSide() : _storage.ReadSide,
        };
        await StartNodeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await StopAsync();
        _storage?.Dispose();
    }

    private int Nodes => nodes > 0 ? nodes
        : Environment.GetEnvironmentVariable("PAYMENTSWITCH_CLUSTER_NODES") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 1;

    private EmbeddedSwitchSetup SetupOf(IJournal journal, ISnapshotStore snapshots, IReadSide readSide) =>
        _setup! with { Journal = journal, Snapshots = snapshots, ReadSide = readSide };

    private async Task StopAsync()
    {
        if (_ledger is not null) await _ledger.DisposeAsync();
        if (_engine is not null) await _engine.DisposeAsync();
        foreach ((EntityNode node, FollowingNode following) in _others)
        {
            await node.DisposeAsync();
            following.Dispose();
        }

        _others.Clear();
        if (_node is not null) await _node.DisposeAsync();
    }

    private async Task StartNodeAsync()
    {
        _node = await EntityNode.StartAsync(new ClusterSettings { Port = 0 }, settings, Clock, Logger.None);
        _engine = EmbeddedSwitch.Open(_setup! with { Accounts = _node.Accounts });
        _ledger = ClusterLedger.Begin(_node, _engine, _setup.Limits, static () => true);
        for (int other = 1; other < Nodes; other++)
        {
            EntityNode node = await EntityNode.StartAsync(new ClusterSettings { Port = 0 }, settings, Clock, Logger.None);
            _others.Add((node, new FollowingNode(node, settings, SetupOf)));
        }

        while (_node.NodesUp < Nodes) await Task.Delay(10);
        _switch = new SettledSwitch(_ledger.Switch);
        // What was due while it was down is taken up while it serves already.
        await _switch.ListParticipantsAsync();
    }
}
