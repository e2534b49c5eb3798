using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Scenarios;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Postgres.Entities;
using Serilog.Core;

namespace PaymentSwitch.Cluster.Tests;

/// <summary>A switch that begins embedded, and moves into a cluster and back on the same schema.</summary>
internal sealed class MovingHost(PostgresSettings settings) : ScenarioHost
{
    private IReadOnlyList<SchemeProfile> _profiles = [];
    private EngineLimits _limits = new();
    private PostgresStorage? _storage;
    private EmbeddedSwitch? _embedded;
    private EntityNode? _node;
    private EmbeddedSwitch? _engine;
    private ClusterLedger? _ledger;
    private SettledSwitch? _cluster;

    public override IOperatedSwitch Switch => _embedded is not null ? _embedded : _cluster!;

    public override long JournalPosition => _storage!.Journal.LastPosition;

    /// <summary>The ledger's engine, while it is a cluster.</summary>
    public EmbeddedSwitch Ledger => _engine!;

    public EntityNode Node => _node!;

    public override Task StartAsync(IReadOnlyList<SchemeProfile> profiles, EngineLimits limits)
    {
        _profiles = profiles;
        _limits = limits;
        StartEmbedded();
        return Task.CompletedTask;
    }

    public override async Task RestartAsync(bool fromJournalAlone)
    {
        bool isEmbedded = _embedded is not null;
        await StopAsync();
        if (isEmbedded) StartEmbedded();
        else await StartClusterAsync();
    }

    /// <summary>Stops the embedded switch, copies, and starts a cluster.</summary>
    public async Task<EntityCopyReport> ToClusterAsync(long partBytes = EntityCopy.PartBytes)
    {
        await StopAsync();
        EntityCopyReport copied = EntityCopy.Run(settings, progress: null, partBytes);
        await StartClusterAsync();
        return copied;
    }

    /// <summary>Stops the cluster, takes back, and starts the embedded switch.</summary>
    public async Task<long?> ToEmbeddedAsync()
    {
        await StopAsync();
        long? taken = await EntitiesBack.RunAsync(settings, Setup);
        StartEmbedded();
        return taken;
    }

    public void StartEmbedded()
    {
        _storage = PostgresStorage.Open(settings);
        try
        {
            _embedded = EmbeddedSwitch.Open(Setup(_storage));
        }
        catch
        {
            _storage.Dispose();
            throw;
        }
    }

    public async Task StartClusterAsync()
    {
        _storage = PostgresStorage.Open(settings);
        _node = await EntityNode.StartAsync(new ClusterSettings { Port = 0 }, settings, Clock, Logger.None);
        try
        {
            _engine = EmbeddedSwitch.Open(Setup(_storage) with { Accounts = _node.Accounts });
            _ledger = ClusterLedger.Begin(_node, _engine, _limits, static () => true);
        }
        catch
        {
            await StopAsync();
            throw;
        }

        _cluster = new SettledSwitch(_ledger.Switch);
        await _cluster.ListParticipantsAsync();
    }

    public async Task StopAsync()
    {
        if (_embedded is not null) await _embedded.DisposeAsync();
        if (_ledger is not null) await _ledger.DisposeAsync();
        if (_engine is not null) await _engine.DisposeAsync();
        if (_node is not null) await _node.DisposeAsync();
        _storage?.Dispose();
        (_embedded, _ledger, _engine, _node, _cluster) = (null, null, null, null, null);
    }

    public override async ValueTask DisposeAsync() => await StopAsync();

    public EmbeddedSwitchSetup Setup(PostgresStorage storage) => new()
    {
        Schemes = _profiles, ReadProfile = ReadProfile, Limits = _limits, Clock = Clock,
        Journal = storage.Journal, Snapshots = storage.Snapshots, ReadSide = storage.ReadSide,
    };
}
