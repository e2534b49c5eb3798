using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using PaymentSwitch.Domain;
using PaymentSwitch.Engine.Hosting;

namespace PaymentSwitch.Cluster.Entities;

/// <summary>
/// Hosts one entity: decides, stores, and only then lets out what follows. While it stores it decides on, and what it has decided meanwhile is
/// stored together, next. Where it could not store, or does not know whether it could, it ends: nothing was let out, and the next one recovers
/// what is there.
/// </summary>
/// <typeparam name="TEntity">The entity.</typeparam>
/// <param name="entity">The entity, without anything that happened yet.</param>
/// <param name="context">What it has to know and to reach.</param>
internal abstract class EntityActor<TEntity>(TEntity entity, EntityContext context) : UntypedPersistentActor
    where TEntity : HostedEntity
{
    private const long HeldForMs = 1_000;
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(50);

    private List<Action> _next = [];
    private bool _isStoring;
    private bool _isDue;

    /// <inheritdoc/>
    public override string PersistenceId => Entity.Key.ToString();

    /// <summary>The entity, with what is not stored yet.</summary>
    protected TEntity Entity { get; } = entity;

    /// <summary>What it has to know and to reach.</summary>
    protected EntityContext Around { get; } = context;

    /// <summary>Whether it waits for what it stores.</summary>
    protected bool IsStoring => _isStoring;

    /// <inheritdoc/>
    protected sealed override void OnRecover(object message)
    {
        switch (message)
        {
            case EntityBatch batch:
                // Two owners cannot store the same row; should one ever have stored by what the other had not, it shows here, and is not gone on from.
                if (batch.FirstSequenceNr != Entity.SequenceNr + 1)
                    throw new InvalidOperationException($"{PersistenceId}: after fact {Entity.SequenceNr} comes fact {batch.FirstSequenceNr}: facts are missing, or were stored twice.");
                foreach (IDomainEvent fact in batch.Facts) Entity.Recover(fact);
                break;
            case SnapshotOffer offer:
                Restore(offer.Snapshot);
                break;
            case RecoveryCompleted:
                Recovered();
                break;
        }
    }

    /// <inheritdoc/>
    protected sealed override void OnCommand(object message)
    {
        object what = message is Held held ? held.Message : message;
        if (!Decides(what) || Around.MayDecide) Take(what);
        else Hold(what, (message as Held)?.SinceMs ?? Environment.TickCount64);
    }

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        // Nothing is known to be stored of it: the entity as it stands here is none that ever was.
        Log.Error(cause, "Fact {SequenceNr} of {PersistenceId} was not stored; the actor ends", sequenceNr, PersistenceId);
        throw new InvalidOperationException($"{PersistenceId}: fact {sequenceNr} was rejected by the journal.", cause);
    }

    /// <summary>Whether something is to be decided for a message. Such a one waits where the node knows too little of the rest of the switch.</summary>
    protected abstract bool Decides(object message);

    /// <summary>Whether whoever has sent a message sends it again while it has no reply.</summary>
    protected abstract bool ComesAgain(object message);

    /// <summary>Takes a message.</summary>
    protected abstract void Take(object message);

    /// <summary>Begins with a snapshot.</summary>
    protected abstract void Restore(object snapshot);

    /// <summary>Everything that was stored is there.</summary>
    protected abstract void Recovered();

    /// <summary>What follows from the facts that are taken to be stored now: to be done when they are.</summary>
    protected abstract void TakeEffects(List<Action> effects);

    /// <summary>Something was stored and what follows from it done.</summary>
    /// <param name="batch">What was stored; null where there was nothing to store.</param>
    protected virtual void Stored(EntityBatch? batch)
    {
    }

    /// <summary>Does something once what has been decided up to now is stored.</summary>
    protected void Then(Action action) => _next.Add(action);

    /// <summary>Stores what was decided, or lets it wait until what is being stored now is.</summary>
    protected void Flush()
    {
        _isDue = _isStoring;
        if (_isStoring) return;
        EntityBatch? batch = Entity.TakePending();
        List<Action> effects = _next;
        _next = [];
        TakeEffects(effects);
        if (batch is null)
        {
            foreach (Action effect in effects) effect();
            Stored(null);
            return;
        }

        _isStoring = true;
        PersistAsync(batch, stored =>
        {
            _isStoring = false;
            foreach (Action effect in effects) effect();
            Stored(stored);
            if (_isDue) Flush();
        });
    }

    // However long the node knows too little: what comes again anyway must not pile up meanwhile.
    private void Hold(object message, long sinceMs)
    {
        if (ComesAgain(message) && Environment.TickCount64 - sinceMs >= HeldForMs) return;
        Context.System.Scheduler.ScheduleTellOnce(LookAgainAfter, Self, new Held(message, sinceMs), Sender);
    }

    private sealed record Held(object Message, long SinceMs);
}
