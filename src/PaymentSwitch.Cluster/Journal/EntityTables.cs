using Npgsql;
using PaymentSwitch.Cluster.Nodes;

namespace PaymentSwitch.Cluster.Journal;

/// <summary>
/// The tables that the actors store into, in a schema of their own beside the ledger's: the layout of Akka.Persistence.Sql, and a column more.
/// </summary>
/// <remarks>
/// <c>xid</c> is the number of the transaction that stored the row. Rows are numbered when they are inserted and seen when they are committed, which
/// may be in another order; by transaction, and only below the oldest one that is still open, there is an order in which none appears
/// before one that was read (<see cref="Tail"/>).
/// </remarks>
internal static class EntityTables
{
    /// <summary>What is added to the name of the ledger's schema.</summary>
    public const string Suffix = "_entities";

    private static string Sql(string schema) => $"""
        CREATE SCHEMA IF NOT EXISTS "{schema}";
        CREATE TABLE IF NOT EXISTS "{schema}".journal (
          ordering bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, created bigint NOT NULL, deleted boolean NOT NULL,
          persistence_id varchar(255) NOT NULL, sequence_number bigint NOT NULL, message bytea NOT NULL, manifest varchar(500),
          identifier integer, writer_uuid varchar(128), tags varchar(100),
          xid bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
          UNIQUE (persistence_id, sequence_number));
        CREATE INDEX IF NOT EXISTS journal_tail ON "{schema}".journal (xid, ordering);
        CREATE TABLE IF NOT EXISTS "{schema}".journal_metadata (
          persistence_id varchar(255) NOT NULL, sequence_number bigint NOT NULL, PRIMARY KEY (persistence_id, sequence_number));
        CREATE TABLE IF NOT EXISTS "{schema}".tags (
          ordering_id bigint NOT NULL, tag varchar(64) NOT NULL, sequence_nr bigint NOT NULL, persistence_id varchar(255) NOT NULL, PRIMARY KEY (ordering_id, tag));
        CREATE TABLE IF NOT EXISTS "{schema}".shard_journal (
          ordering bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, created bigint NOT NULL, deleted boolean NOT NULL,
          persistence_id varchar(255) NOT NULL, sequence_number bigint NOT NULL, message bytea NOT NULL, manifest varchar(500),
          identifier integer, writer_uuid varchar(128), tags varchar(100), UNIQUE (persistence_id, sequence_number));
        CREATE TABLE IF NOT EXISTS "{schema}".transaction_id (
          hash bigint PRIMARY KEY, payment uuid NOT NULL, claimed_at timestamptz NOT NULL DEFAULT now());
        {NodeTable.Sql(schema)}
        """;

    /// <summary>Makes them where they are missing.</summary>
    public static async Task MakeAsync(NpgsqlDataSource database, string schema)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync().ConfigureAwait(false);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        // Two nodes that start on an empty database at a time: the second one finds the tables made.
        await using (var gate = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtextextended('payment-switch entities ' || $1, 0))", connection))
        {
            gate.Parameters.Add(new NpgsqlParameter<string> { TypedValue = schema });
            await gate.ExecuteNonQueryAsync().ConfigureAwait(false);
        }

        await using (var make = new NpgsqlCommand(Sql(schema), connection)) await make.ExecuteNonQueryAsync().ConfigureAwait(false);
        await transaction.CommitAsync().ConfigureAwait(false);
    }
}
