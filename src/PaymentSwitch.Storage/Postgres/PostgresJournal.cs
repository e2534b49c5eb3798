using Npgsql;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Postgres.Entities;
using PaymentSwitch.Storage.Rows;

namespace PaymentSwitch.Storage.Postgres;

/// <summary>
/// The journal in PostgreSQL: one row per commit group, hash-chained, committed and synced by the server before an append
/// returns. Any number of processes may read; one writes: whoever opens it for writing takes the next epoch, which every
/// append checks in its own transaction. A commit that is interrupted is found out on another connection, never guessed.
/// </summary>
public sealed class PostgresJournal : IJournal
{
    private readonly PostgresDatabase _database;
    private readonly JournalGroups _groups;
    private readonly PostgresJournalWriting? _writing;
    private readonly long _lastAtOpening;

    private readonly EntityHandover? _handover;

    private PostgresJournal(PostgresDatabase database, PostgresJournalWriting? writing, long lastPosition)
    {
        _database = database;
        _groups = new JournalGroups(() => new PostgresJournalReading(database));
        _writing = writing;
        _lastAtOpening = lastPosition;
        if (writing is not null) _handover = new EntityHandover(database, writing.Epoch);
    }

    /// <inheritdoc/>
    public long LastPosition => _writing?.LastPosition ?? _lastAtOpening;

    /// <summary>Which host decides payments and accounts: this journal's own, or the entities of a cluster.</summary>
    /// <exception cref="InvalidOperationException">The journal was opened to be read only.</exception>
    internal EntityHandover Handover => _handover ?? throw new InvalidOperationException("This journal was opened to be read only.");

    /// <summary>What the entities of a cluster have stored.</summary>
    internal EntityTail EntityTail => new(_database.Source, Handover.Schema);

    /// <summary>How many commits were interrupted so far and found out. May be asked by any thread.</summary>
    public long Interruptions => _writing?.Interruptions ?? 0;

    /// <summary>Opens a journal for writing, making its tables where they are missing; takes the next epoch.</summary>
    /// <param name="settings">Where it is.</param>
    /// <param name="lease">The lease under which it is written, taken before; null where there is no standby and nobody else holds one.</param>
    /// <exception cref="JournalException">It cannot be opened, is damaged at its end, of a later version, or another one holds the lease.</exception>
    public static PostgresJournal Open(PostgresSettings settings, PostgresLease? lease = null) => PostgresDatabase.Opened(settings, database => Open(database, lease));

    /// <summary>Opens a journal for writing in a database whose tables are made. The journal disposes of it.</summary>
    internal static PostgresJournal Open(PostgresDatabase database, PostgresLease? lease)
    {
        long epoch = lease is null ? TakeEpoch(database) : lease.Epoch ?? throw new InvalidOperationException("The lease has not been taken.");
        var writing = new PostgresJournalWriting(database, epoch);
        return new PostgresJournal(database, writing, writing.LastPosition);
    }

    /// <summary>Opens a journal that exists, to read what it holds now. It may be written by another process meanwhile.</summary>
    /// <exception cref="JournalException">It cannot be opened, is none, or is of a later version.</exception>
    public static PostgresJournal OpenReadOnly(PostgresSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var database = new PostgresDatabase(settings);
        try
        {
            PostgresSchema.Expect(database);
            using var reading = new PostgresJournalReading(database);
            return new PostgresJournal(database, null, reading.LastPosition());
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Reads a whole journal and says whether it is undamaged, and otherwise from where on it is not. Changes nothing.</summary>
    /// <param name="settings">Where it is.</param>
    /// <param name="progress">Is told the last position that was found good, now and then; null where nobody wants to know.</param>
    /// <exception cref="JournalException">It cannot be opened at all, or is none.</exception>
    public static JournalVerification Verify(PostgresSettings settings, IProgress<long>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        using var database = new PostgresDatabase(settings);
        PostgresSchema.Expect(database);
        using var reading = new PostgresJournalReading(database);
        return JournalVerification.Of(reading, progress);
    }

    /// <inheritdoc/>
    public void ExpectAccounts(AccountsAt at)
    {
        long lastEpoch = 0;
        if (LastPosition > 0)
        {
            using var end = new PostgresJournalReading(_database);
            lastEpoch = end.Row(LastPosition).Numbers.Epoch;
        }

        Handover.Expect(at, LastPosition, lastEpoch);
    }

    /// <inheritdoc/>
    public void AdmitAccounts(Func<IReadOnlyList<(long Hash, Uetr Payment)>> transactionIds) => Handover.OpenGate(transactionIds);

    /// <inheritdoc/>
    public void Append(CommitGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (_writing is null) throw new InvalidOperationException("This journal was opened to be read only.");
        _writing.Append(group);
    }

    /// <inheritdoc/>
    public IEnumerable<CommitGroup> Read(long fromPosition) => _groups.Read(fromPosition, LastPosition);

    /// <inheritdoc/>
    public CommitGroup ReadGroup(long position) => _groups.ReadGroup(position);

    /// <inheritdoc/>
    public void Dispose()
    {
        _groups.Dispose();
        _writing?.Dispose();
        _database.Dispose();
    }

    /// <summary>Takes the next epoch, where no lease stands in the way. An append that is under way ends first.</summary>
    private static long TakeEpoch(PostgresDatabase database) => database.Run("it cannot be taken over for writing", connection =>
    {
        const string Ask = """
            SELECT holder, extract(epoch FROM clock_timestamp() - renewed_at)::float8 AS age_s
            FROM writer WHERE holder IS NOT NULL AND clock_timestamp() <= renewed_at + lease_ms * interval '1 ms'
            """;
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        using var hold = new NpgsqlCommand("SELECT epoch FROM writer FOR UPDATE", connection);
        if (hold.ExecuteScalar() is null) throw new JournalException($"{database.Name} is damaged: it does not say which epoch its writer has. Restore it from a copy.");
        using (var ask = new NpgsqlCommand(Ask, connection))
        using (NpgsqlDataReader row = ask.ExecuteReader())
        {
            if (row.Read())
                throw new JournalException($"{database.Name} is being written by another one: {row.GetString(0)} holds the lease and renewed it {row.GetDouble(1):0.0} s ago. Stop that one first.");
        }

        using var take = new NpgsqlCommand("UPDATE writer SET epoch = epoch + 1, holder = NULL, renewed_at = NULL, lease_ms = NULL RETURNING epoch", connection);
        long epoch = (long)take.ExecuteScalar()!;
        transaction.Commit();
        return epoch;
    });
}
