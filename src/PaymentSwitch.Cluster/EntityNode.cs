using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using Akka.Streams;
using Npgsql;
using PaymentSwitch.Cluster.Entities;
using PaymentSwitch.Cluster.Journal;
using PaymentSwitch.Cluster.Nodes;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Postgres.Entities;
using ILogger = Serilog.ILogger;

namespace PaymentSwitch.Cluster;

/// <summary>
/// The payments and accounts of one node, among those of all nodes. It decides by the view that it is given: from the ledger where this node has
/// it, from what the node follows of the ledger elsewhere.
/// </summary>
public sealed class EntityNode : IAsyncDisposable
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(100);

    private readonly NodeActors _actors;
    private readonly EntityContext _context;
    private readonly NpgsqlDataSource _database;
    private readonly NodeMembership _membership;
    private readonly LedgerLag _lag;
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private EntityNode(ClusterSettings settings, string schema, NodeActors actors, EntityContext context, NodeMembership membership, NpgsqlDataSource database)
    {
        Settings = settings;
        _actors = actors;
        _membership = membership;
        _database = database;
        _context = context;
        Accounts = new ClusterAccounts(_context, _started.Task, AskAgainAfter);
        Tail = new EntityTail(database, schema);
        TransactionIds = new TransactionIds(database, schema);
        Ingest = new Ingest(actors.System, settings, AskPaymentAsync);
        _lag = new LedgerLag(Tail, () => _context.Taken, membership.EndFor);
    }

    /// <summary>The node.</summary>
    public ClusterSettings Settings { get; }

    /// <summary>Where other nodes reach it.</summary>
    public string Address => Akka.Cluster.Cluster.Get(System).SelfAddress.ToString();

    /// <summary>The accounts, as a ledger asks them.</summary>
    public IAccountsElsewhere Accounts { get; }

    /// <summary>How many nodes are up, as this one sees it.</summary>
    public int NodesUp => Akka.Cluster.Cluster.Get(System).State.Members.Count(member => member.Status == Akka.Cluster.MemberStatus.Up);

    /// <summary>For how long the oldest row of an entity that the ledger has not taken in has been known here, in ms; 0 where there is none.</summary>
    public long LedgerLagMs => _lag.Ms;

    /// <summary>Whether it is one of the cluster's.</summary>
    public bool IsMember => _membership.IsMember;

    /// <summary>Completes when this node is none of the cluster's any more: it was taken for dead, or another cluster was begun. The process must end then.</summary>
    public Task Lost => _membership.Lost;

    /// <summary>Its actors.</summary>
    internal ActorSystem System => _actors.System;

    /// <summary>The node among the others.</summary>
    internal NodeMembership Membership => _membership;

    /// <summary>What all entities have stored.</summary>
    internal EntityTail Tail { get; }

    /// <summary>The transaction ids that are taken.</summary>
    internal TransactionIds TransactionIds { get; }

    /// <summary>What banks ask of payments, on its way to them.</summary>
    internal Ingest Ingest { get; }

    /// <summary>What its entities reach.</summary>
    internal EntityContext Context => _context;

    /// <summary>Starts a node. It joins the others, and its entities begin, with the first view.</summary>
    /// <param name="settings">The node.</param>
    /// <param name="postgres">The database of the ledger, and of what the entities store.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="log">The log.</param>
    /// <param name="reached">How other nodes reach it besides, as that is at each moment; null for not at all.</param>
    /// <exception cref="NpgsqlException">The database cannot be used.</exception>
    public static async Task<EntityNode> StartAsync(
        ClusterSettings settings, PostgresSettings postgres, TimeProvider clock, ILogger log, Func<NodeReached>? reached = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(postgres);
        string schema = EntityTables.SchemaOf(postgres);
        NpgsqlDataSource database = NpgsqlDataSource.Create(EntityConnection.Of(postgres));
        await EntityTables.MakeAsync(database, schema, NodeTable.Sql(schema)).ConfigureAwait(false);
        var context = new EntityContext(clock, new PaymentAlarms(clock));
        NodeActors actors = await NodeActors.StartAsync(settings.Name, akka => akka.WithEntityStores(postgres).WithNodes(settings, postgres).WithEntities(context)).ConfigureAwait(false);
        context.Accounts = actors.Region<AccountActor>();
        context.Payments = actors.Region<PaymentActor>();
        string address = Akka.Cluster.Cluster.Get(actors.System).SelfAddress.ToString();
        string name = Akka.Cluster.Cluster.Get(actors.System).SelfAddress.HostPort();
        var membership = new NodeMembership(actors.System, new NodeTable(database, schema), Self, settings, postgres.Schema, log);
        return new EntityNode(settings, schema, actors, context, membership, database);

        NodeRow Self()
        {
            NodeReached now = reached?.Invoke() ?? new NodeReached("", "", "");
            return new NodeRow(name, address, now.Holder, now.Banks, now.Operators);
        }
    }

    /// <summary>Lets its entities go by the ledger as this node knows it from now on, and begins with the first.</summary>
    /// <param name="ledger">The ledger.</param>
    public void Show(IKnownLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        if (!_context.Show(ledger)) return;
        _context.Alarms.Start(payment => _context.Payments.Tell(new ToPayment(payment, DeadlinePassed.Instance)));
        _lag.Start();
        _started.SetResult();
        // Its regions are there already: the others' coordinators need not wait for them.
        _membership.Join();
    }

    /// <summary>Leaves the cluster in good order: its entities go on elsewhere.</summary>
    public async ValueTask DisposeAsync()
    {
        await _lag.DisposeAsync().ConfigureAwait(false);
        await _actors.DisposeAsync().ConfigureAwait(false);
        await _membership.DisposeAsync().ConfigureAwait(false);
        _context.Alarms.Dispose();
        await _database.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Asks a payment until it has answered. What is on its way to a node that dies is lost, and asked again, as a bank would: what was done already is not
    /// done a second time.
    /// </summary>
    /// <exception cref="TimeoutException">It has not answered within <see cref="ClusterSettings.AskTimeoutMs"/>: what became of it is not known.</exception>
    internal async Task<PaymentAnswer> AskPaymentAsync(Uetr uetr, object command)
    {
        var timeout = TimeSpan.FromMilliseconds(Settings.AskTimeoutMs);
        long began = Stopwatch.GetTimestamp();
        while (true)
        {
            TimeSpan left = timeout - Stopwatch.GetElapsedTime(began);
            try
            {
                return await _context.Payments.Ask<PaymentAnswer>(new ToPayment(uetr, command), left < AskAgainAfter ? left : AskAgainAfter).ConfigureAwait(false);
            }
            catch (AskTimeoutException) when (timeout - Stopwatch.GetElapsedTime(began) > LeastWait)
            {
                // Its shard is on its way to another node.
            }
            catch (AskTimeoutException)
            {
                throw new TimeoutException($"Payment {uetr} has not replied within {Settings.AskTimeoutMs} ms (Cluster:AskTimeoutMs).");
            }
        }
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
        await _lag.DisposeAsync().ConfigureAwait(false);
        _context.Alarms.Dispose();
        await _actors.DieAsync().ConfigureAwait(false);
        await _membership.StopTellingAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
    }
}

/// <summary>How a node is reached besides by its actors.</summary>
/// <param name="Holder">What stands in the lease when it has the ledger.</param>
/// <param name="Banks">Its banks' side, as other nodes reach it: <c>http://HOST:PORT</c>; empty as long as it does not listen.</param>
/// <param name="Operators">Its operators' side; empty where it has none.</param>
public sealed record NodeReached(string Holder, string Banks, string Operators);
