using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.Hosting;

/// <summary>
/// One entity, with what it has decided and its host has not stored yet. It decides on with what it has decided before, stored or not, so that
/// many requests are stored at once; the host answers none of them before that, and forgets the entity when storing has failed.
/// For one thread at a time.
/// </summary>
public abstract class HostedEntity
{
    private List<IDomainEvent> _facts = [];
    private List<TailDelivery> _deliveries = [];

    /// <summary>An entity without facts.</summary>
    protected HostedEntity(EntityKey key) => Key = key;

    /// <summary>Which it is.</summary>
    public EntityKey Key { get; }

    /// <summary>How many facts it has, those among them that are not stored yet.</summary>
    public long SequenceNr { get; private set; }

    /// <summary>Whether something waits to be stored.</summary>
    public bool HasPending => _facts.Count > 0;

    /// <summary>Takes a fact in that was stored before.</summary>
    public void Recover(IDomainEvent fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        SequenceNr++;
        Evolve(fact);
    }

    /// <summary>Takes out what is to be stored next; null for nothing.</summary>
    public EntityBatch? TakePending()
    {
        if (_facts.Count == 0) return null;
        var batch = new EntityBatch(Key, SequenceNr - _facts.Count + 1, _facts, _deliveries);
        _facts = [];
        _deliveries = [];
        return batch;
    }

    /// <summary>Takes a fact in.</summary>
    protected abstract void Evolve(IDomainEvent fact);

    /// <summary>Takes in a fact that was decided now.</summary>
    /// <returns>Its index among those that wait to be stored.</returns>
    protected int Keep(IDomainEvent fact)
    {
        SequenceNr++;
        Evolve(fact);
        _facts.Add(fact);
        return _facts.Count - 1;
    }

    /// <summary>Notes what a bank is told of a fact.</summary>
    protected void Deliver(ParticipantId participant, DeliveryKind kind, int factIndex) => _deliveries.Add(new TailDelivery(participant, factIndex, kind));

    /// <summary>Begins with so many facts, taken in at once from a captured state.</summary>
    protected void BeginAfter(long sequenceNr) => SequenceNr = sequenceNr;
}
