using Npgsql;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Rows;

namespace PaymentSwitch.Storage.Postgres;

/// <summary>
/// Reads the journal's rows, checking the chain as it goes. A connection is taken for each batch and given back, so that a
/// slow reader holds nothing, and one that breaks is replaced. Not for several threads at once.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="disposes">Whether it is the reading's own, and disposed of with it.</param>
internal sealed class PostgresJournalReading(PostgresDatabase database, bool disposes = false) : IJournalRows
{
    // As many rows as one batch may have, and no more of them than fill so many bytes: lengths are known without reading the payloads.
    private const string Select = """
        SELECT position, epoch, count, at_ms, version, payload, hash FROM (
          SELECT *, sum(octet_length(payload)) OVER (ORDER BY position) - octet_length(payload) AS bytes_before FROM (
            SELECT * FROM journal WHERE position BETWEEN $1 AND $2 ORDER BY position LIMIT 256) AS r) AS measured
        WHERE bytes_before < 4194304 ORDER BY position
        """;

    private readonly ChainCheck _chain = new(database.Name);

    /// <summary>Opens a journal that exists, with a database of its own.</summary>
    /// <exception cref="JournalException">It cannot be opened, is none, or is of a later version.</exception>
    public static PostgresJournalReading Open(PostgresSettings settings)
    {
        var database = new PostgresDatabase(settings);
        try
        {
            PostgresSchema.Expect(database);
            return new PostgresJournalReading(database, disposes: true);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public long LastPosition() => database.Run("the journal cannot be read at its end", connection =>
    {
        using var ask = new NpgsqlCommand("SELECT coalesce(max(position), 0) FROM journal", connection);
        return (long)ask.ExecuteScalar()!;
    });

    /// <inheritdoc/>
    public IEnumerable<List<JournalRow>> Batches(long from, long to)
    {
        TakeBefore(from);
        while (_chain.Next <= to)
        {
            List<JournalRow> batch = Check(ReadSome(_chain.Next, to), out JournalException? damaged);
            // What was read before it is good, and is handed out first.
            if (batch.Count > 0) yield return batch;
            if (damaged is not null) throw damaged;
            if (batch.Count > 0) continue;
            if (to != long.MaxValue) throw Missing(_chain.Next);
            yield break;
        }
    }

    /// <summary>What was appended since the last row that was read here; goes on with the chain as it was found, whatever is stored of it now.</summary>
    public IEnumerable<List<JournalRow>> NewBatches()
    {
        while (true)
        {
            List<JournalRow> batch = Check(ReadSome(_chain.Next, long.MaxValue), out JournalException? damaged);
            if (batch.Count > 0) yield return batch;
            if (damaged is not null) throw damaged;
            if (batch.Count == 0) yield break;
        }
    }

    /// <inheritdoc/>
    public JournalRow Row(long position)
    {
        TakeBefore(position);
        List<JournalRow> batch = Check(ReadSome(position, position), out JournalException? damaged);
        return damaged is not null ? throw damaged : batch is [JournalRow row] ? row : throw Missing(position);
    }

    /// <summary>Begins behind a position; 0 for the beginning.</summary>
    public void BeginAfter(long position) => TakeBefore(position + 1);

    public void Dispose()
    {
        _chain.Dispose();
        if (disposes) database.Dispose();
    }

    private List<(RowNumbers Numbers, byte[] Payload, byte[] Hash)> ReadSome(long from, long to) =>
        database.Run($"position {from} cannot be read", connection =>
        {
            var rows = new List<(RowNumbers, byte[], byte[])>();
            using var select = new NpgsqlCommand(Select, connection)
            {
                Parameters = { new NpgsqlParameter<long> { TypedValue = from }, new NpgsqlParameter<long> { TypedValue = to } },
            };
            using NpgsqlDataReader row = select.ExecuteReader();
            while (row.Read())
            {
                var numbers = new RowNumbers(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4));
                rows.Add((numbers, row.GetFieldValue<byte[]>(5), row.GetFieldValue<byte[]>(6)));
            }

            return rows;
        });

    private List<JournalRow> Check(List<(RowNumbers Numbers, byte[] Payload, byte[] Hash)> rows, out JournalException? damaged)
    {
        var good = new List<JournalRow>(rows.Count);
        damaged = null;
        try
        {
            foreach ((RowNumbers numbers, byte[] payload, byte[] hash) in rows) good.Add(_chain.Take(numbers, payload, hash));
        }
        catch (JournalException error)
        {
            damaged = error;
        }
        catch (InvalidDataException error)
        {
            damaged = Damaged(_chain.Next, error);
        }

        return good;
    }

    private void TakeBefore(long position)
    {
        _chain.BeginAtFirst();
        if (position == 1) return;
        (long Epoch, byte[] Hash)? before = database.Run($"position {position - 1} cannot be read", connection =>
        {
            using var select = new NpgsqlCommand("SELECT epoch, hash FROM journal WHERE position = $1", connection)
            {
                Parameters = { new NpgsqlParameter<long> { TypedValue = position - 1 } },
            };
            using NpgsqlDataReader row = select.ExecuteReader();
            return row.Read() ? (row.GetInt64(0), row.GetFieldValue<byte[]>(1)) : ((long, byte[])?)null;
        });
        if (before is not (long epoch, byte[] hash)) throw Missing(position - 1);
        try
        {
            _chain.BeginAfter(position - 1, epoch, hash);
        }
        catch (InvalidDataException error)
        {
            throw Damaged(position - 1, error);
        }
    }

    private JournalException Missing(long position) => new($"{database.Name}: position {position} is missing.");

    private JournalException Damaged(long position, InvalidDataException error) =>
        new($"{database.Name}: position {position} is damaged: {error.Message}. Nothing was repaired.", error);
}
