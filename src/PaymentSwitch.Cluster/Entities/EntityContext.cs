using Akka.Actor;
using PaymentSwitch.Engine.Hosting;

namespace PaymentSwitch.Cluster.Entities;

/// <summary>What the entities of a node have to know and to reach.</summary>
/// <param name="clock">The clock.</param>
/// <param name="alarms">Wakes payments at their deadlines.</param>
internal sealed class EntityContext(TimeProvider clock, PaymentAlarms alarms)
{
    private Shown? _shown;

    /// <summary>Wakes payments at their deadlines.</summary>
    public PaymentAlarms Alarms => alarms;

    /// <summary>The payments of all nodes. Set when they are started.</summary>
    public IActorRef Payments { get; set; } = ActorRefs.Nobody;

    /// <summary>The accounts of all nodes. Set when they are started.</summary>
    public IActorRef Accounts { get; set; } = ActorRefs.Nobody;

    /// <summary>The time, in Unix milliseconds.</summary>
    public long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>
    /// Whether an entity of this node may decide now by <see cref="View"/>. Where it may not, somebody may have been told already that something else counts: what
    /// is to be decided waits until the node has read on.
    /// </summary>
    public bool MayDecide => Volatile.Read(ref _shown) is { } shown && shown.MayDecide();

    /// <summary>The rest of the switch, as this node knows it.</summary>
    /// <exception cref="InvalidOperationException">This node has not been shown any: it is none of the cluster's yet, and none of its entities can have been asked.</exception>
    public SwitchView View() => (Volatile.Read(ref _shown) ?? throw new InvalidOperationException("The node has no view of the switch yet.")).View();

    /// <summary>Gives another view of the rest of the switch.</summary>
    /// <param name="view">The view as it is whenever somebody decides.</param>
    /// <param name="mayDecide">Whether it may be decided by.</param>
    /// <returns>Whether it is the first.</returns>
    public bool Show(Func<SwitchView> view, Func<bool> mayDecide) => Interlocked.Exchange(ref _shown, new Shown(view, mayDecide)) is null;

    private sealed record Shown(Func<SwitchView> View, Func<bool> MayDecide);
}
