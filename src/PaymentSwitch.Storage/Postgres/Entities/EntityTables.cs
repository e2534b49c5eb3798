using Npgsql;

namespace PaymentSwitch.Storage.Postgres.Entities;

/// <summary>
/// The tables that the actors of a cluster store into, in a schema of their own beside the ledger's: the layout of Akka.Persistence.Sql, and a
/// column more. They are here, and not with the cluster, because a journal is copied into them without one.
/// </summary>
/// <remarks>
/// <para>
/// <c>xid</c> is the number of the transaction that stored the row. Rows are numbered when they are inserted and seen when they are committed, which
/// may be in another order; by transaction, and only below the oldest one that is still open, there is an order in which none appears
/// before one that was read (<see cref="EntityTail"/>). Rows that were copied from the ledger's journal have <see cref="CopiedXid"/>: the ledger knows them.
/// </para>
/// <para>
/// <c>at_rest</c> is the gate: while it stands no actor can store anything, whatever it believes. The tables are made with it, and the
/// cluster's ledger takes it away when it may begin (<see cref="EntityHandover"/>).
/// </para>
/// </remarks>
public static class EntityTables
{
    /// <summary>What is added to the name of the ledger's schema.</summary>
    public const string Suffix = "_entities";

    /// <summary>The transaction number of rows that the ledger is never to take in.</summary>
    internal const long CopiedXid = -1;

    /// <summary>Shuts the gate on a table that has rows already.</summary>
    internal const string ShutGate = "ADD CONSTRAINT at_rest CHECK (xid < 0) NOT VALID";

    /// <summary>The entities' schema of a ledger's.</summary>
    /// <param name="settings">Where the ledger is.</param>
    public static string SchemaOf(PostgresSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Schema + Suffix;
    }

    /// <summary>Makes them where they are missing.</summary>
    /// <param name="database">The database.</param>
    /// <param name="schema">The entities' schema.</param>
    /// <param name="also">What else is to be made there, in SQL that does nothing where it is there.</param>
    public static async Task MakeAsync(NpgsqlDataSource database, string schema, string also = "")
    {
        ArgumentNullException.ThrowIfNull(database);
        await using NpgsqlConnection connection = await database.OpenConnectionAsync().ConfigureAwait(false);
        Make(connection, schema, also);
    }

    /// <summary>Makes them where they are missing.</summary>
    internal static void Make(NpgsqlConnection connection, string schema, string also = "")
    {
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        // Two nodes that start on an empty database at a time: the second one finds the tables made.
        using (var gate = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtextextended('payment-switch entities ' || $1, 0))", connection))
        {
            gate.Parameters.Add(new NpgsqlParameter<string> { TypedValue = schema });
            gate.ExecuteNonQuery();
        }

        using (var make = new NpgsqlCommand(Sql(schema) + also, connection)) make.ExecuteNonQuery();
        transaction.Commit();
    }

    private static string Sql(string schema) => $"""
        CREATE SCHEMA IF NOT EXISTS "{schema}";
        CREATE TABLE IF NOT EXISTS "{schema}".journal (
          ordering bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, created bigint NOT NULL, deleted boolean NOT NULL,
          persistence_id varchar(255) NOT NULL, sequence_number bigint NOT NULL, message bytea NOT NULL, manifest varchar(500),
          identifier integer, writer_uuid varchar(128), tags varchar(100),
          xid bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
          UNIQUE (persistence_id, sequence_number),
          CONSTRAINT at_rest CHECK (xid < 0));
        CREATE INDEX IF NOT EXISTS journal_tail ON "{schema}".journal (xid, ordering) WHERE xid >= 0;
        CREATE TABLE IF NOT EXISTS "{schema}".journal_metadata (
          persistence_id varchar(255) NOT NULL, sequence_number bigint NOT NULL, PRIMARY KEY (persistence_id, sequence_number));
        CREATE TABLE IF NOT EXISTS "{schema}".tags (
          ordering_id bigint NOT NULL, tag varchar(64) NOT NULL, sequence_nr bigint NOT NULL, persistence_id varchar(255) NOT NULL, PRIMARY KEY (ordering_id, tag));
        CREATE TABLE IF NOT EXISTS "{schema}".snapshot (
          persistence_id varchar(255) NOT NULL, sequence_number bigint NOT NULL, created bigint NOT NULL, snapshot bytea NOT NULL,
          manifest varchar(255) NOT NULL, serializer_id integer, PRIMARY KEY (persistence_id, sequence_number));
        CREATE TABLE IF NOT EXISTS "{schema}".transaction_id (
          hash bigint PRIMARY KEY, payment uuid NOT NULL, claimed_at timestamptz NOT NULL DEFAULT now());
        CREATE TABLE IF NOT EXISTS "{schema}".handover (
          one int PRIMARY KEY CHECK (one = 1),
          decides text NOT NULL CHECK (decides IN ('embedded', 'cluster', 'returning')),
          position bigint NOT NULL, epoch bigint NOT NULL);
        INSERT INTO "{schema}".handover VALUES (1, 'embedded', 0, 0) ON CONFLICT DO NOTHING;
        """;
}
