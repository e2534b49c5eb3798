using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Events;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>
/// The journal in a SQLite file: one row per commit group, hash-chained, synced before an append returns. One process
/// writes at a time: it holds a lock on a file beside, and takes an epoch that every append checks.
/// </summary>
public sealed class SqliteJournal : IJournal
{
    /// <summary>The version of the file's form.</summary>
    public const int Version = 1;

    private const int AutoCheckpointPages = 4_000;

    private const string Schema = """
        CREATE TABLE journal (
          position INTEGER PRIMARY KEY,
          epoch INTEGER NOT NULL,
          count INTEGER NOT NULL,
          at_ms INTEGER NOT NULL,
          payload BLOB NOT NULL,
          hash BLOB NOT NULL);
        CREATE TABLE writer (one INTEGER PRIMARY KEY CHECK (one = 1), epoch INTEGER NOT NULL);
        INSERT INTO writer VALUES (1, 0)
        """;

    private readonly string _path;
    private readonly FileStream? _lock;
    private readonly SqliteConnection? _connection;
    private readonly SqliteCommand? _begin;
    private readonly SqliteCommand? _insert;
    private readonly SqliteCommand? _commit;
    private readonly GroupCodec _codec = new();
    private readonly ConcurrentBag<JournalReading> _readings = [];
    private readonly long _epoch;
    private byte[] _lastHash;
    private long _lastPosition;
    private JournalException? _failure;

    private SqliteJournal(string path, FileStream? held, SqliteConnection? connection)
    {
        _path = path;
        _lock = held;
        _connection = connection;
        using JournalReading tail = JournalReading.Open(path);
        (_lastPosition, _lastHash) = tail.Last();
        if (connection is null) return;
        try
        {
            _epoch = (long)SqliteFile.Scalar(connection, "UPDATE writer SET epoch = epoch + 1 RETURNING epoch")!;
        }
        catch (SqliteException error)
        {
            throw SqliteFile.Cannot($"{path} cannot be taken over for writing", error);
        }

        _begin = Command("BEGIN IMMEDIATE");
        _commit = Command("COMMIT");
        _insert = Command("INSERT INTO journal SELECT $position, $epoch, $count, $at, $payload, $hash FROM writer WHERE epoch = $epoch");
        foreach (string name in new[] { "$position", "$epoch", "$count", "$at" }) _insert.Parameters.Add(name, SqliteType.Integer);
        _insert.Parameters.Add("$payload", SqliteType.Blob);
        _insert.Parameters.Add("$hash", SqliteType.Blob);
    }

    /// <inheritdoc/>
    public long LastPosition => Volatile.Read(ref _lastPosition);

    /// <summary>Opens a journal for writing, creating it where it is missing; takes the next epoch.</summary>
    /// <exception cref="JournalException">Another process writes it, it cannot be opened, is damaged at its end, or is of a later version.</exception>
    public static SqliteJournal Open(string path)
    {
        FileStream? held = null;
        SqliteConnection? connection = null;
        try
        {
            try
            {
                held = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException error) when (error is not DirectoryNotFoundException && File.Exists(path + ".lock"))
            {
                throw new JournalException($"{path} is being written by another process. Stop that one first.", error);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new JournalException($"{path} cannot be written: {error.Message}", error);
            }

            connection = SqliteFile.OpenForWriting(path, Version, "FULL", Schema, AutoCheckpointPages);
            return new SqliteJournal(path, held, connection);
        }
        catch
        {
            connection?.Dispose();
            held?.Dispose();
            throw;
        }
    }

    /// <summary>Opens a journal to read it only.</summary>
    /// <exception cref="JournalException">It cannot be opened, or is damaged at its end.</exception>
    public static SqliteJournal OpenReadOnly(string path) => new(path, null, null);

    /// <inheritdoc/>
    public void Append(CommitGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (_failure is not null) throw _failure;
        if (_connection is null) throw new InvalidOperationException("This journal was opened to be read only.");
        if (group.Position != _lastPosition + 1)
            throw _failure = new JournalException($"{_path}: after position {_lastPosition} cannot come {group.Position}.");
        ReadOnlyMemory<byte> payload = _codec.Write(group);
        byte[] hash = JournalHash.Of(_lastHash, group.Position, _epoch, group.Entries.Count, group.AtMs, payload.Span);
        try
        {
            _begin!.ExecuteNonQuery();
            SqliteParameterCollection values = _insert!.Parameters;
            values[0].Value = group.Position;
            values[1].Value = _epoch;
            values[2].Value = group.Entries.Count;
            values[3].Value = group.AtMs;
            values[4].Value = payload.ToArray();
            values[5].Value = hash;
            if (_insert.ExecuteNonQuery() != 1)
            {
                SqliteFile.Execute(_connection, "ROLLBACK");
                throw _failure = new JournalException($"{_path}: fenced: another writer has taken a later epoch than {_epoch}.");
            }

            _commit!.ExecuteNonQuery();
        }
        catch (SqliteException error)
        {
            throw _failure = SqliteFile.Cannot($"{_path}: position {group.Position} could not be stored", error);
        }

        _lastHash = hash;
        Volatile.Write(ref _lastPosition, group.Position);
    }

    /// <inheritdoc/>
    public IEnumerable<CommitGroup> Read(long fromPosition)
    {
        using JournalReading reading = JournalReading.Open(_path);
        foreach (CommitGroup group in reading.Read(fromPosition, LastPosition)) yield return group;
    }

    /// <inheritdoc/>
    public CommitGroup ReadGroup(long position)
    {
        JournalReading reading = _readings.TryTake(out JournalReading? idle) ? idle : JournalReading.Open(_path);
        try
        {
            CommitGroup group = reading.Read(position, position).FirstOrDefault()
                ?? throw new JournalException($"{_path}: position {position} is missing.");
            _readings.Add(reading);
            return group;
        }
        catch
        {
            reading.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_readings.TryTake(out JournalReading? reading)) reading.Dispose();
        _begin?.Dispose();
        _insert?.Dispose();
        _commit?.Dispose();
        _connection?.Dispose();
        _lock?.Dispose();
    }

    /// <summary>Lets the file grow to so many pages only, so that a test can see a full disk.</summary>
    internal void LimitPages(int pages) => SqliteFile.Execute(_connection!, $"PRAGMA max_page_count={pages}");

    private SqliteCommand Command(string sql)
    {
        SqliteCommand command = _connection!.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
