using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Cluster.Entities;

/// <summary>
/// Wakes the payments of this node at their deadlines. One thread for all of them: a timer of its own for each payment would cost more than
/// the payment. Not durable: a payment sets its alarm again when it has recovered. Alarms are not taken back, and go off up to some milliseconds late, never early.
/// </summary>
/// <param name="clock">The clock.</param>
internal sealed class PaymentAlarms(TimeProvider clock) : IDisposable
{
    private const int LookEveryMs = 5;

    private readonly PriorityQueue<Uetr, long> _alarms = new();
    private Action<Uetr>? _wake;
    private Thread? _thread;
    private volatile bool _isStopped;

    /// <summary>Begins.</summary>
    /// <param name="wake">Wakes a payment.</param>
    public void Start(Action<Uetr> wake)
    {
        _wake = wake;
        _thread = new Thread(Run) { Name = "payment-alarms", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Sets an alarm.</summary>
    /// <param name="payment">For which payment.</param>
    /// <param name="atMs">When, in Unix milliseconds.</param>
    public void Set(Uetr payment, long atMs)
    {
        lock (_alarms) _alarms.Enqueue(payment, atMs);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isStopped = true;
        _thread?.Join();
    }

    private void Run()
    {
        var due = new List<Uetr>();
        while (!_isStopped)
        {
            long nowMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
            lock (_alarms)
            {
                while (_alarms.TryPeek(out Uetr payment, out long atMs) && atMs <= nowMs)
                {
                    _alarms.Dequeue();
                    due.Add(payment);
                }
            }

            foreach (Uetr payment in due) _wake!(payment);
            due.Clear();
            Thread.Sleep(LookEveryMs);
        }
    }
}
