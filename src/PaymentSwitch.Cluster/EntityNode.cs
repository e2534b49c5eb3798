using System.Globalization;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using Npgsql;
using PaymentSwitch.Cluster.Entities;
using PaymentSwitch.Cluster.Journal;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Hosting;

namespace PaymentSwitch.Cluster;

/// <summary>
/// The payments and accounts of one node, among those of all nodes. It decides by the view that it is given: from the ledger where this node has
/// it, from what the node follows of the ledger elsewhere.
/// </summary>
public sealed class EntityNode : IAsyncDisposable
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(2);

    private readonly ActorSystem _system;
    private readonly EntityContext _context;
    private readonly NpgsqlDataSource _database;
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Func<SwitchView>? _view;

    private EntityNode(ClusterSettings settings, ActorSystem system, NpgsqlDataSource database, TimeProvider clock)
    {
        Settings = settings;
        _system = system;
        _database = database;
        _context = new EntityContext(() => _view!(), clock, new PaymentAlarms(clock));
        Accounts = new ClusterAccounts(_context, _started.Task, AskAgainAfter);
        Tail = new Tail(database, SchemaOf(settings));
        TransactionIds = new TransactionIds(database, SchemaOf(settings));
    }

    /// <summary>The node.</summary>
    public ClusterSettings Settings { get; }

    /// <summary>Where other nodes reach it.</summary>
    public string Address => Akka.Cluster.Cluster.Get(_system).SelfAddress.ToString();

    /// <summary>The accounts, as a ledger asks them.</summary>
    public IAccountsElsewhere Accounts { get; }

    /// <summary>How many nodes are up, as this one sees it.</summary>
    public int NodesUp => Akka.Cluster.Cluster.Get(_system).State.Members.Count(member => member.Status == Akka.Cluster.MemberStatus.Up);

    /// <summary>What all entities have stored.</summary>
    internal Tail Tail { get; }

    /// <summary>The transaction ids that are taken.</summary>
    internal TransactionIds TransactionIds { get; }

    /// <summary>What its entities reach.</summary>
    internal EntityContext Context => _context;

    /// <summary>Starts a node and waits until it is one of the cluster's. Its entities begin with the first view.</summary>
    /// <param name="settings">The node.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="join">The address of a node of the cluster; null to begin one.</param>
    public static async Task<EntityNode> StartAsync(ClusterSettings settings, TimeProvider clock, string? join = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        NpgsqlDataSource database = NpgsqlDataSource.Create(ConnectionsOf(settings).ToString());
        await EntityTables.MakeAsync(database, SchemaOf(settings)).ConfigureAwait(false);
        ActorSystem system = ActorSystem.Create(settings.Name, ConfigOf(settings));
        Akka.Cluster.Cluster cluster = Akka.Cluster.Cluster.Get(system);
        var isUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.RegisterOnMemberUp(() => isUp.TrySetResult());
        cluster.Join(join is null ? cluster.SelfAddress : Akka.Actor.Address.Parse(join));
        await isUp.Task.ConfigureAwait(false);
        return new EntityNode(settings, system, database, clock);
    }

    /// <summary>Gives its entities another view of the rest of the switch, and begins with the first.</summary>
    /// <param name="view">The view as it is whenever somebody decides.</param>
    public void Show(Func<SwitchView> view)
    {
        ArgumentNullException.ThrowIfNull(view);
        Volatile.Write(ref _view, view);
        if (_started.Task.IsCompleted) return;
        ClusterSharding sharding = ClusterSharding.Get(_system);
        ClusterShardingSettings remembered = ClusterShardingSettings.Create(_system).WithRememberEntities(true);
        EntityContext context = _context;
        context.Accounts = sharding.Start("accounts", id => Props.CreateBy(new EntityProducer<AccountActor>(() => new AccountActor(ShardIds.AccountOf(id), context))), remembered, new ShardIds());
        context.Payments = sharding.Start("payments", id => Props.CreateBy(new EntityProducer<PaymentActor>(() => new PaymentActor(ShardIds.PaymentOf(id), context))), remembered, new ShardIds());
        context.Alarms.Start(payment => context.Payments.Tell(new ToPayment(payment, DeadlinePassed.Instance)));
        _started.SetResult();
    }

    /// <summary>Leaves the cluster in good order: its entities go on elsewhere.</summary>
    public async ValueTask DisposeAsync()
    {
        await CoordinatedShutdown.Get(_system).Run(CoordinatedShutdown.ClrExitReason.Instance).ConfigureAwait(false);
        _context.Alarms.Dispose();
        await _database.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>How many entities are awake on this node.</summary>
    internal int EntityCount()
    {
        int count = 0;
        foreach (IActorRef region in (IActorRef[])[_context.Payments, _context.Accounts])
        {
            CurrentShardRegionState state = region.Ask<CurrentShardRegionState>(GetShardRegionState.Instance, AskAgainAfter).GetAwaiter().GetResult();
            count += state.Shards.Sum(shard => shard.EntityIds.Count);
        }

        return count;
    }

    /// <summary>Which payments are awake on this node.</summary>
    internal IReadOnlyList<string> PaymentIds() =>
    [
        .. _context.Payments.Ask<CurrentShardRegionState>(GetShardRegionState.Instance, AskAgainAfter).GetAwaiter().GetResult().Shards.SelectMany(shard => shard.EntityIds),
    ];

    /// <summary>Ends at once, as when the machine dies: nobody is told.</summary>
    internal async Task DieAsync()
    {
        _context.Alarms.Dispose();
        await _system.Terminate().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
    }

    private static string SchemaOf(ClusterSettings settings) => settings.Postgres.Schema + EntityTables.Suffix;

    // No session keeps anything that the next one would have to be rid of.
    private static NpgsqlConnectionStringBuilder ConnectionsOf(ClusterSettings settings) => new(settings.Postgres.ConnectionString) { NoResetOnClose = true };

    /// <summary>The actor system's settings.</summary>
    internal static Config ConfigOf(ClusterSettings settings)
    {
        using Stream resource = typeof(EntityNode).Assembly.GetManifestResourceStream("cluster.conf")!;
        using var reader = new StreamReader(resource);
        // What actors ask is asked over and over, of one index: planned once. (Not so what follows a table that grows: planned while it is empty, it would be sorted whole ever after.)
        NpgsqlConnectionStringBuilder stored = ConnectionsOf(settings);
        stored.MaxAutoPrepare = 32;
        string stores = string.Join('\n', ((string[])["journal.sql", "journal.shards", "snapshot-store.sql"]).Select(store => $$"""
            akka.persistence.{{store}} {
              connection-string = "{{stored}}"
              provider-name = "PostgreSQL.15"
              default.schema-name = "{{SchemaOf(settings)}}"
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
}
