using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Postgres;
using ILogger = Serilog.ILogger;

namespace PaymentSwitch.Server.Standby;

/// <summary>
/// The lease of the active switch: renewed by a thread of its own for as long as the database grants it. While it is not known
/// whether it is still held, nothing is answered; what waits is answered when it turns out that it was.
/// </summary>
internal sealed class HeldLease : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(5);
    private readonly PostgresLease _lease;
    private readonly LeaseWatch _watch;
    private readonly TimeSpan _renewEvery;
    private readonly ILogger _log;
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _stop = new(false);
    private readonly Thread _renewing;

    /// <summary>Begins to renew a lease that was taken.</summary>
    /// <param name="lease">The lease. It is used by nobody else from here on, and not disposed of.</param>
    /// <param name="watch">Knows when it was taken.</param>
    /// <param name="renewEvery">How long to wait after it was renewed.</param>
    /// <param name="log">Is told when it is lost.</param>
    public HeldLease(PostgresLease lease, LeaseWatch watch, TimeSpan renewEvery, ILogger log)
    {
        _lease = lease;
        _watch = watch;
        _renewEvery = renewEvery;
        _log = log;
        Epoch = lease.Epoch ?? throw new InvalidOperationException("The lease has not been taken.");
        // Above the others: whoever cannot renew for want of a processor has to stop answering.
        _renewing = new Thread(RenewUntilStopped) { Name = "lease", IsBackground = true, Priority = ThreadPriority.AboveNormal };
        _renewing.Start();
    }

    /// <summary>The epoch that was taken with it.</summary>
    public long Epoch { get; }

    /// <summary>Whether nobody else can hold it now.</summary>
    public bool MayAnswer => _watch.MayAnswer;

    /// <summary>Completes when another one has it, or nobody knows any more.</summary>
    public Task Lost => _lost.Task;

    /// <summary>The lease itself, to open the journal with.</summary>
    public PostgresLease Lease => _lease;

    /// <summary>Waits while it is not known whether the lease is held.</summary>
    /// <returns>Whether it is; false where it is lost.</returns>
    public async ValueTask<bool> IsHeldAsync()
    {
        while (!_watch.MayAnswer)
        {
            if (_watch.IsLost) return false;
            await Task.Delay(LookEvery).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>How many others follow and wait for it.</summary>
    /// <exception cref="JournalException">The database cannot be asked.</exception>
    public int Standbys() => _lease.Standbys();

    /// <summary>Gives it back, so that a standby takes it at once. To be called when everything is stored and answered.</summary>
    public void GiveBack()
    {
        _stop.Set();
        _renewing.Join();
        _watch.Lose();
        if (_lost.Task.IsCompleted) return;
        try
        {
            _lease.Release();
            _log.Information("The lease of epoch {Epoch} is given back", Epoch);
        }
        catch (JournalException error)
        {
            // It ends by itself: the takeover only takes longer.
            _log.Warning("The lease of epoch {Epoch} could not be given back, and ends by itself: {Why}", Epoch, error.Message);
        }
    }

    /// <summary>Renews no more. A lease that was not given back stays held until its time is over.</summary>
    public void Dispose()
    {
        _stop.Set();
        // It may hang in the database: then it is left to the end of the process.
        if (_renewing.Join(EndsWithin)) _stop.Dispose();
    }

    private void RenewUntilStopped()
    {
        bool wasSure = true;
        while (!_stop.Wait(_renewEvery))
        {
            try
            {
                long askedAt = _watch.Asking();
                if (!_lease.Renew())
                {
                    Lose("another one has taken it");
                    return;
                }

                wasSure = _watch.MayAnswer;
                _watch.Granted(askedAt);
                if (!wasSure) _log.Warning("The lease of epoch {Epoch} was renewed late: nothing was answered meanwhile, and nobody else has taken it", Epoch);
            }
            catch (JournalException error)
            {
                Lose(error.Message);
                return;
            }
        }
    }

    private void Lose(string why)
    {
        _watch.Lose();
        _log.Fatal("The lease of epoch {Epoch} is lost: {Why}. Nothing is answered any more", Epoch, why);
        _lost.TrySetResult();
    }
}
