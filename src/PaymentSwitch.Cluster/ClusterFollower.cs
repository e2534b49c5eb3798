using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Postgres;

namespace PaymentSwitch.Cluster;

/// <summary>A node without the ledger: follows what that stores, so that its entities know what they have to.</summary>
public sealed class ClusterFollower : IDisposable
{
    private const int PollEveryMs = 5;

    private readonly FollowedJournal _followed;
    private readonly TimeProvider _clock;
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;
    private SwitchView _view;
    private volatile bool _isStopped;

    private ClusterFollower(EntityNode node, FollowedJournal followed, TimeProvider clock)
    {
        _followed = followed;
        _clock = clock;
        while (!followed.CatchUp())
        {
        }

        _view = followed.State.TakeChangedView(NowMs) ?? throw new InvalidOperationException("A ledger that was followed from its beginning shows nothing.");
        node.Show(() => Volatile.Read(ref _view));
        _thread = new Thread(Run) { Name = "ledger-follower", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Faults when it can follow no more; the process must end then.</summary>
    public Task Completion => _completion.Task;

    private long NowMs => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Begins to follow.</summary>
    /// <param name="node">The node.</param>
    /// <param name="settings">Where the ledger is; its tables are there.</param>
    /// <param name="setup">What the ledger is made of, but its stores.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="JournalException">The database cannot be read, or what is in it is damaged.</exception>
    public static ClusterFollower Open(
        EntityNode node, PostgresSettings settings, Func<IJournal, ISnapshotStore, IReadSide, EmbeddedSwitchSetup> setup, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(setup);
        return new ClusterFollower(node, new FollowedJournal(settings, (journal, snapshots, readSide) => setup(journal, snapshots, readSide) with { Accounts = node.Accounts }), clock);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isStopped = true;
        _thread.Join();
        _followed.Dispose();
    }

    private void Run()
    {
        try
        {
            while (!_isStopped)
            {
                bool isAll = _followed.CatchUp();
                if (_followed.State.TakeChangedView(NowMs) is SwitchView changed) Volatile.Write(ref _view, changed);
                if (isAll) Thread.Sleep(PollEveryMs);
            }

            _completion.TrySetResult();
        }
        catch (JournalException error)
        {
            _completion.TrySetException(error);
        }
    }
}
