using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine;

/// <summary>Hears what the engine does, for logs and metrics. Never called by the thread that decides.</summary>
public interface IEngineObserver
{
    /// <summary>The switch has recovered and takes messages in.</summary>
    void Recovered(RecoveryReport report);

    /// <summary>
    /// A group is on stable storage. Called in order, behind the journal, by the thread that writes the read models. After a
    /// start it begins with the first group that is neither in the read models nor in the snapshot.
    /// </summary>
    void Committed(CommitGroup group);

    /// <summary>A snapshot was stored, or could not be: then recovery will take longer.</summary>
    void SnapshotTaken(long position, TimeSpan took, JournalException? error);

    /// <summary>The journal or the engine has failed. Nothing is answered any more; the process has to end.</summary>
    void Failed(Exception error);
}

/// <summary>What recovery did.</summary>
/// <param name="SnapshotPosition">The position of the snapshot it began with; 0 for none.</param>
/// <param name="Position">The last position of the journal.</param>
/// <param name="FactCount">How many facts were replayed.</param>
/// <param name="OpenPayments">How many payments have no outcome yet.</param>
/// <param name="Took">How long it took.</param>
public sealed record RecoveryReport(long SnapshotPosition, long Position, long FactCount, int OpenPayments, TimeSpan Took);

/// <summary>An observer that does nothing.</summary>
public sealed class SilentObserver : IEngineObserver
{
    /// <inheritdoc/>
    public void Recovered(RecoveryReport report)
    {
    }

    /// <inheritdoc/>
    public void Committed(CommitGroup group)
    {
    }

    /// <inheritdoc/>
    public void SnapshotTaken(long position, TimeSpan took, JournalException? error)
    {
    }

    /// <inheritdoc/>
    public void Failed(Exception error)
    {
    }
}
