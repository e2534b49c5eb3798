using System.Diagnostics;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Postgres;

namespace PaymentSwitch.Cluster.Tests;

/// <summary>A node without the ledger: follows what that stores, as the program does.</summary>
internal sealed class FollowingNode : IDisposable
{
    private readonly EntityNode _node;
    private readonly FollowedJournal _followed;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _rests = new(false);
    private volatile bool _isStopped;
    private volatile bool _isPaused;

    public FollowingNode(EntityNode node, PostgresSettings settings, Func<IJournal, ISnapshotStore, IReadSide, EmbeddedSwitchSetup> setup)
    {
        _node = node;
        _followed = new FollowedJournal(settings, (journal, snapshots, readSide) => setup(journal, snapshots, readSide) with { Accounts = node.Accounts });
        _thread = new Thread(Run) { Name = "follower", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Reads no more: what it knows stays as it is when this returns.</summary>
    public void Pause()
    {
        _isPaused = true;
        _rests.Wait();
    }

    /// <summary>Reads on.</summary>
    public void GoOn()
    {
        _rests.Reset();
        _isPaused = false;
    }

    public void Dispose()
    {
        _isStopped = true;
        _thread.Join();
        _followed.Dispose();
        _rests.Dispose();
    }

    private void Run()
    {
        using var forwarding = new LedgerForwarding(_node.Membership);
        var host = new ClusterHost(_node, forwarding);
        while (!_isStopped)
        {
            if (_isPaused)
            {
                _rests.Set();
                Thread.Sleep(host.FollowEvery);
                continue;
            }

            long askedAt = Stopwatch.GetTimestamp();
            bool isAll = _followed.CatchUp();
            host.Follow(_followed.State, isAll ? askedAt : null);
            if (isAll) Thread.Sleep(host.FollowEvery);
        }
    }
}
