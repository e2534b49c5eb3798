using System.Globalization;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using Npgsql;
using PaymentSwitch.Cluster.Entities;
using PaymentSwitch.Cluster.Journal;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Cluster;

/// <summary>
/// One node: payments and accounts as actors, spread over all nodes, and the ledger that takes in what they store.
/// </summary>
public sealed class ClusterNode : IAsyncDisposable
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(5);

    private readonly ActorSystem _system;
    private readonly PaymentAlarms _alarms;
    private readonly NpgsqlDataSource _database;
    private readonly Tail _tail;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _following;

    private ClusterNode(ActorSystem system, EntityContext context, NpgsqlDataSource database, EmbeddedSwitchSetup setup, ClusterSettings settings)
    {
        _system = system;
        _database = database;
        _alarms = context.Alarms;
        string schema = settings.Postgres.Schema + EntityTables.Suffix;
        _tail = new Tail(database, schema);
        ClusterSharding sharding = ClusterSharding.Get(system);
        ClusterShardingSettings shardingSettings = ClusterShardingSettings.Create(system);
        context.Accounts = sharding.Start(
            "accounts", id => Props.Create(() => new AccountActor(ShardIds.AccountOf(id), context)), shardingSettings.WithRememberEntities(true), new ShardIds());
        Ledger = EmbeddedSwitch.Open(setup with { Accounts = new ClusterAccounts(context, AskAgainAfter) });
        context.Payments = sharding.Start(
            "payments", id => Props.Create(() => new PaymentActor(ShardIds.PaymentOf(id), context)), shardingSettings.WithRememberEntities(true), new ShardIds());
        IActorRef payments = context.Payments;
        _alarms.Start(payment => payments.Tell(new ToPayment(payment, DeadlinePassed.Instance)));
        Switch = new ClusterSwitch(Ledger, context, _tail, new TransactionIds(database, schema), setup.Limits, settings);
        _following = Task.Run(FollowAsync);
    }

    /// <summary>The switch.</summary>
    public LedgerBackedSwitch Switch { get; }

    /// <summary>Its ledger.</summary>
    public EmbeddedSwitch Ledger { get; }

    /// <summary>Ends when this node has stopped; faults when its ledger has.</summary>
    public Task Completion => Task.WhenAny(Ledger.Completion, _following).Unwrap();

    /// <summary>Starts a node that forms a cluster of its own, and has the ledger.</summary>
    /// <param name="settings">The node.</param>
    /// <param name="setup">The ledger.</param>
    public static async Task<ClusterNode> StartAsync(ClusterSettings settings, EmbeddedSwitchSetup setup)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(setup);
        string schema = settings.Postgres.Schema + EntityTables.Suffix;
        NpgsqlDataSource database = NpgsqlDataSource.Create(settings.Postgres.ConnectionString);
        await EntityTables.MakeAsync(database, schema).ConfigureAwait(false);
        ActorSystem system = ActorSystem.Create(settings.Name, ConfigOf(settings, schema));
        Akka.Cluster.Cluster cluster = Akka.Cluster.Cluster.Get(system);
        cluster.Join(cluster.SelfAddress);
        ClusterNode? node = null;
        // Entities are asked for what they need when they are there, which is not before the node is.
        var context = new EntityContext(() => node!.Ledger.View, setup.Clock, new PaymentAlarms(setup.Clock));
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.RegisterOnMemberUp(() => started.TrySetResult());
        await started.Task.ConfigureAwait(false);
        return node = new ClusterNode(system, context, database, setup, settings);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        _alarms.Dispose();
        await CoordinatedShutdown.Get(_system).Run(CoordinatedShutdown.ClrExitReason.Instance).ConfigureAwait(false);
        await _following.ConfigureAwait(false);
        await Ledger.DisposeAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private static Config ConfigOf(ClusterSettings settings, string schema)
    {
        using Stream resource = typeof(ClusterNode).Assembly.GetManifestResourceStream("cluster.conf")!;
        using var reader = new StreamReader(resource);
        string stores = string.Join('\n', ((string[])["journal.sql", "journal.shards", "snapshot-store.sql"]).Select(store => $$"""
            akka.persistence.{{store}} {
              connection-string = "{{settings.Postgres.ConnectionString}}"
              provider-name = "PostgreSQL.15"
              default.schema-name = "{{schema}}"
            }
            """));
        string own = string.Create(CultureInfo.InvariantCulture, $$"""
            akka.remote.dot-netty.tcp { hostname = "{{settings.Host}}", port = {{settings.Port}} }
            {{stores}}
            """);
        Config journals = ConfigurationFactory.FromResource<Akka.Persistence.Sql.Journal.SqlWriteJournal>("Akka.Persistence.Sql.persistence.conf");
        // A second journal with the same defaults.
        Config shards = ConfigurationFactory.ParseString($"akka.persistence.journal.shards {{ {journals.GetConfig("akka.persistence.journal.sql").Root} }}");
        return ConfigurationFactory.ParseString(own + "\n" + reader.ReadToEnd())
            .WithFallback(journals)
            .WithFallback(shards)
            .WithFallback(ConfigurationFactory.FromResource<Akka.Persistence.Sql.Journal.SqlWriteJournal>("Akka.Persistence.Sql.snapshot.conf"))
            .WithFallback(ClusterSharding.DefaultConfig());
    }

    private async Task FollowAsync()
    {
        TailMark taken = Ledger.Tail;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                IReadOnlyList<TailRow> rows = await _tail.ReadAsync(taken, _stopping.Token).ConfigureAwait(false);
                if (rows.Count == 0)
                {
                    await Task.Delay(PollEvery, _stopping.Token).ConfigureAwait(false);
                    continue;
                }

                await Ledger.TakeInAsync(rows).ConfigureAwait(false);
                taken = rows[^1].Mark;
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
