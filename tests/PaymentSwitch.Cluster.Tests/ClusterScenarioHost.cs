using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Scenarios;
using PaymentSwitch.Storage.Postgres;
using Serilog.Core;

namespace PaymentSwitch.Cluster.Tests;

/// <summary>The cluster host, with one node.</summary>
internal sealed class ClusterScenarioHost(PostgresSettings settings) : ScenarioHost
{
    private EmbeddedSwitchSetup? _setup;
    private PostgresStorage? _storage;
    private EntityNode? _node;
    private EmbeddedSwitch? _engine;
    private ClusterLedger? _ledger;
    private SettledSwitch? _switch;

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

    private async Task StopAsync()
    {
        if (_ledger is not null) await _ledger.DisposeAsync();
        if (_engine is not null) await _engine.DisposeAsync();
        if (_node is not null) await _node.DisposeAsync();
    }

    private async Task StartNodeAsync()
    {
        _node = await EntityNode.StartAsync(new ClusterSettings { Port = 0 }, settings, Clock, Logger.None);
        _engine = EmbeddedSwitch.Open(_setup! with { Accounts = _node.Accounts });
        _ledger = ClusterLedger.Begin(_node, _engine, _setup.Limits);
        _switch = new SettledSwitch(_ledger.Switch);
        // What was due while it was down is taken up while it serves already.
        await _switch.ListParticipantsAsync();
    }
}
