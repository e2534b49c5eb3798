using System.Runtime.ExceptionServices;
using Microsoft.Data.Sqlite;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Events;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>One connection that reads the journal's rows, checking the chain as it goes. Not for several threads at once.</summary>
internal sealed class JournalReading : IDisposable
{
    // Rows are read some at a time, so that a slow reader never holds a version of the file and keeps the log from being
    // copied into it.
    private const int BatchRowsMax = 256;
    private const int BatchBytesMax = 4 * 1024 * 1024;

    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly Statement _select;
    private readonly JournalHash _hash = new();
    private readonly byte[] _before = new byte[JournalHash.Length];
    private long _epochBefore;
    private long _next;
    private ExceptionDispatchInfo? _failure;

    private JournalReading(string path, SqliteConnection connection)
    {
        _path = path;
        _connection = connection;
        _select = new Statement(
            connection,
            $"SELECT position, epoch, count, at_ms, version, payload, hash FROM journal WHERE position BETWEEN ?1 AND ?2 ORDER BY position LIMIT {BatchRowsMax}");
    }

    /// <summary>Opens a journal that exists.</summary>
    /// <exception cref="JournalException">It cannot be read, is of a later version, or is none.</exception>
    public static JournalReading Open(string path)
    {
        SqliteConnection connection = SqliteFile.OpenForReading(path, SqliteJournal.Form);
        try
        {
            return new JournalReading(path, connection);
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw SqliteFile.Cannot($"{path} cannot be read", error, SqliteJournal.Form);
        }
    }

    /// <summary>The last position; 0 for an empty journal.</summary>
    public long LastPosition()
    {
        try
        {
            return SqliteFile.Scalar(_connection, "SELECT MAX(position) FROM journal") is long position ? position : 0;
        }
        catch (SqliteException error)
        {
            throw SqliteFile.Cannot($"{_path} cannot be read at its end", error, SqliteJournal.Form);
        }
    }

    /// <summary>The rows from one position to another, some at a time, each checked against the one before it.</summary>
    /// <param name="from">The first one wanted; at least 1. The hash before it is taken as it is stored.</param>
    /// <param name="to">The last one wanted; <see cref="long.MaxValue"/> for all that there are.</param>
    /// <exception cref="JournalException">A row is damaged or missing; the message names its position.</exception>
    public IEnumerable<List<JournalRow>> Batches(long from, long to)
    {
        _next = from;
        TakeBefore(from);
        while (_next <= to)
        {
            List<JournalRow> batch = ReadSome(to);
            if (batch.Count > 0)
            {
                yield return batch;
                continue;
            }

            if (to != long.MaxValue) throw new JournalException($"{_path}: position {_next} is missing.");
            yield break;
        }
    }

    /// <summary>One row.</summary>
    /// <exception cref="JournalException">It is damaged or missing.</exception>
    public JournalRow Row(long position)
    {
        _next = position;
        TakeBefore(position);
        return ReadSome(position) is [JournalRow row] ? row : throw new JournalException($"{_path}: position {position} is missing.");
    }

    public void Dispose()
    {
        _select.Dispose();
        _hash.Dispose();
        _connection.Dispose();
    }

    private List<JournalRow> ReadSome(long to)
    {
        _failure?.Throw();
        var batch = new List<JournalRow>();
        try
        {
            ReadSome(to, batch);
        }
        catch (JournalException error) when (batch.Count > 0)
        {
            // What was read before it is good, and is handed out first.
            _failure = ExceptionDispatchInfo.Capture(error);
        }

        return batch;
    }

    private void ReadSome(long to, List<JournalRow> batch)
    {
        long bytes = 0;
        try
        {
            _select.Bind(1, _next);
            _select.Bind(2, to);
            while (bytes < BatchBytesMax && _select.Step())
            {
                JournalRow row = TakeRow();
                batch.Add(row);
                bytes += row.Payload.Length;
            }
        }
        catch (SqliteException error)
        {
            throw SqliteFile.Cannot($"{_path}: position {_next} cannot be read", error, SqliteJournal.Form);
        }
        catch (InvalidDataException error)
        {
            throw new JournalException($"{_path}: position {_next} is damaged: {error.Message}. Nothing was repaired.", error);
        }
        finally
        {
            _select.Reset();
        }
    }

    private JournalRow TakeRow()
    {
        var numbers = new RowNumbers(_select.Number(0), _select.Number(1), _select.Number(2), _select.Number(3), _select.Number(4));
        if (numbers.Position != _next) throw new JournalException($"{_path}: position {_next} is missing.");
        ReadOnlySpan<byte> stored = _select.Blob(5);
        byte[] payload = GC.AllocateUninitializedArray<byte>(stored.Length);
        stored.CopyTo(payload);
        Span<byte> hash = stackalloc byte[JournalHash.Length];
        _hash.Of(_before, numbers, payload, hash);
        if (!hash.SequenceEqual(_select.Blob(6)))
            throw new InvalidDataException("its hash does not match what it holds and what stands before it");
        if (numbers.Epoch < _epochBefore)
            throw new InvalidDataException($"it was written under epoch {numbers.Epoch}, after epoch {_epochBefore} had begun");
        if (numbers.Version != GroupCodec.Version)
            throw new JournalException($"{_path}: position {numbers.Position} is of version {numbers.Version}; this version of the switch knows {GroupCodec.Version}.");
        hash.CopyTo(_before);
        _epochBefore = numbers.Epoch;
        _next++;
        return new JournalRow(numbers, payload, hash.ToArray());
    }

    private void TakeBefore(long position)
    {
        _epochBefore = 0;
        JournalHash.Genesis.CopyTo(_before);
        if (position == 1) return;
        try
        {
            _select.Bind(1, position - 1);
            _select.Bind(2, position - 1);
            if (!_select.Step()) throw new JournalException($"{_path}: position {position - 1} is missing.");
            ReadOnlySpan<byte> hash = _select.Blob(6);
            if (hash.Length != JournalHash.Length) throw new InvalidDataException("its hash is not 32 bytes long");
            hash.CopyTo(_before);
            _epochBefore = _select.Number(1);
        }
        catch (SqliteException error)
        {
            throw SqliteFile.Cannot($"{_path}: position {position - 1} cannot be read", error, SqliteJournal.Form);
        }
        catch (InvalidDataException error)
        {
            throw new JournalException($"{_path}: position {position - 1} is damaged: {error.Message}. Nothing was repaired.", error);
        }
        finally
        {
            _select.Reset();
        }
    }
}

/// <summary>A row of the journal, found undamaged.</summary>
/// <param name="Numbers">Its numbers.</param>
/// <param name="Payload">Its payload: the row's alone, to be sliced.</param>
/// <param name="Hash">Its hash.</param>
internal sealed record JournalRow(RowNumbers Numbers, byte[] Payload, byte[] Hash)
{
    /// <summary>The group in it.</summary>
    public CommitGroup Group(GroupCodec codec) => codec.Read(Numbers.Position, Numbers.AtMs, Numbers.Count, Payload);
}
