using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Engine.Deciding;

/// <summary>
/// The alarms for deadlines: lists of payments by slot of time, so that setting one costs the same however many there
/// are. Alarms are not taken back: one that goes off for a finished payment finds nothing to do. They go off up to one
/// slot late, never early.
/// </summary>
internal sealed class DeadlineWheel
{
    /// <summary>How long a slot is, in milliseconds.</summary>
    public const int SlotMs = 8;

    private readonly Dictionary<long, List<Uetr>> _slots = [];
    private readonly PriorityQueue<long, long> _order = new();
    private readonly Stack<List<Uetr>> _spare = new();

    /// <summary>When the next alarm goes off, in Unix milliseconds; <see cref="long.MaxValue"/> for none.</summary>
    public long NextMs => _order.TryPeek(out long slot, out _) ? slot * SlotMs : long.MaxValue;

    /// <summary>Sets an alarm.</summary>
    public void Set(Uetr payment, long deadlineMs)
    {
        long slot = (deadlineMs + SlotMs - 1) / SlotMs;
        if (!_slots.TryGetValue(slot, out List<Uetr>? due))
        {
            due = _spare.TryPop(out List<Uetr>? spare) ? spare : [];
            _slots.Add(slot, due);
            _order.Enqueue(slot, slot);
        }

        due.Add(payment);
    }

    /// <summary>Takes the payments out whose alarm has gone off, oldest slot first.</summary>
    public void TakeDue(long nowMs, List<Uetr> due)
    {
        while (_order.TryPeek(out long slot, out _) && slot * SlotMs <= nowMs)
        {
            _order.Dequeue();
            _slots.Remove(slot, out List<Uetr>? payments);
            due.AddRange(payments!);
            payments!.Clear();
            if (_spare.Count < 64) _spare.Push(payments);
        }
    }
}
