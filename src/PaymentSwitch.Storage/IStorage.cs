using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage;

/// <summary>Journal, snapshots and read models of one switch, opened for writing together.</summary>
public interface IStorage : IDisposable
{
    /// <summary>The journal.</summary>
    IJournal Journal { get; }

    /// <summary>The snapshots.</summary>
    ISnapshotStore Snapshots { get; }

    /// <summary>The read models.</summary>
    IReadSide ReadSide { get; }

    /// <summary>What was found at opening that does not keep the switch from starting and that somebody should know of, a sentence each.</summary>
    IReadOnlyList<string> Notices => [];
}
