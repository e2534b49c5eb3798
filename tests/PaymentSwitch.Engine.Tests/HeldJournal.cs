using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Scenarios;

namespace PaymentSwitch.Engine.Tests;

/// <summary>A journal whose storage takes as long as the test wants, and fails when it says so.</summary>
internal sealed class HeldJournal : IJournal
{
    private readonly InMemoryJournal _inner = new();
    private readonly ManualResetEventSlim _free = new(true);

    /// <summary>What the next append ends with.</summary>
    public Exception? FailsWith { get; set; }

    /// <summary>What reading one group ends with.</summary>
    public Exception? ReadFailsWith { get; set; }

    public long LastPosition => _inner.LastPosition;

    public void Hold() => _free.Reset();

    public void Release() => _free.Set();

    public void Append(CommitGroup group)
    {
        _free.Wait();
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
}

/// <summary>The embedded host on a given journal.</summary>
internal sealed class HostOn(IJournal journal) : EmbeddedScenarioHost
{
    protected override (IJournal Journal, ISnapshotStore Snapshots, IReadSide ReadSide) OpenStores(bool fromJournalAlone) =>
        (journal, new InMemorySnapshotStore(), new InMemoryReadSide());
}
