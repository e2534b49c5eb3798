using System.Data;
using System.Diagnostics;
using Npgsql;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Postgres;

/// <summary>
/// Shows that a standby is there: a shared advisory lock that its session holds, and that is gone with it, however it ends.
/// Not for several threads at once.
/// </summary>
public sealed class PostgresStandbyMark : IDisposable
{
    // Which locks are ours; the second half is the schema's name.
    internal const int LockClass = 0x50_53_57_53;

    // A connection that nobody uses does not notice that the server is gone.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly PostgresDatabase _database;
    private NpgsqlConnection? _connection;
    private long _lookedAt;

    private PostgresStandbyMark(PostgresDatabase database) => _database = database;

    /// <summary>Shows it from here on.</summary>
    /// <exception cref="JournalException">The database cannot be used.</exception>
    public static PostgresStandbyMark Open(PostgresSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var mark = new PostgresStandbyMark(new PostgresDatabase(settings));
        try
        {
            mark.Keep();
            return mark;
        }
        catch
        {
            mark.Dispose();
            throw;
        }
    }

    /// <summary>Shows it again where the connection was found broken. To be called again and again; looks once in a second.</summary>
    /// <exception cref="JournalException">The database cannot be used.</exception>
    public void Keep()
    {
        if (_connection is not null && Stopwatch.GetElapsedTime(_lookedAt) < LookEvery) return;
        _lookedAt = Stopwatch.GetTimestamp();
        if (IsWhole()) return;
        _connection?.Dispose();
        _connection = null;
        _connection = _database.Run("a standby cannot be shown", _ =>
        {
            NpgsqlConnection held = _database.Open();
            try
            {
                using var hold = new NpgsqlCommand("SELECT pg_advisory_lock_shared($1, hashtext($2))", held)
                {
                    Parameters = { new NpgsqlParameter<int> { TypedValue = LockClass }, new NpgsqlParameter<string> { TypedValue = _database.Schema } },
                };
                hold.ExecuteNonQuery();
                return held;
            }
            catch
            {
                held.Dispose();
                throw;
            }
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Closed for good, not put back into the pool with its lock.
        _connection?.Dispose();
        _database.Dispose();
    }

    private bool IsWhole()
    {
        if (_connection is not { State: ConnectionState.Open }) return false;
        try
        {
            using var ask = new NpgsqlCommand("SELECT 1", _connection);
            ask.ExecuteNonQuery();
            return true;
        }
        catch (NpgsqlException)
        {
            // Whatever it is, another connection is made, and says so where it cannot be.
            return false;
        }
    }
}
