using Akka.Actor;
using Npgsql;
using PaymentSwitch.Server.Standby;
using ILogger = Serilog.ILogger;

namespace PaymentSwitch.Cluster.Nodes;

/// <summary>
/// A node among the others: joins those that are there, or begins a cluster where nobody is; tells again and again that it is there; and notices when
/// it is none of them any more.
/// </summary>
internal sealed class NodeMembership : IAsyncDisposable
{
    private const int TriesMax = 2;
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMilliseconds(200);

    private readonly ActorSystem _system;
    private readonly NodeTable _table;
    private readonly Func<NodeRow> _self;
    private readonly string _ledgerSchema;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeSpan _lives;
    private readonly LeaseWatch _told;
    private readonly SemaphoreSlim _tellNow = new(0);
    private long _followed;
    private Task _telling = Task.CompletedTask;
    private bool _isMember;
    private LedgerPlace? _ledger;

    /// <summary>Makes ready; nobody is joined yet.</summary>
    /// <param name="system">The node's actors.</param>
    /// <param name="table">Where nodes find each other.</param>
    /// <param name="self">The node as it is to be told of at each moment.</param>
    /// <param name="settings">The node: for how long it counts after it was seen.</param>
    /// <param name="ledgerSchema">The ledger's schema.</param>
    /// <param name="log">The log.</param>
    public NodeMembership(ActorSystem system, NodeTable table, Func<NodeRow> self, ClusterSettings settings, string ledgerSchema, ILogger log)
    {
        _system = system;
        _table = table;
        _self = () => self() with { Followed = Volatile.Read(ref _followed) };
        _lives = TimeSpan.FromMilliseconds(settings.NodeLivesMs);
        _told = new LeaseWatch(TimeSpan.FromMilliseconds(settings.ViewLastsMs), TimeProvider.System);
        _ledgerSchema = ledgerSchema;
        _log = log;
    }

    /// <summary>Completes when this node has no place in the cluster any more: the others have gone on without it, or another cluster was begun.</summary>
    public Task Lost => _lost.Task;

    /// <summary>Whether it was taken in.</summary>
    public bool IsMember => Volatile.Read(ref _isMember);

    /// <summary>Whether whoever looks for nodes that may decide finds this one: it has told lately that it is there.</summary>
    public bool IsKnown => _told.MayAnswer;

    /// <summary>Where the ledger was when that was last looked at; null where no node had it.</summary>
    public LedgerPlace? Ledger => Volatile.Read(ref _ledger);

    /// <summary>Begins to join; when the node is a member it tells that it is there (<see cref="IsMember"/>, <see cref="Lost"/>).</summary>
    public void Join() => _telling = JoinOrEndAsync();

    /// <summary>Notes up to where this node's entities go by what the ledger has stored.</summary>
    /// <param name="position">Up to where.</param>
    /// <param name="isNews">Whether somebody may wait for it: it is told at once.</param>
    public void Follows(long position, bool isNews)
    {
        Volatile.Write(ref _followed, position);
        if (isNews && _tellNow.CurrentCount == 0) _tellNow.Release();
    }

    /// <summary>Whether all other nodes that may decide go by what the ledger has stored up to a position; false also where that cannot be asked.</summary>
    /// <param name="position">The position.</param>
    /// <param name="lately">Who was not seen for so long may not decide.</param>
    public async Task<bool> AllFollowAsync(long position, TimeSpan lately)
    {
        try
        {
            return await _table.AllFollowAsync(_self(), position, lately).ConfigureAwait(false);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Looks for the ledger now.</summary>
    public async Task<LedgerPlace?> FindLedgerAsync(CancellationToken cancellation)
    {
        LedgerPlace? place = await _table.FindLedgerAsync(_ledgerSchema, cancellation).ConfigureAwait(false);
        Volatile.Write(ref _ledger, place);
        return place;
    }

    /// <summary>Tells no more, and takes the node out of the table.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopTellingAsync().ConfigureAwait(false);
        try
        {
            await _table.RemoveAsync(_self()).ConfigureAwait(false);
        }
        catch (NpgsqlException error)
        {
            _log.Warning("The node could not be taken out of the table of nodes, and counts for a few seconds more: {Why}", error.Message);
        }
    }

    /// <summary>Tells no more: the others take it for dead after a while.</summary>
    public async Task StopTellingAsync()
    {
        if (_told.IsLost) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _telling.ConfigureAwait(false);
        _told.Lose();
        _stop.Dispose();
    }

    /// <summary>The node cannot do what the others rely on: it ends, and its entities go on elsewhere.</summary>
    public void EndFor(Exception error)
    {
        _log.Fatal(error, "The node can no longer follow the others, or tell them that it is there");
        _lost.TrySetResult();
    }

    private async Task JoinOrEndAsync()
    {
        try
        {
            await JoinAndTellAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // Whatever it was: a node that neither joins nor tells any more must not go on unseen.
            EndFor(error);
        }
    }

    private async Task JoinAndTellAsync()
    {
        Akka.Cluster.Cluster cluster = Akka.Cluster.Cluster.Get(_system);
        var isUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // At once: the actors may take long to end where the database is not reached either.
        cluster.RegisterOnMemberRemoved(() => _lost.TrySetResult());
        cluster.RegisterOnMemberUp(() => isUp.TrySetResult());
        for (int tries = 1; !_stop.IsCancellationRequested;)
        {
            try
            {
                Formation formation = await _table.FormAsync(_self(), _lives, _stop.Token).ConfigureAwait(false);
                if (formation.Members.Count == 0) cluster.Join(cluster.SelfAddress);
                else cluster.JoinSeedNodes(formation.Members.Select(Address.Parse));
                if (await Task.WhenAny(isUp.Task, Task.Delay(_lives, _stop.Token)).ConfigureAwait(false) == isUp.Task)
                {
                    _log.Information("This node, {Node}, is a member of cluster {Formation}", _self().Name, formation.Number);
                    Volatile.Write(ref _isMember, true);
                    await TellAsync(formation.Number).ConfigureAwait(false);
                    return;
                }

                if (tries++ == TriesMax)
                {
                    // Their answers may be lost on connections to what this node was before it was killed: a process of its own has others.
                    _log.Fatal("None of the nodes that were seen lately has taken this one in ({Members}), {Tries} times", formation.Members, TriesMax);
                    _lost.TrySetResult();
                    return;
                }

                _log.Warning("None of the nodes that were seen lately has taken this one in ({Members}); they are looked for again", formation.Members);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is NpgsqlException or TimeoutException)
            {
                _log.Warning("The nodes cannot be looked for: {Why}", error.Message);
                await Task.Delay(TellEvery, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task TellAsync(long formation)
    {
        bool couldTell = true;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                long askedAt = _told.Asking();
                if (!await _table.TellAsync(_self(), formation, _stop.Token).ConfigureAwait(false))
                {
                    _log.Fatal("Another cluster was begun on this database: this node was not seen for too long");
                    _lost.TrySetResult();
                    return;
                }

                _told.Granted(askedAt);
                await FindLedgerAsync(_stop.Token).ConfigureAwait(false);
                couldTell = true;
                await _tellNow.WaitAsync(TellEvery, _stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is NpgsqlException or TimeoutException or OperationCanceledException)
            {
                // The entities notice the same, and answer nothing meanwhile.
                if (couldTell) _log.Warning("The database cannot be told that this node is there: {Why}", error.Message);
                couldTell = false;
                await Task.Delay(TryAgainAfter, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }
}
