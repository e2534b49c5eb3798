using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.Deciding;

/// <summary>A payment in memory, and what the host has to know about it besides.</summary>
internal sealed class PaymentCell(Uetr uetr)
{
    private PaymentEvent[] _facts = new PaymentEvent[4];

    public EntityKey Key { get; } = EntityKey.Of(uetr);

    public Payment Payment { get; set; } = Payment.Unknown(uetr);

    /// <summary>How many facts there are: the sequence number of the last one.</summary>
    public int FactCount { get; private set; }

    /// <summary>The position of the group with the last fact; 0 before the first.</summary>
    public long LastPosition { get; set; }

    /// <summary>A hash of sender and transaction id, or 0.</summary>
    public long TransactionIdHash { get; set; }

    /// <summary>Whether it stands in the queue of those that will leave memory.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>Those who wait for the outcome.</summary>
    public List<TaskCompletionSource<Payment>>? Waiters { get; set; }

    /// <summary>The facts so far. Never changed behind a reader's back: only appended to.</summary>
    public ReadOnlyMemory<PaymentEvent> Facts => _facts.AsMemory(0, FactCount);

    public void Add(PaymentEvent fact, Payment after)
    {
        if (FactCount == _facts.Length) Array.Resize(ref _facts, _facts.Length * 2);
        _facts[FactCount++] = fact;
        Payment = after;
    }
}

/// <summary>An account in memory.</summary>
internal sealed class AccountCell(Account account)
{
    public EntityKey Key { get; } = EntityKey.Of(account.Id);

    public Account Account { get; } = account;

    public long SequenceNr { get; set; }
}

/// <summary>A participant in memory.</summary>
internal sealed class ParticipantCell(Participant participant)
{
    public EntityKey Key { get; } = EntityKey.Of(participant.Id);

    public Participant Participant { get; set; } = participant;

    public long SequenceNr { get; set; }

    /// <summary>The last cursor given out in its mailbox.</summary>
    public long MailboxCursor { get; set; }
}

/// <summary>Any other entity in memory: its state, and the facts that made it.</summary>
internal sealed class EntityCell<TState, TEvent>(
    EntityKey key, TState state, Func<TState, TEvent, TState> evolve, Func<TState, bool> isFinal) : IEntityCell
    where TEvent : IDomainEvent
{
    private readonly List<IDomainEvent> _facts = [];

    public EntityKey Key { get; } = key;

    public TState State { get; private set; } = state;

    public IReadOnlyList<IDomainEvent> Facts => _facts;

    public bool IsFinal => isFinal(State);

    public void Add(IDomainEvent fact)
    {
        State = evolve(State, (TEvent)fact);
        _facts.Add(fact);
    }
}

/// <summary>An entity in memory that is kept by its facts.</summary>
internal interface IEntityCell
{
    EntityKey Key { get; }

    IReadOnlyList<IDomainEvent> Facts { get; }

    /// <summary>Whether nothing more can come of it.</summary>
    bool IsFinal { get; }

    /// <summary>Takes a fact in.</summary>
    void Add(IDomainEvent fact);
}
