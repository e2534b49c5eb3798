using Microsoft.Data.Sqlite;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Events;
using PaymentSwitch.Storage.Rows;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>The one writer of a journal: the lock, the epoch, the chain's end. Not for several threads at once.</summary>
internal sealed class JournalWriting : IDisposable
{
    private readonly string _path;
    private readonly FileStream _lock;
    private readonly SqliteConnection _connection;
    private readonly Statement _insert;
    private readonly JournalCheckpoints _checkpoints;
    private readonly GroupCodec _codec = new();
    private readonly JournalHash _hash = new();
    private readonly byte[] _lastHash = new byte[JournalHash.Length];
    private readonly long _epoch;
    private long _lastPosition;
    private JournalException? _failure;

    private JournalWriting(string path, FileStream held, SqliteConnection connection, SqliteJournalSettings settings)
    {
        _path = path;
        _lock = held;
        _connection = connection;
        using (JournalReading end = JournalReading.Open(path))
        {
            _lastPosition = end.LastPosition();
            if (_lastPosition > 0) end.Row(_lastPosition).Hash.CopyTo(_lastHash, 0);
        }

        if (settings.FileBytesMax is long bytesMax)
            SqliteFile.Execute(connection, $"PRAGMA max_page_count={Math.Max(1, bytesMax / (long)SqliteFile.Scalar(connection, "PRAGMA page_size")!)}");
        _epoch = SqliteFile.Scalar(connection, "UPDATE writer SET epoch = epoch + 1 RETURNING epoch") as long?
            ?? throw new JournalException($"{path} is damaged: it does not say which epoch its writer has. Restore it from a copy.");
        // The epoch is checked in the very statement, and so in the transaction, that appends.
        _insert = new Statement(connection, "INSERT INTO journal SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 FROM writer WHERE epoch = ?2");
        _checkpoints = new JournalCheckpoints(path, connection, settings.CheckpointBytes);
    }

    /// <summary>The position of the last group on stable storage; may be asked by any thread.</summary>
    public long LastPosition => Volatile.Read(ref _lastPosition);

    public static JournalWriting Open(string path, SqliteJournalSettings settings)
    {
        FileStream held = SqliteLock.Take(path);
        SqliteConnection? connection = null;
        try
        {
            connection = SqliteFile.OpenForWriting(path, SqliteJournal.Form, "FULL", autoCheckpointBytes: 0);
            return new JournalWriting(path, held, connection, settings);
        }
        catch (SqliteException error)
        {
            connection?.Dispose();
            held.Dispose();
            throw SqliteFile.Cannot($"{path} cannot be taken over for writing", error, SqliteJournal.Form);
        }
        catch
        {
            connection?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Appends a group; after an error every further append fails as well.</summary>
    public void Append(CommitGroup group)
    {
        if (_failure is not null)
            throw new JournalException($"{_path}: nothing is appended any more after this error: {_failure.Message}", _failure);
        try
        {
            Store(group);
        }
        catch (SqliteException error)
        {
            throw _failure = SqliteFile.Cannot($"{_path}: position {group.Position} could not be stored", error, SqliteJournal.Form);
        }
        catch (JournalException error)
        {
            _failure = error;
            throw;
        }
    }

    public void Dispose()
    {
        _checkpoints.Dispose();
        _insert.Dispose();
        _connection.Dispose();
        _checkpoints.CloseFile();
        _hash.Dispose();
        _lock.Dispose();
    }

    private void Store(CommitGroup group)
    {
        if (group.Position != _lastPosition + 1)
            throw new JournalException($"{_path}: after position {_lastPosition} cannot come {group.Position}.");
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
        hash.CopyTo(_lastHash);
        Volatile.Write(ref _lastPosition, group.Position);
    }
}
