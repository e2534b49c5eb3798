using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Cluster;

/// <summary>The ledger, on the node that has it: takes in what the entities of all nodes store, and decides all that they do not.</summary>
public sealed class ClusterLedger : IAsyncDisposable
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(5);

    private readonly EntityNode _node;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _following;

    private ClusterLedger(EntityNode node, EmbeddedSwitchSetup setup)
    {
        _node = node;
        Engine = EmbeddedSwitch.Open(setup with { Accounts = node.Accounts });
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
    public static ClusterLedger Open(EntityNode node, EmbeddedSwitchSetup setup)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(setup);
        return new ClusterLedger(node, setup);
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
        try
        {
            while (true)
            {
                IReadOnlyList<TailRow> rows = await _node.Tail.ReadAsync(taken, _stopping.Token).ConfigureAwait(false);
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
}
