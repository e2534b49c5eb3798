using PaymentSwitch.Domain;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.Hosting;

/// <summary>What one entity has decided and not stored yet: to be stored all or nothing, and told to nobody before.</summary>
/// <param name="Entity">Whose.</param>
/// <param name="FirstSequenceNr">The entity's how-many-th fact the first one is, counted from 1.</param>
/// <param name="Facts">The facts, in order.</param>
/// <param name="Deliveries">What banks are told of them.</param>
public sealed record EntityBatch(EntityKey Entity, long FirstSequenceNr, IReadOnlyList<IDomainEvent> Facts, IReadOnlyList<TailDelivery> Deliveries)
{
    /// <summary>The same, at the place where it was stored.</summary>
    public TailRow At(TailMark mark) => new(mark, Entity, FirstSequenceNr, Facts, Deliveries);
}
