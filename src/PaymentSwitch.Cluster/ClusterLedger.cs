using Akka.Actor;
using Npgsql;
using PaymentSwitch.Cluster.Entities;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Server.Startup;

namespace PaymentSwitch.Cluster;

/// <summary>The ledger, on the node that has it: takes in what the entities of all nodes store. All that they do not decide the engine does.</summary>
public sealed class ClusterLedger : ILedgerHosting, IKnownLedger
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan AwayFor = TimeSpan.FromMilliseconds(200);

    // The database answers for all that are woken.
    private const int WokenAtATime = 200;
    private static readonly TimeSpan WakeEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly EntityNode _node;
    private readonly Func<bool> _mayDecide;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _following;

    private ClusterLedger(EntityNode node, EmbeddedSwitch engine, EngineLimits limits, Func<bool> mayDecide)
    {
        _node = node;
        _mayDecide = mayDecide;
        Engine = engine;
        node.Show(this);
        Payments = new ClusterPayments(node, () => engine.OpenPayments, limits);
        Switch = new ClusterSwitch(engine, node, Payments);
        _following = Task.Run(FollowAsync);
    }

    /// <summary>The engine.</summary>
    public EmbeddedSwitch Engine { get; }

    /// <summary>The switch as this node shows it.</summary>
    public LedgerBackedSwitch Switch { get; }

    /// <summary>Faults when it cannot go on; the process must end then.</summary>
    public Task Completion => Task.WhenAny(Engine.Completion, _following).Unwrap();

    /// <summary>The payments, as this node asks them.</summary>
    internal ClusterPayments Payments { get; }

    IOperatedSwitch ILedgerHosting.Switch => Switch;

    SwitchView IKnownLedger.View => Engine.View;

    bool IKnownLedger.MayDecide => _mayDecide();

    TailMark IKnownLedger.Taken => Engine.Tail;

    Task<IReadOnlyList<BookingKey>> IKnownLedger.ListOverAsync(AccountId account, long afterSequenceNr, IReadOnlyList<BookingKey> keys) =>
        Engine.ListOverAsync(account, afterSequenceNr, keys).AsTask();

    /// <summary>Begins behind an engine that has recovered, and whose accounts are the node's. The engine is to be disposed of after it, by whoever opened it.</summary>
    /// <param name="node">The node.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="limits">Its bounds.</param>
    /// <param name="mayDecide">Whether nobody else can be the ledger now.</param>
    /// <exception cref="JournalException">The entities cannot be let store.</exception>
    public static ClusterLedger Begin(EntityNode node, EmbeddedSwitch engine, EngineLimits limits, Func<bool> mayDecide)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(mayDecide);
        // Before any payment is taken in: the transaction ids of those that an embedded switch has taken in must stay theirs.
        engine.AdmitAccounts();
        return new ClusterLedger(node, engine, limits, mayDecide);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_stopping.IsCancellationRequested) await _stopping.CancelAsync().ConfigureAwait(false);
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // The database may be away for a moment, and null is read then: how long is waited for it, the engine's journal and the lease decide.
    private async Task<IReadOnlyList<TailRow>?> ReadAsync(TailMark taken)
    {
        try
        {
            return await _node.Tail.ReadAsync(taken, _stopping.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException)
        {
            await Task.Delay(AwayFor, _stopping.Token).ConfigureAwait(false);
            return null;
        }
    }

    private async Task FollowAsync()
    {
        TailMark taken = Engine.Tail;
        // From the beginning: a ledger that never comes to the end of what is stored has overdue payments, too. What it wakes for nothing goes to rest again.
        Task waking = WakeAsync();
        try
        {
            while (true)
            {
                if (waking.IsFaulted) await waking.ConfigureAwait(false);
                if (await ReadAsync(taken).ConfigureAwait(false) is not { } rows) continue;
                if (rows.Count == 0)
                {
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
    /// Wakes, again and again, every payment that should have gone on by now: its node may have died, it may have moved to another one where nobody has
    /// asked for it, or it was copied from an embedded switch and was never there. So deadlines rest on the ledger's journal, and on nothing that a shard remembers.
    /// </summary>
    private async Task WakeAsync()
    {
        while (true)
        {
            foreach (Uetr[] some in (await Engine.ListOverdueAsync().ConfigureAwait(false)).Chunk(WokenAtATime))
            {
                foreach (Uetr payment in some) _node.Context.Payments.Tell(new ToPayment(payment, Wake.Instance), ActorRefs.NoSender);
                await Task.Delay(WakeEvery, _stopping.Token).ConfigureAwait(false);
            }

            await Task.Delay(LookEvery, _stopping.Token).ConfigureAwait(false);
        }
    }
}
