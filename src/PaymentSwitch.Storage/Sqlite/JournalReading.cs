using System.Runtime.ExceptionServices;
using Microsoft.Data.Sqlite;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Rows;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>One connection that reads the journal's rows, checking the chain as it goes. Not for several threads at once.</summary>
internal sealed class JournalReading : IJournalRows
{
    // Rows are read some at a time, so that a slow reader never holds a version of the file and keeps the log from being
    // copied into it.
    private const int BatchRowsMax = 256;
    private const int BatchBytesMax = 4 * 1024 * 1024;

    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly Statement _select;
    private readonly ChainCheck _chain;
    private ExceptionDispatchInfo? _failure;

    private JournalReading(string path, SqliteConnection connection)
    {
        _path = path;
        _connection = connection;
        _chain = new ChainCheck(path);
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

    /// <summary>Opens a journal; null where nothing was ever committed to one, and a writer makes it anew.</summary>
    /// <exception cref="JournalException">It cannot be read, is of a later version, or is none.</exception>
    public static JournalReading? OpenIfAny(string path) => SqliteFile.HasAnything(path, SqliteJournal.Form) ? Open(path) : null;

    /// <summary>The end of a journal to which nothing was ever committed.</summary>
    /// <exception cref="JournalException">It was noted that something was.</exception>
    public static JournalHead EndOfNone(string path) =>
        EndCheck.Of(path, static () => 0, static _ => []) is { } problem
            ? throw new JournalException($"{problem.Message} {problem.WayOut}")
            : new JournalHead(0, 0, JournalHash.Genesis.ToArray());

    /// <summary>The journal's end, where the last row and the epoch are undamaged and it is the end that was noted, or a later one.</summary>
    /// <exception cref="JournalException">It is not; the message says what to do.</exception>
    public JournalHead CheckedEnd()
    {
        JournalRow? last = LastPosition() is long position and not 0 ? Row(position) : null;
        if (ProblemAtEnd() is { } problem) throw new JournalException($"{problem.Message} {problem.WayOut}");
        long? epoch = SqliteFile.Scalar(_connection, "SELECT epoch FROM writer") as long?;
        if (epoch is null || epoch < last?.Numbers.Epoch)
            throw new JournalException($"{_path} is damaged: it does not say which epoch its writer has, or an earlier one than that of its last group. {FileForm.Restore}");
        return last is null ? new JournalHead(0, 0, JournalHash.Genesis.ToArray()) : new JournalHead(last.Numbers.Position, last.Numbers.Epoch, last.Hash);
    }

    /// <inheritdoc/>
    public EndProblem? ProblemAtEnd() => EndCheck.Of(_path, LastPosition, position => Row(position).Hash);

    /// <inheritdoc/>
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

    /// <inheritdoc/>
    public IEnumerable<List<JournalRow>> Batches(long from, long to)
    {
        TakeBefore(from);
        while (_chain.Next <= to)
        {
            List<JournalRow> batch = ReadSome(to);
            if (batch.Count > 0)
            {
                yield return batch;
                continue;
            }

            if (to != long.MaxValue) throw new JournalException($"{_path}: position {_chain.Next} is missing.");
            yield break;
        }
    }

    /// <inheritdoc/>
    public JournalRow Row(long position)
    {
        TakeBefore(position);
        return ReadSome(position) is [JournalRow row] ? row : throw new JournalException($"{_path}: position {position} is missing.");
    }

    public void Dispose()
    {
        _select.Dispose();
        _chain.Dispose();
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
            _select.Bind(1, _chain.Next);
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
            throw SqliteFile.Cannot($"{_path}: position {_chain.Next} cannot be read", error, SqliteJournal.Form);
        }
        catch (InvalidDataException error)
        {
            throw new JournalException($"{_path}: position {_chain.Next} is damaged: {error.Message}. Nothing was repaired.", error);
        }
        finally
        {
            _select.Reset();
        }
    }

    private JournalRow TakeRow()
    {
        var numbers = new RowNumbers(_select.Number(0), _select.Number(1), _select.Number(2), _select.Number(3), _select.Number(4));
        ReadOnlySpan<byte> stored = _select.Blob(5);
        byte[] payload = GC.AllocateUninitializedArray<byte>(stored.Length);
        stored.CopyTo(payload);
        return _chain.Take(numbers, payload, _select.Blob(6));
    }

    private void TakeBefore(long position)
    {
        _chain.BeginAtFirst();
        if (position == 1) return;
        try
        {
            _select.Bind(1, position - 1);
            _select.Bind(2, position - 1);
            if (!_select.Step()) throw new JournalException($"{_path}: position {position - 1} is missing.");
            _chain.BeginAfter(position - 1, _select.Number(1), _select.Blob(6));
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
