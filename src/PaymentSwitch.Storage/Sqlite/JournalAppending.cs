using Microsoft.Data.Sqlite;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Events;
using PaymentSwitch.Storage.Rows;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>Appends to a journal that was found good: the epoch, the statement, the copying of the log, the note of the end. Not for several threads at once.</summary>
internal sealed class JournalAppending : IDisposable
{
    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly Statement _insert;
    private readonly JournalCheckpoints _checkpoints;
    private readonly JournalHeadWriting _head;
    private readonly GroupCodec _codec = new();
    private readonly JournalHash _hash = new();
    private readonly byte[] _lastHash;
    private readonly long _epoch;

    private JournalAppending(string path, SqliteConnection connection, JournalHead end, SqliteJournalSettings settings)
    {
        _path = path;
        _connection = connection;
        _lastHash = [.. end.Hash];
        LastPosition = end.Position;
        if (settings.FileBytesMax is long bytesMax)
            SqliteFile.Execute(connection, $"PRAGMA max_page_count={Math.Max(1, bytesMax / (long)SqliteFile.Scalar(connection, "PRAGMA page_size")!)}");
        _epoch = SqliteFile.Scalar(connection, "UPDATE writer SET epoch = epoch + 1 RETURNING epoch") as long?
            ?? throw new JournalException($"{path} is damaged: it does not say which epoch its writer has. {FileForm.Restore}");
        // The epoch is checked in the very statement, and so in the transaction, that appends.
        _insert = new Statement(connection, "INSERT INTO journal SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 FROM writer WHERE epoch = ?2");
        // The epoch is on stable storage, and so is all that stands before it in the log: also what a killed writer had not synced.
        _head = JournalHeadWriting.Begin(path, end.Position, end.Epoch, end.Hash);
        _checkpoints = new JournalCheckpoints(path, connection, settings.CheckpointBytes);
    }

    /// <summary>The position of the last group on stable storage.</summary>
    public long LastPosition { get; private set; }

    /// <summary>Takes the next epoch.</summary>
    /// <param name="path">The journal's file; made where it is missing.</param>
    /// <param name="end">Its end, checked; position 0 where there is none.</param>
    /// <param name="settings">Its bounds.</param>
    /// <exception cref="JournalException">It cannot be written.</exception>
    public static JournalAppending Begin(string path, JournalHead end, SqliteJournalSettings settings)
    {
        SqliteConnection connection = SqliteFile.OpenForWriting(path, SqliteJournal.Form, "FULL", autoCheckpointBytes: 0);
        try
        {
            SqliteFile.CopyLogAtClose(connection);
            return new JournalAppending(path, connection, end, settings);
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw SqliteFile.Cannot($"{path} cannot be taken over for writing", error, SqliteJournal.Form);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Stores a group, and notes that it is there.</summary>
    /// <exception cref="SqliteException">It could not be stored, or it is not known whether it was.</exception>
    /// <exception cref="JournalException">It does not come next, another writer has taken over, or the end could not be noted.</exception>
    public void Store(CommitGroup group)
    {
        if (group.Position != LastPosition + 1)
            throw new JournalException($"{_path}: after position {LastPosition} cannot come {group.Position}.");
        ReadOnlySpan<byte> payload = _codec.Write(group);
        var numbers = new RowNumbers(group.Position, _epoch, group.Entries.Count, group.AtMs, GroupCodec.Version);
        Span<byte> hash = stackalloc byte[JournalHash.Length];
        _hash.Of(_lastHash, numbers, payload, hash);
        _checkpoints.BeforeAppend(payload.Length);
        _insert.Bind(1, numbers.Position);
        _insert.Bind(2, numbers.Epoch);
        _insert.Bind(3, numbers.Count);
        _insert.Bind(4, numbers.AtMs);
        _insert.Bind(5, numbers.Version);
        _insert.Bind(6, payload);
        _insert.Bind(7, hash);
        _insert.Run();
        if (_insert.Changes != 1) throw new JournalException($"{_path}: fenced: another writer has taken a later epoch than {_epoch}.");
        _head.Note(numbers.Position, numbers.Epoch, hash);
        hash.CopyTo(_lastHash);
        LastPosition = group.Position;
    }

    /// <summary>Closes the journal, the note of its end last.</summary>
    /// <exception cref="JournalException">The note could not be synced. The journal itself has everything.</exception>
    public void Dispose()
    {
        _checkpoints.Dispose();
        _insert.Dispose();
        _connection.Dispose();
        _checkpoints.CloseFile();
        _hash.Dispose();
        _head.Dispose();
    }
}
