using Akka.Actor;
using PaymentSwitch.Cluster.Entities;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Postgres;

namespace PaymentSwitch.Cluster;

/// <summary>The ledger, on the node that has it: takes in what the entities of all nodes store, and decides all that they do not.</summary>
public sealed class ClusterLedger : IAsyncDisposable
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(5);

    // The database answers for all that are woken.
    private const int WokenAtATime = 200;
    private static readonly TimeSpan WakeEvery = TimeSpan.FromMilliseconds(100);

    private readonly EntityNode _node;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _following;

    private ClusterLedger(EntityNode node, EmbeddedSwitch engine, EmbeddedSwitchSetup setup)
    {
        _node = node;
        Engine = engine;
        node.Show(() => Engine.View);
        Switch = new ClusterSwitch(Engine, node, setup.Limits);
        _following = Task.Run(FollowAsync);
    }

    /// <summary>The engine.</summary>
    public EmbeddedSwitch Engine { get; }

    /// <summary>The switch as this node shows it.</summary>
    public LedgerBackedSwitch Switch { get; }

    /// <summary>Faults when it cannot go on; the process must end then.</summary>
    public Task Completion => Task.WhenAny(Engine.Completion, _following).Unwrap();

    /// <summary>Recovers what is stored, and begins.</summary>
    /// <param name="node">The node.</param>
    /// <param name="setup">What the engine is made of.</param>
    /// <exception cref="JournalException">What is stored is damaged, or payments and accounts are an embedded switch's.</exception>
    public static ClusterLedger Open(EntityNode node, EmbeddedSwitchSetup setup)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(setup);
        EmbeddedSwitch engine = EmbeddedSwitch.Open(setup with { Accounts = node.Accounts });
        try
        {
            // Before any payment is taken in here: the ids of those that an embedded switch has taken in must stay theirs.
            if (setup.Journal is PostgresJournal journal) journal.Handover.OpenGate(() => engine.ListTransactionIdsAsync().AsTask().GetAwaiter().GetResult());
            return new ClusterLedger(node, engine, setup);
        }
        catch
        {
            engine.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _following.ConfigureAwait(false);
        await Engine.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task FollowAsync()
    {
        TailMark taken = Engine.Tail;
        Task? waking = null;
        try
        {
            while (true)
            {
                IReadOnlyList<TailRow> rows = await _node.Tail.ReadAsync(taken, _stopping.Token).ConfigureAwait(false);
                if (rows.Count == 0)
                {
                    // Not before: what the last ledger had not taken in would be overlooked.
                    waking ??= WakeAsync();
                    if (waking.IsFaulted) await waking.ConfigureAwait(false);
                    await Task.Delay(PollEvery, _stopping.Token).ConfigureAwait(false);
                }
                else
                {
                    await Engine.TakeInAsync(rows).ConfigureAwait(false);
                    taken = rows[^1].Mark;
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // It is stopping: what is left is the next one's.
        }
    }

    /// <summary>
    /// Wakes every payment that something is still to be done for. Those that shards remember are awake already, and find nothing new in it; those that
    /// were copied from an embedded switch no shard has ever seen, and their deadlines pass all the same.
    /// </summary>
    private async Task WakeAsync()
    {
        foreach (Uetr[] some in (await Engine.ListUnfinishedAsync().ConfigureAwait(false)).Chunk(WokenAtATime))
        {
            foreach (Uetr payment in some) _node.Context.Payments.Tell(new ToPayment(payment, Wake.Instance), ActorRefs.NoSender);
            await Task.Delay(WakeEvery, _stopping.Token).ConfigureAwait(false);
        }
    }
}
