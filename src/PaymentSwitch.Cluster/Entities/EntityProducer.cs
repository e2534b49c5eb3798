using Akka.Actor;

namespace PaymentSwitch.Cluster.Entities;

/// <summary>Makes an entity's actor by a plain call. Props of an expression compile it anew for each actor, which costs more than the payment that the actor is for.</summary>
/// <typeparam name="TActor">The actor.</typeparam>
/// <param name="make">Makes it.</param>
internal sealed class EntityProducer<TActor>(Func<TActor> make) : IIndirectActorProducer
    where TActor : ActorBase
{
    /// <inheritdoc/>
    public Type ActorType => typeof(TActor);

    /// <inheritdoc/>
    public ActorBase Produce() => make();

    /// <inheritdoc/>
    public void Release(ActorBase actor)
    {
    }
}
