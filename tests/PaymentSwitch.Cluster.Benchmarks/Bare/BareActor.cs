using Akka.Actor;
using Akka.Persistence;

namespace PaymentSwitch.Cluster.Benchmarks.Bare;

/// <summary>Stores events of 16 bytes, as many at a time as it was told to, and says when each is stored. It knows and decides nothing.</summary>
internal sealed class BareActor : UntypedPersistentActor
{
    private readonly byte[] _event = new byte[16];
    private readonly int _perWrite;
    private readonly bool _stashes;

    /// <summary>Makes it.</summary>
    /// <param name="name">Its name in the journal.</param>
    /// <param name="perWrite">How many events it stores at once.</param>
    /// <param name="stashes">Whether it takes no request while it stores: Persist; otherwise PersistAsync.</param>
    public BareActor(string name, int perWrite, bool stashes)
    {
        PersistenceId = name;
        _perWrite = perWrite;
        _stashes = stashes;
        // The SQL journal itself, without what entities have in front of it.
        JournalPluginId = "akka.persistence.journal.sql";
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    /// <inheritdoc/>
    protected override void OnRecover(object message)
    {
    }

    /// <inheritdoc/>
    protected override void OnCommand(object message)
    {
        if (message is not StoreNow) return;
        IActorRef sender = Sender;
        int left = _perWrite;
        void Stored(byte[] stored)
        {
            if (--left == 0) sender.Tell(StoreNow.Instance);
        }

        if (_perWrite > 1) PersistAll(Enumerable.Repeat(_event, _perWrite), Stored);
        else if (_stashes) Persist(_event, Stored);
        else PersistAsync(_event, Stored);
    }
}

/// <summary>Store; and: it is stored.</summary>
internal sealed record StoreNow
{
    public static StoreNow Instance { get; } = new();
}

/// <summary>Keeps so many requests to one actor under way, and counts what was stored.</summary>
/// <param name="target">Whom it asks.</param>
/// <param name="underWay">How many requests are under way.</param>
/// <param name="count">Counts events.</param>
/// <param name="perReply">How many events a reply stands for.</param>
internal sealed class BareAsker(IActorRef target, int underWay, BareCount count, int perReply) : UntypedActor
{
    /// <inheritdoc/>
    protected override void PreStart()
    {
        for (int i = 0; i < underWay; i++) target.Tell(StoreNow.Instance, Self);
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        count.Add(perReply);
        target.Tell(StoreNow.Instance, Self);
    }
}

/// <summary>How many events were stored.</summary>
internal sealed class BareCount
{
    private long _events;

    /// <summary>As many as up to now.</summary>
    public long Events => Interlocked.Read(ref _events);

    public void Add(int events) => Interlocked.Add(ref _events, events);
}
