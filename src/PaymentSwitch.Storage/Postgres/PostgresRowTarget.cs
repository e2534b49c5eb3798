using Npgsql;
using NpgsqlTypes;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Rows;

namespace PaymentSwitch.Storage.Postgres;

/// <summary>An empty journal in PostgreSQL that rows are copied into, all in one transaction.</summary>
internal sealed class PostgresRowTarget : IRowTarget
{
    private readonly PostgresDatabase _database;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    /// <exception cref="JournalException">The journal is not empty.</exception>
    public PostgresRowTarget(PostgresDatabase database)
    {
        _database = database;
        _connection = database.Run("it cannot be written", _ => database.Open());
        try
        {
            _transaction = _connection.BeginTransaction();
            // Whoever would write meanwhile waits, and then finds another epoch.
            using var hold = new NpgsqlCommand("SELECT epoch FROM writer FOR UPDATE", _connection);
            hold.ExecuteScalar();
            using var any = new NpgsqlCommand("SELECT EXISTS (SELECT FROM journal)", _connection);
            if ((bool)any.ExecuteScalar()!) throw new JournalException($"{database.Name}: there is a journal already: one is copied to where there is none.");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public void Add(IReadOnlyList<JournalRow> rows) => Try(() =>
    {
        using NpgsqlBinaryImporter copy = _connection.BeginBinaryImport("COPY journal FROM STDIN (FORMAT binary)");
        foreach (JournalRow row in rows)
        {
            copy.StartRow();
            copy.Write(row.Numbers.Position, NpgsqlDbType.Bigint);
            copy.Write(row.Numbers.Epoch, NpgsqlDbType.Bigint);
            copy.Write(row.Numbers.Count, NpgsqlDbType.Bigint);
            copy.Write(row.Numbers.AtMs, NpgsqlDbType.Bigint);
            copy.Write(row.Numbers.Version, NpgsqlDbType.Bigint);
            copy.Write(row.Payload, NpgsqlDbType.Bytea);
            copy.Write(row.Hash, NpgsqlDbType.Bytea);
        }

        copy.Complete();
    });

    public void Finish(long epoch) => Try(() =>
    {
        using var set = new NpgsqlCommand("UPDATE writer SET epoch = greatest(epoch, $1) + 1, holder = NULL, renewed_at = NULL, lease_ms = NULL", _connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = epoch } },
        };
        set.ExecuteNonQuery();
        _transaction.Commit();
    });

    public void Dispose()
    {
        _transaction.Dispose();
        _connection.Dispose();
        _database.Dispose();
    }

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (NpgsqlException error)
        {
            throw PostgresErrors.Cannot($"{_database.Name}: the journal cannot be copied there", error);
        }
    }
}
