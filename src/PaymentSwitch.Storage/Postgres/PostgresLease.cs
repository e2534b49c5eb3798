using Npgsql;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Postgres;

/// <summary>
/// The right to write a journal, for as long as it is renewed: how a warm standby knows that the other one is gone. Taking
/// it takes the next epoch, and every append checks the epoch in its own transaction: so a holder that was slow, stopped or
/// cut off can store nothing from the moment that another one has taken the lease, whatever it believes. All times are the
/// database's; when to try and when to renew is the caller's. Not for several threads at once.
/// </summary>
public sealed class PostgresLease : IDisposable
{
    private readonly PostgresDatabase _database;
    private readonly string _holder;
    private readonly long _lastsMs;
    private long? _epoch;

    private PostgresLease(PostgresDatabase database, string holder, TimeSpan lasts)
    {
        _database = database;
        _holder = holder;
        _lastsMs = (long)lasts.TotalMilliseconds;
    }

    /// <summary>The epoch that was taken with the lease; null where it is not held, or was lost.</summary>
    public long? Epoch => _epoch;

    /// <summary>Makes ready to take the lease of a journal, making its tables where they are missing.</summary>
    /// <param name="settings">Where the journal is.</param>
    /// <param name="holder">Who asks: host and process, for people.</param>
    /// <param name="lasts">How long the lease lasts after it was taken or renewed. Taking over after a death takes this long.</param>
    /// <exception cref="JournalException">The database cannot be used.</exception>
    public static PostgresLease Open(PostgresSettings settings, string holder, TimeSpan lasts)
    {
        ArgumentException.ThrowIfNullOrEmpty(holder);
        ArgumentOutOfRangeException.ThrowIfLessThan(lasts, TimeSpan.FromMilliseconds(1));
        return PostgresDatabase.Opened(settings, database => new PostgresLease(database, holder, lasts));
    }

    /// <summary>Takes the lease where nobody holds it, or its holder has not renewed it in time. One that is held is only renewed.</summary>
    /// <returns>Whether it is held now.</returns>
    /// <exception cref="JournalException">The database cannot be asked.</exception>
    public bool TryTake()
    {
        if (_epoch is not null && Renew()) return true;
        const string Take = """
            UPDATE writer SET epoch = epoch + 1, holder = $1, renewed_at = clock_timestamp(), lease_ms = $2
            WHERE holder IS NULL OR clock_timestamp() > renewed_at + lease_ms * interval '1 ms' RETURNING epoch
            """;
        _epoch = _database.Run("the lease cannot be taken", connection =>
        {
            using var take = new NpgsqlCommand(Take, connection)
            {
                Parameters = { new NpgsqlParameter<string> { TypedValue = _holder }, new NpgsqlParameter<long> { TypedValue = _lastsMs } },
            };
            return take.ExecuteScalar() as long?;
        });
        return _epoch is not null;
    }

    /// <summary>Renews the lease, even when its time is over, as long as nobody else has taken it.</summary>
    /// <returns>Whether it is still held; false where another one has it: then nothing can be appended any more.</returns>
    /// <exception cref="JournalException">The database cannot be asked.</exception>
    public bool Renew() => Change("the lease cannot be renewed", "UPDATE writer SET renewed_at = clock_timestamp() WHERE epoch = $1");

    /// <summary>
    /// Gives the lease back, so that another one can take it at once. It ends the epoch too: what the one who gave it back
    /// would still append is refused.
    /// </summary>
    /// <exception cref="JournalException">The database cannot be asked; the lease ends by itself when it is not renewed.</exception>
    public void Release()
    {
        Change("the lease cannot be given back", "UPDATE writer SET epoch = epoch + 1, holder = NULL, renewed_at = NULL, lease_ms = NULL WHERE epoch = $1");
        _epoch = null;
    }

    /// <summary>Who holds the lease now, whoever it is. May be asked by any thread.</summary>
    /// <exception cref="JournalException">The database cannot be asked.</exception>
    public LeaseStanding Look() => _database.Run("the lease cannot be looked at", connection =>
    {
        const string Ask = """
            SELECT epoch, holder, coalesce((extract(epoch FROM renewed_at + lease_ms * interval '1 ms' - clock_timestamp()) * 1000)::bigint, 0) FROM writer
            """;
        using var ask = new NpgsqlCommand(Ask, connection);
        using NpgsqlDataReader row = ask.ExecuteReader();
        if (!row.Read()) throw new JournalException($"{_database.Name} is damaged: it does not say which epoch its writer has. Restore it from a copy.");
        return new LeaseStanding(row.GetInt64(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetInt64(2));
    });

    /// <summary>The last position of the journal that the lease is for; 0 for an empty one. May be asked by any thread.</summary>
    /// <exception cref="JournalException">The database cannot be asked.</exception>
    public long LastPosition() => _database.Run("the journal's end cannot be looked at", connection =>
    {
        using var ask = new NpgsqlCommand("SELECT coalesce(max(position), 0) FROM journal", connection);
        return (long)ask.ExecuteScalar()!;
    });

    /// <summary>How many standbys are there, waiting for the lease (<see cref="PostgresStandbyMark"/>). May be asked by any thread.</summary>
    /// <exception cref="JournalException">The database cannot be asked.</exception>
    public int Standbys() => _database.Run("the standbys cannot be counted", connection =>
    {
        const string Count = """
            SELECT count(*)::int FROM pg_locks
            WHERE locktype = 'advisory' AND granted AND mode = 'ShareLock' AND objsubid = 2
              AND classid::bigint = $1 AND objid::bigint = hashtext($2)::bigint & 4294967295
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;
        using var count = new NpgsqlCommand(Count, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = PostgresStandbyMark.LockClass },
                new NpgsqlParameter<string> { TypedValue = _database.Schema },
            },
        };
        return (int)count.ExecuteScalar()!;
    });

    /// <summary>Closes the connections. A lease that is held stays held until its time is over.</summary>
    public void Dispose() => _database.Dispose();

    private bool Change(string what, string sql)
    {
        if (_epoch is not long epoch) return false;
        bool changed = _database.Run(what, connection =>
        {
            using var change = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter<long> { TypedValue = epoch } } };
            return change.ExecuteNonQuery() == 1;
        });
        if (!changed) _epoch = null;
        return changed;
    }
}

/// <summary>How the lease of a journal stands.</summary>
/// <param name="Epoch">The epoch under which the journal is written.</param>
/// <param name="Holder">Who holds the lease; null where nobody does.</param>
/// <param name="LeftMs">How long it still lasts, in ms by the database's clock; 0 or less where it is over.</param>
public readonly record struct LeaseStanding(long Epoch, string? Holder, long LeftMs);
