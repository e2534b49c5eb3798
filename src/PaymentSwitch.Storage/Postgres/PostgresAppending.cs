using System.Data;
using Npgsql;
using NpgsqlTypes;

namespace PaymentSwitch.Storage.Postgres;

/// <summary>
/// The connection that appends, with its statement prepared. One row is one statement, one transaction and one journey: the
/// writer's row is locked against a change of epoch, and the row goes in only where the epoch is still the given one.
/// </summary>
internal sealed class PostgresAppending : IDisposable
{
    private const string Insert = """
        WITH held AS (SELECT epoch FROM writer WHERE epoch = $2 FOR SHARE)
        INSERT INTO journal SELECT $1, held.epoch, $3, $4, $5, $6, $7 FROM held
        """;

    // All of it as of one moment: an epoch that is over has ended every append under it, so that what is not there will not come.
    private const string Look = """
        SELECT w.epoch, at.epoch, at.hash, before.hash, w.holder
        FROM writer w LEFT JOIN journal at ON at.position = $1 LEFT JOIN journal before ON before.position = $1 - 1
        """;

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _insert;
    private readonly NpgsqlParameter<long>[] _numbers = [.. Enumerable.Range(0, 5).Select(_ => new NpgsqlParameter<long>())];
    private readonly NpgsqlParameter<ReadOnlyMemory<byte>> _payload = new() { NpgsqlDbType = NpgsqlDbType.Bytea };
    private readonly NpgsqlParameter<byte[]> _hash = new() { NpgsqlDbType = NpgsqlDbType.Bytea };

    public PostgresAppending(PostgresDatabase database)
    {
        _connection = database.Open();
        try
        {
            _insert = new NpgsqlCommand(Insert, _connection);
            foreach (NpgsqlParameter parameter in (NpgsqlParameter[])[.. _numbers, _payload, _hash]) _insert.Parameters.Add(parameter);
            _insert.Prepare();
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether the connection was whole when it was last used.</summary>
    public bool IsOpen => _connection.State == ConnectionState.Open;

    /// <summary>Appends a row.</summary>
    /// <returns>Whether it is stored; false where the epoch is not the row's any more.</returns>
    public bool Append(in AppendedRow row)
    {
        _numbers[0].TypedValue = row.Numbers.Position;
        _numbers[1].TypedValue = row.Numbers.Epoch;
        _numbers[2].TypedValue = row.Numbers.Count;
        _numbers[3].TypedValue = row.Numbers.AtMs;
        _numbers[4].TypedValue = row.Numbers.Version;
        _payload.TypedValue = row.Payload;
        _hash.TypedValue = row.Hash;
        return _insert.ExecuteNonQuery() == 1;
    }

    /// <summary>What is stored at a position, and under which epoch the journal is written now.</summary>
    public StoredThere At(long position)
    {
        using var look = new NpgsqlCommand(Look, _connection) { Parameters = { new NpgsqlParameter<long> { TypedValue = position } } };
        using NpgsqlDataReader row = look.ExecuteReader();
        if (!row.Read()) return default;
        byte[]? Hash(int column) => row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);
        return new StoredThere(row.GetInt64(0), row.IsDBNull(1) ? null : row.GetInt64(1), Hash(2), Hash(3), row.IsDBNull(4) ? null : row.GetString(4));
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }
}

/// <summary>What the database says of one position.</summary>
/// <param name="WriterEpoch">The epoch under which the journal is written now; 0 where it does not say.</param>
/// <param name="Epoch">The epoch of the row there; null where there is none.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="HashBefore">The hash of the row before; null where there is none.</param>
/// <param name="Holder">Who holds the lease; null where nobody does.</param>
internal readonly record struct StoredThere(long WriterEpoch, long? Epoch, byte[]? Hash, byte[]? HashBefore, string? Holder);
