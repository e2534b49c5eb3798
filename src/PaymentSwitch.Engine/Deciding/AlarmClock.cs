using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.Deciding;

/// <summary>
/// The alarms of everything but payments: few, and far apart. They are not taken back: one that goes off for an entity that
/// has moved on finds nothing to do.
/// </summary>
internal sealed class AlarmClock
{
    private readonly PriorityQueue<EntityKey, long> _alarms = new();

    /// <summary>When the next alarm goes off, in Unix milliseconds; <see cref="long.MaxValue"/> for none.</summary>
    public long NextMs => _alarms.TryPeek(out _, out long dueMs) ? dueMs : long.MaxValue;

    /// <summary>Sets an alarm for an entity.</summary>
    public void Set(EntityKey entity, long dueMs) => _alarms.Enqueue(entity, dueMs);

    /// <summary>Takes the next entity out whose alarm has gone off; null for none.</summary>
    public EntityKey? TakeDue(long nowMs) => NextMs <= nowMs ? _alarms.Dequeue() : null;
}
