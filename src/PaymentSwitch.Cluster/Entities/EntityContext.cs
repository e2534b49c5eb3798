using Akka.Actor;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Cluster.Entities;

/// <summary>What the entities of a node have to know and to reach.</summary>
/// <param name="clock">The clock.</param>
/// <param name="alarms">Wakes payments at their deadlines.</param>
internal sealed class EntityContext(TimeProvider clock, PaymentAlarms alarms)
{
    private IKnownLedger? _ledger;

    /// <summary>Wakes payments at their deadlines.</summary>
    public PaymentAlarms Alarms => alarms;

    /// <summary>The payments of all nodes. Set when they are started.</summary>
    public IActorRef Payments { get; set; } = ActorRefs.Nobody;

    /// <summary>The accounts of all nodes. Set when they are started.</summary>
    public IActorRef Accounts { get; set; } = ActorRefs.Nobody;

    /// <summary>The time, in Unix milliseconds.</summary>
    public long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Whether an entity of this node may decide now (<see cref="IKnownLedger.MayDecide"/>).</summary>
    public bool MayDecide => Volatile.Read(ref _ledger) is { MayDecide: true };

    /// <summary>Up to where the ledger has taken in what entities have stored, as this node knows it.</summary>
    public TailMark Taken => Ledger.Taken;

    // It is none of the cluster's before: none of its entities can have been asked.
    private IKnownLedger Ledger => Volatile.Read(ref _ledger) ?? throw new InvalidOperationException("The node knows nothing of the ledger yet.");

    /// <summary>The rest of the switch, as this node knows it.</summary>
    public SwitchView View() => Ledger.View;

    /// <summary>Which of an account's bookings are over (<see cref="IKnownLedger.ListOverAsync"/>).</summary>
    public Task<IReadOnlyList<BookingKey>> ListOverAsync(AccountId account, long afterSequenceNr, IReadOnlyList<BookingKey> keys) => Ledger.ListOverAsync(account, afterSequenceNr, keys);

    /// <summary>Goes by the ledger as it is known from now on.</summary>
    /// <returns>Whether it is the first that is known of it.</returns>
    public bool Show(IKnownLedger ledger) => Interlocked.Exchange(ref _ledger, ledger) is null;
}
