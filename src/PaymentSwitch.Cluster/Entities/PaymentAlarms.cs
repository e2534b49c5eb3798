using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Cluster.Entities;

/// <summary>
/// Wakes the payments of this node at their deadlines. One thread for all of them: a timer of its own for each payment would cost more than
/// the payment. Not durable: a payment sets its alarm again when it has recovered. Alarms go off up to some milliseconds late, never early.
/// </summary>
/// <param name="clock">The clock.</param>
internal sealed class PaymentAlarms(TimeProvider clock) : IDisposable
{
    private const int LookEveryMs = 5;

    private readonly PriorityQueue<Uetr, long> _alarms = new();
    // Which alarm of a payment counts: what was set over or taken back stays in the queue until it would have gone off.
    private readonly Dictionary<Uetr, long> _atMs = [];
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

    /// <summary>Sets the alarm of a payment, in place of the one that it had.</summary>
    /// <param name="payment">For which payment.</param>
    /// <param name="atMs">When, in Unix milliseconds.</param>
    public void Set(Uetr payment, long atMs)
    {
        lock (_alarms)
        {
            _atMs[payment] = atMs;
            _alarms.Enqueue(payment, atMs);
        }
    }

    /// <summary>Takes the alarm of a payment back: one that is at rest must not be woken, which would take a recovery for nothing.</summary>
    public void Clear(Uetr payment)
    {
        lock (_alarms) _atMs.Remove(payment);
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
                    if (!_atMs.TryGetValue(payment, out long setMs) || setMs != atMs) continue;
                    _atMs.Remove(payment);
                    due.Add(payment);
                }
            }

            foreach (Uetr payment in due) _wake!(payment);
            due.Clear();
            Thread.Sleep(LookEveryMs);
        }
    }
}
