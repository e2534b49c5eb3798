using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Scenarios;

namespace PaymentSwitch.Engine.Tests;

/// <summary>A journal whose storage takes as long as the test wants, and fails when it says so.</summary>
internal sealed class HeldJournal : IJournal
{
    private readonly InMemoryJournal _inner = new();
    private readonly ManualResetEventSlim _free = new(true);
    private bool _waits;

    /// <summary>What the next append ends with.</summary>
    public Exception? FailsWith { get; set; }

    /// <summary>What reading one group ends with.</summary>
    public Exception? ReadFailsWith { get; set; }

    public long LastPosition => _inner.LastPosition;

    public void Hold() => _free.Reset();

    public void Release() => _free.Set();

    /// <summary>Releases it at the end of a test, before the switch on it is disposed of: a test that fails must not hang.</summary>
    public IDisposable ReleaseAtEnd() => new AtEnd(this);

    /// <summary>Whether a group is here and waits to be stored.</summary>
    public bool IsWaiting => Volatile.Read(ref _waits);

    public void Append(CommitGroup group)
    {
        Volatile.Write(ref _waits, true);
        _free.Wait();
        Volatile.Write(ref _waits, false);
        if (FailsWith is not null) throw FailsWith;
        _inner.Append(group);
    }

    public IEnumerable<CommitGroup> Read(long fromPosition) => _inner.Read(fromPosition);

    public CommitGroup ReadGroup(long position) => ReadFailsWith is null ? _inner.ReadGroup(position) : throw ReadFailsWith;

    public void Dispose()
    {
        _inner.Dispose();
        _free.Dispose();
    }

    private sealed class AtEnd(HeldJournal journal) : IDisposable
    {
        public void Dispose() => journal.Release();
    }
}

/// <summary>The embedded host on a given journal.</summary>
internal sealed class HostOn(IJournal journal) : EmbeddedScenarioHost
{
    protected override (IJournal Journal, ISnapshotStore Snapshots, IReadSide ReadSide) OpenStores(bool fromJournalAlone) =>
        (journal, new InMemorySnapshotStore(), new InMemoryReadSide());
}
