using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Postgres;

/// <summary>Journal, snapshots and read models of one switch in one schema of a PostgreSQL database.</summary>
public sealed class PostgresStorage : IStorage
{
    private PostgresStorage(PostgresJournal journal, PostgresSnapshotStore snapshots, PostgresReadSide readSide)
    {
        Journal = journal;
        Snapshots = snapshots;
        ReadSide = readSide;
    }

    /// <summary>The journal.</summary>
    public PostgresJournal Journal { get; }

    /// <summary>The snapshots.</summary>
    public PostgresSnapshotStore Snapshots { get; }

    /// <summary>The read models.</summary>
    public PostgresReadSide ReadSide { get; }

    IJournal IStorage.Journal => Journal;

    ISnapshotStore IStorage.Snapshots => Snapshots;

    IReadSide IStorage.ReadSide => ReadSide;

    /// <summary>Opens all of it for writing, making schema and tables where they are missing; takes the next epoch.</summary>
    /// <param name="settings">Where it is.</param>
    /// <param name="lease">The lease under which it is written, taken before; null where there is no standby.</param>
    /// <exception cref="JournalException">It cannot be reached or used, is damaged or of a later version, or another one holds the lease.</exception>
    public static PostgresStorage Open(PostgresSettings settings, PostgresLease? lease = null) => PostgresDatabase.Opened(settings, database =>
    {
        // All three share the connections; disposing of them twice does nothing.
        PostgresJournal journal = PostgresJournal.Open(database, lease);
        return new PostgresStorage(journal, new PostgresSnapshotStore(database), new PostgresReadSide(database));
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        ReadSide.Dispose();
        Snapshots.Dispose();
        Journal.Dispose();
    }
}
