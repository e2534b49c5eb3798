using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>A data folder: journal, snapshot and read models of one switch.</summary>
public sealed class SqliteStorage : IStorage
{
    private SqliteStorage(SqliteJournal journal, SqliteSnapshotStore snapshots, SqliteReadSide readSide)
    {
        Journal = journal;
        Snapshots = snapshots;
        ReadSide = readSide;
    }

    /// <summary>The journal.</summary>
    public SqliteJournal Journal { get; }

    /// <summary>The snapshots.</summary>
    public SqliteSnapshotStore Snapshots { get; }

    /// <summary>The read models.</summary>
    public SqliteReadSide ReadSide { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Notices => Journal.Notices;

    IJournal IStorage.Journal => Journal;

    ISnapshotStore IStorage.Snapshots => Snapshots;

    IReadSide IStorage.ReadSide => ReadSide;

    /// <summary>Opens a data folder for writing, creating it where it is missing.</summary>
    /// <exception cref="JournalException">It cannot be created or written, another process has it, or it is damaged or of a later version.</exception>
    public static SqliteStorage Open(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"The data folder {folder} cannot be created or written: {error.Message}", error);
        }

        SqliteJournal journal = SqliteJournal.Open(Path.Combine(folder, "journal.db"));
        SqliteSnapshotStore? snapshots = null;
        try
        {
            snapshots = SqliteSnapshotStore.Open(Path.Combine(folder, "snapshot.db"));
            return new SqliteStorage(journal, snapshots, SqliteReadSide.Open(Path.Combine(folder, "read.db")));
        }
        catch
        {
            snapshots?.Dispose();
            journal.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="JournalException">The journal's end could not be noted for good beside it; the journal itself has everything.</exception>
    public void Dispose()
    {
        ReadSide.Dispose();
        Snapshots.Dispose();
        Journal.Dispose();
    }
}
