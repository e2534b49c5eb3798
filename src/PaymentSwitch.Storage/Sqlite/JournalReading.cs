using Microsoft.Data.Sqlite;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Events;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>One connection that reads the journal, checking the chain as it goes. Not for several threads at once.</summary>
internal sealed class JournalReading : IDisposable
{
    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _select;

    private JournalReading(string path, SqliteConnection connection)
    {
        _path = path;
        _connection = connection;
        _select = connection.CreateCommand();
        _select.CommandText = "SELECT position, epoch, count, at_ms, payload, hash FROM journal WHERE position BETWEEN $from AND $to ORDER BY position";
        _select.Parameters.Add("$from", SqliteType.Integer);
        _select.Parameters.Add("$to", SqliteType.Integer);
    }

    public static JournalReading Open(string path) => new(path, SqliteFile.OpenForReading(path));

    /// <summary>The last row's position and hash, after checking that row. A journal without rows begins with the chain's beginning.</summary>
    public (long Position, byte[] Hash) Last()
    {
        try
        {
            if (SqliteFile.Scalar(_connection, "SELECT MAX(position) FROM journal") is not long position) return (0, JournalHash.Genesis);
            foreach (Row row in Rows(position, position)) return (row.Position, row.Hash);
            throw new JournalException($"{_path}: position {position} is missing.");
        }
        catch (SqliteException error)
        {
            throw SqliteFile.Cannot($"{_path} cannot be read at its end", error);
        }
    }

    /// <summary>The groups from one position to another.</summary>
    public IEnumerable<CommitGroup> Read(long from, long to)
    {
        foreach (Row row in Rows(from, to)) yield return GroupCodec.Read(row.Position, row.AtMs, row.Payload);
    }

    public void Dispose()
    {
        _select.Dispose();
        _connection.Dispose();
    }

    /// <summary>The rows from one position to another, each checked against the one before it.</summary>
    private IEnumerable<Row> Rows(long from, long to)
    {
        long next = from;
        byte[] before = JournalHash.Genesis;
        _select.Parameters[0].Value = Math.Max(1, from - 1);
        _select.Parameters[1].Value = to;
        using SqliteDataReader reader = Guard(next, () => _select.ExecuteReader());
        bool first = from > 1;
        while (Guard(next, reader.Read))
        {
            Row row = Guard(next, () => new Row(
                reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetFieldValue<byte[]>(4), reader.GetFieldValue<byte[]>(5)));
            if (first)
            {
                // The row before is taken as it is: it only says what the first one wanted has to follow.
                first = false;
                if (row.Position != from - 1) throw new JournalException($"{_path}: position {from - 1} is missing.");
                before = row.Hash;
                continue;
            }

            if (row.Position != next) throw new JournalException($"{_path}: position {next} is missing.");
            byte[] hash = JournalHash.Of(before, row.Position, row.Epoch, row.Count, row.AtMs, row.Payload);
            if (!hash.AsSpan().SequenceEqual(row.Hash))
                throw new JournalException($"{_path}: position {row.Position} is damaged: its hash does not match what it holds and what stands before it. Nothing was repaired.");
            yield return row;
            before = hash;
            next++;
        }

        if (next <= to && to != long.MaxValue && from <= to) throw new JournalException($"{_path}: position {next} is missing.");
    }

    private T Guard<T>(long position, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException error)
        {
            throw SqliteFile.Cannot($"{_path}: position {position} cannot be read", error);
        }
        catch (InvalidCastException error)
        {
            throw new JournalException($"{_path}: position {position} is damaged: a column has not the type it must have.", error);
        }
        catch (InvalidOperationException error)
        {
            throw new JournalException($"{_path}: position {position} is damaged: a column has no value.", error);
        }
    }

    private readonly record struct Row(long Position, long Epoch, long Count, long AtMs, byte[] Payload, byte[] Hash);
}
