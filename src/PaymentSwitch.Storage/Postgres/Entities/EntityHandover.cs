using Npgsql;
using NpgsqlTypes;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Postgres.Entities;

/// <summary>
/// Which host decides payments and accounts, and the gate before the tables of a cluster's. Everything here is changed in a transaction that
/// holds the writer's epoch: whoever was taken over changes nothing.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item><c>embedded</c>: the embedded host. Up to <c>position</c> the entities have what is in the journal; copying goes on there.</item>
/// <item><c>cluster</c>: the entities. They have everything up to <c>position</c>, and whatever is stored under <c>epoch</c> came from them.</item>
/// <item><c>returning</c>: the journal has everything of the entities, and what they had begun is to be taken up by the embedded host.</item>
/// </list>
/// </remarks>
internal sealed class EntityHandover
{
    private const string Copy = "payswitch journal copy --from postgres:... --to-entities";
    private const string TakeBack = "PaymentSwitch.Server take-entities-back";
    private const int IdsAtATime = 10_000;

    private readonly PostgresDatabase _database;
    private readonly long _epoch;

    public EntityHandover(PostgresDatabase database, long epoch)
    {
        _database = database;
        _epoch = epoch;
        Schema = database.Schema + EntityTables.Suffix;
    }

    /// <summary>The entities' schema.</summary>
    public string Schema { get; }

    /// <summary>
    /// Lets the cluster's entities store, where they may not yet: when all transaction ids are claimed that must stay with their payments.
    /// </summary>
    /// <param name="transactionIds">Gives the hashes of sender and transaction id with their payments; asked only where the gate is shut.</param>
    /// <exception cref="JournalException">The database cannot be used, or another one has taken over.</exception>
    public void OpenGate(Func<IReadOnlyList<(long Hash, Uetr Payment)>> transactionIds)
    {
        ArgumentNullException.ThrowIfNull(transactionIds);
        if (!Change("the entities' gate cannot be looked at", connection => HasTables(connection) && IsShut(connection))) return;
        foreach ((long Hash, Uetr Payment)[] ids in transactionIds().Chunk(IdsAtATime)) Claim(ids);
        Change("the entities' gate cannot be opened", connection => Execute(connection, $"""ALTER TABLE "{Schema}".journal DROP CONSTRAINT IF EXISTS at_rest"""));
    }

    /// <summary>Makes the tables where they are missing, and says how things stand.</summary>
    public HandoverState Make() => _database.Run("the entities' tables cannot be made", connection =>
    {
        EntityTables.Make(connection, Schema);
        return Read(connection)!.Value;
    });

    /// <summary>How things stand; null where there are no tables.</summary>
    public HandoverState? Read() => _database.Run("it cannot be read who decides payments and accounts", Read);

    /// <summary>Makes sure that a host may begin, and notes that it does.</summary>
    /// <exception cref="JournalException">It may not; the message says what to do.</exception>
    public void Expect(AccountsAt at, long lastPosition, long lastEpoch) => Change("it cannot be read who decides payments and accounts", connection =>
    {
        if (Read(connection) is not HandoverState state)
            return at is AccountsAt.Here or AccountsAt.Elsewhere ? true : throw new JournalException($"{_database.Name}: there are no entities of a cluster, in schema {Schema}.");
        switch (at, state.Decides)
        {
            case (AccountsAt.Here, HandoverState.Embedded):
            case (AccountsAt.Returning, HandoverState.Returning):
            case (AccountsAt.TakenBack, HandoverState.Cluster):
                return true;
            case (AccountsAt.Here, HandoverState.Cluster):
                throw new JournalException(
                    $"{_database.Name}: payments and accounts are decided by a cluster, in schema {Schema}: an embedded switch would decide them a second time. Stop all nodes, then take them back: {TakeBack}.");
            case (AccountsAt.Here or AccountsAt.Elsewhere, HandoverState.Returning):
                throw new JournalException($"{_database.Name}: payments and accounts are on their way back from a cluster, and that was interrupted. Do it again: {TakeBack}.");
            // Nothing was ever stored: a cluster from the beginning.
            case (AccountsAt.Elsewhere, HandoverState.Embedded) when lastPosition == 0:
            case (AccountsAt.Elsewhere, HandoverState.Cluster) when lastPosition <= state.Position || lastEpoch == state.Epoch:
                return Set(connection, HandoverState.Cluster, lastPosition, _epoch);
            case (AccountsAt.Elsewhere, HandoverState.Embedded):
                throw new JournalException(
                    $"{_database.Name}: payments and accounts are decided by an embedded switch, and the entities of schema {Schema} have not all of its journal. Stop it, then: {Copy}.");
            case (AccountsAt.Elsewhere, HandoverState.Cluster):
                throw new JournalException(
                    $"{_database.Name}: the journal goes on behind position {state.Position} under epoch {lastEpoch}, which no ledger of a cluster had: another host has decided, and the entities of schema {Schema} do not know what. Stop all nodes, then {TakeBack}, then {Copy}.");
            default:
                throw new JournalException($"{_database.Name}: payments and accounts are not a cluster's, so that there is nothing to take back ({state.Decides}).");
        }
    });

    /// <summary>From here on no entity stores anything any more, and what one is storing now is stored or not when this returns.</summary>
    public void ShutGate() => Change("the entities' gate cannot be shut", connection =>
        IsShut(connection) || Execute(connection, $"""ALTER TABLE "{Schema}".journal {EntityTables.ShutGate}"""));

    /// <summary>Notes how things stand from now on.</summary>
    public void Note(string decides, long position) => Change("it cannot be noted who decides payments and accounts", connection => Set(connection, decides, position, _epoch));

    /// <summary>Does something in a transaction that holds the epoch.</summary>
    /// <exception cref="JournalException">Another one has taken over, or it could not be done.</exception>
    public T Change<T>(string what, Func<NpgsqlConnection, T> work) => _database.Run(what, connection =>
    {
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        using (var hold = new NpgsqlCommand("SELECT epoch FROM writer WHERE epoch = $1 FOR SHARE", connection) { Parameters = { Number(_epoch) } })
        {
            if (hold.ExecuteScalar() is null) throw new JournalException($"{_database.Name}: {what}: another writer has taken over; ours was epoch {_epoch}.");
        }

        T result = work(connection);
        transaction.Commit();
        return result;
    });

    /// <summary>Notes how things stand, in a transaction of <see cref="Change"/>.</summary>
    public bool Set(NpgsqlConnection connection, string decides, long position, long epoch)
    {
        using var set = new NpgsqlCommand($"""UPDATE "{Schema}".handover SET decides = $1, position = $2, epoch = $3""", connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = decides }, Number(position), Number(epoch) },
        };
        return set.ExecuteNonQuery() == 1 ? true : throw new JournalException($"{_database.Name}: schema {Schema} does not say who decides payments and accounts. Nothing was repaired.");
    }

    /// <summary>How things stand, in a connection that is open.</summary>
    public HandoverState? Read(NpgsqlConnection connection)
    {
        if (!HasTables(connection)) return null;
        using var ask = new NpgsqlCommand($"""SELECT decides, position, epoch FROM "{Schema}".handover""", connection);
        using NpgsqlDataReader row = ask.ExecuteReader();
        return row.Read()
            ? new HandoverState(row.GetString(0), row.GetInt64(1), row.GetInt64(2))
            : throw new JournalException($"{_database.Name}: schema {Schema} does not say who decides payments and accounts. Nothing was repaired.");
    }

    private void Claim((long Hash, Uetr Payment)[] ids) => Change("transaction ids cannot be claimed", connection =>
    {
        using var claim = new NpgsqlCommand($"""INSERT INTO "{Schema}".transaction_id (hash, payment) SELECT * FROM unnest($1, $2) ON CONFLICT DO NOTHING""", connection)
        {
            Parameters =
            {
                new NpgsqlParameter { Value = ids.Select(id => id.Hash).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
                new NpgsqlParameter { Value = ids.Select(id => id.Payment.Value).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
            },
        };
        return claim.ExecuteNonQuery();
    });

    private bool HasTables(NpgsqlConnection connection)
    {
        using var ask = new NpgsqlCommand("SELECT 1 FROM pg_tables WHERE schemaname = $1 AND tablename = 'handover'", connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = Schema } } };
        return ask.ExecuteScalar() is not null;
    }

    private bool IsShut(NpgsqlConnection connection)
    {
        using var ask = new NpgsqlCommand($"""SELECT 1 FROM pg_constraint WHERE conname = 'at_rest' AND conrelid = '"{Schema}".journal'::regclass""", connection);
        return ask.ExecuteScalar() is not null;
    }

    private static bool Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
        return true;
    }

    private static NpgsqlParameter<long> Number(long value) => new() { TypedValue = value };
}

/// <summary>Who decides payments and accounts.</summary>
/// <param name="Decides">One of the three names.</param>
/// <param name="Position">Up to where in the journal the entities have what is there.</param>
/// <param name="Epoch">Under which epoch that was noted; what a cluster's ledger stores under it came from the entities.</param>
internal readonly record struct HandoverState(string Decides, long Position, long Epoch)
{
    public const string Embedded = "embedded";
    public const string Cluster = "cluster";
    public const string Returning = "returning";
}
