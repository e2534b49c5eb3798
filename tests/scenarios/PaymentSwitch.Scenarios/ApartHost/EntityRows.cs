using PaymentSwitch.Domain;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Scenarios.ApartHost;

/// <summary>What payments and accounts have stored, in one order.</summary>
internal sealed class EntityRows
{
    private readonly List<TailRow> _rows = [];
    private readonly Dictionary<EntityKey, List<TailRow>> _byEntity = [];

    /// <summary>The place of the last row; none where there is none.</summary>
    public TailMark Last
    {
        get
        {
            lock (_rows) return _rows.Count == 0 ? default : _rows[^1].Mark;
        }
    }

    public void Add(EntityBatch batch)
    {
        lock (_rows)
        {
            TailRow row = batch.At(new TailMark(1, _rows.Count + 1));
            _rows.Add(row);
            if (!_byEntity.TryGetValue(row.Entity, out List<TailRow>? own)) _byEntity.Add(row.Entity, own = []);
            own.Add(row);
        }
    }

    /// <summary>The rows behind a place.</summary>
    public IReadOnlyList<TailRow> After(TailMark mark)
    {
        lock (_rows) return _rows[(int)mark.Row..];
    }

    public IReadOnlyList<EntityKey> Entities()
    {
        lock (_rows) return [.. _byEntity.Keys];
    }

    public void Recover(HostedEntity entity)
    {
        lock (_rows)
        {
            if (!_byEntity.TryGetValue(entity.Key, out List<TailRow>? own)) return;
            foreach (IDomainEvent fact in own.SelectMany(row => row.Facts)) entity.Recover(fact);
        }
    }
}
