using System.Diagnostics;
using Npgsql;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Postgres.Entities;

namespace PaymentSwitch.Cluster.Nodes;

/// <summary>
/// How far the ledger is behind what the entities have stored, in time: banks are told of a payment by the ledger, so that what is taken in
/// must not run away from it.
/// </summary>
/// <param name="tail">What the entities have stored.</param>
/// <param name="taken">Up to where that is stored in the ledger, as this node knows it.</param>
/// <param name="failed">Is told where it can look no more: what banks are told by could fall behind unseen.</param>
internal sealed class LedgerLag(EntityTail tail, Func<TailMark> taken, Action<Exception> failed) : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    private readonly Queue<(TailMark Mark, long SeenAt)> _notTaken = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _looking = Task.CompletedTask;
    private TailMark _seen;
    private long _ms;

    /// <summary>For how long the oldest row that the ledger has not taken in has been known, in ms; 0 where there is none.</summary>
    public long Ms => Volatile.Read(ref _ms);

    /// <summary>Begins to look.</summary>
    public void Start() => _looking = Task.Run(LookAsync);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _looking.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task LookAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(LookEvery, _stop.Token).ConfigureAwait(false);
                long lookedAt = Stopwatch.GetTimestamp();
                try
                {
                    TailMark last = await tail.LastAsync().ConfigureAwait(false);
                    if (_seen < last) _notTaken.Enqueue((last, lookedAt));
                    _seen = last;
                }
                catch (Exception error) when (error is NpgsqlException or TimeoutException)
                {
                    // Nothing can be stored either; what is not taken in grows older below.
                }

                TailMark until = taken();
                while (_notTaken.TryPeek(out (TailMark Mark, long SeenAt) oldest) && oldest.Mark <= until) _notTaken.Dequeue();
                Volatile.Write(ref _ms, _notTaken.TryPeek(out (TailMark Mark, long SeenAt) left) ? (long)Stopwatch.GetElapsedTime(left.SeenAt).TotalMilliseconds : 0);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Asked to stop.
        }
        catch (Exception error)
        {
            failed(error);
        }
    }
}
