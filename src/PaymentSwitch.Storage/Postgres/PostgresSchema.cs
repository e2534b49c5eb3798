using System.Globalization;
using Npgsql;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Postgres;

/// <summary>The tables of a switch, made and changed by numbered migrations, each of which is done once.</summary>
internal static class PostgresSchema
{
    // A migration that was released is never changed: a later one corrects it.
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE journal (
          position bigint PRIMARY KEY,
          epoch bigint NOT NULL,
          count bigint NOT NULL,
          at_ms bigint NOT NULL,
          version bigint NOT NULL,
          payload bytea NOT NULL,
          hash bytea NOT NULL);
        -- Compressing a group takes the server longer than writing it.
        ALTER TABLE journal ALTER COLUMN payload SET STORAGE EXTERNAL;
        CREATE TABLE writer (
          one int PRIMARY KEY CHECK (one = 1),
          epoch bigint NOT NULL,
          holder text,
          renewed_at timestamptz,
          lease_ms bigint) WITH (fillfactor = 20);
        INSERT INTO writer VALUES (1, 0, NULL, NULL, NULL);
        CREATE TABLE snapshot (
          position bigint PRIMARY KEY,
          version bigint NOT NULL,
          chunks int NOT NULL,
          hash bytea NOT NULL);
        CREATE TABLE snapshot_chunk (
          position bigint NOT NULL REFERENCES snapshot ON DELETE CASCADE,
          number int NOT NULL,
          payload bytea NOT NULL,
          PRIMARY KEY (position, number));
        CREATE TABLE identity_segment (hash bytea PRIMARY KEY, payload bytea NOT NULL);
        ALTER TABLE identity_segment ALTER COLUMN payload SET STORAGE EXTERNAL;
        CREATE TABLE snapshot_segment (
          position bigint NOT NULL REFERENCES snapshot ON DELETE CASCADE,
          number bigint NOT NULL,
          revision int NOT NULL,
          hash bytea NOT NULL,
          PRIMARY KEY (position, number));
        CREATE TABLE progress (one int PRIMARY KEY CHECK (one = 1), position bigint NOT NULL) WITH (fillfactor = 20);
        INSERT INTO progress VALUES (1, 0);
        CREATE TABLE participant (id bigint PRIMARY KEY, name text NOT NULL UNIQUE);
        CREATE TABLE payment (
          number bigint PRIMARY KEY, uetr uuid NOT NULL, debtor bigint NOT NULL, creditor bigint,
          amount_minor bigint NOT NULL, currency text NOT NULL, status bigint NOT NULL, reason text,
          received_at_ms bigint NOT NULL, final_at_ms bigint NOT NULL);
        CREATE INDEX payment_not_settled ON payment (status, number) WHERE status <> 3;
        CREATE TABLE payment_of_participant (
          participant bigint NOT NULL, first bigint NOT NULL, numbers bytea NOT NULL, PRIMARY KEY (participant, first));
        CREATE TABLE account (
          participant bigint NOT NULL, currency text NOT NULL, model bigint NOT NULL, limit_minor bigint,
          balance_minor bigint NOT NULL, reserved_minor bigint NOT NULL, use_minor bigint NOT NULL,
          PRIMARY KEY (participant, currency)) WITH (fillfactor = 50);
        CREATE TABLE mailbox (
          participant bigint NOT NULL, block bigint NOT NULL, pointers bytea NOT NULL, PRIMARY KEY (participant, block));
        CREATE TABLE movement_account (
          number bigint PRIMARY KEY, participant bigint NOT NULL, currency text NOT NULL, UNIQUE (participant, currency));
        CREATE TABLE movement (
          account_and_block bigint PRIMARY KEY, first_at_ms bigint NOT NULL, balance_before_minor bigint NOT NULL, records bytea NOT NULL);
        CREATE TABLE movement_reference (
          account bigint NOT NULL, number bigint NOT NULL, reference text NOT NULL, PRIMARY KEY (account, number));
        """,
    ];

    /// <summary>The version of the tables that this version of the switch makes.</summary>
    public static int Version => Migrations.Length;

    /// <summary>Makes the schema where it is missing, and brings its tables to this version: all of it, or nothing.</summary>
    /// <exception cref="JournalException">They are of a later version, or something else is in the schema.</exception>
    public static void Migrate(PostgresDatabase database) => database.Run("the tables cannot be made", connection =>
    {
        if (VersionOf(connection, database) == Version) return true;
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        // Two that open an empty database at a time: the second one finds the tables made.
        Execute(connection, $"SELECT pg_advisory_xact_lock(hashtextextended('payment-switch migration {database.Schema}', 0))");
        int version = VersionOf(connection, database);
        if (version == 0)
        {
            // Who owns the schema may be another one than who may create schemas.
            if (!Exists(connection, "SELECT 1 FROM pg_namespace WHERE nspname = $1", database.Schema)) Execute(connection, $"CREATE SCHEMA \"{database.Schema}\"");
            Execute(connection, "CREATE TABLE schema_version (version int PRIMARY KEY, made_at timestamptz NOT NULL DEFAULT now())");
        }

        for (int next = version + 1; next <= Version; next++)
        {
            Execute(connection, Migrations[next - 1]);
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO schema_version (version) VALUES ({next})"));
        }

        transaction.Commit();
        return true;
    });

    /// <summary>Sees to it that the tables are there, in this version; changes nothing.</summary>
    /// <exception cref="JournalException">They are not.</exception>
    public static void Expect(PostgresDatabase database) => database.Run("the tables cannot be looked at", connection =>
    {
        int version = VersionOf(connection, database);
        if (version == 0) throw new JournalException($"{database.Name}: there are no tables of a switch.");
        if (version < Version)
            throw new JournalException($"{database.Name}: the tables are of version {version}; this version of the switch makes them {Version} when it starts.");
        return true;
    });

    private static int VersionOf(NpgsqlConnection connection, PostgresDatabase database)
    {
        if (!Exists(connection, "SELECT 1 FROM pg_tables WHERE schemaname = $1 AND tablename = 'schema_version'", database.Schema))
        {
            if (Exists(connection, "SELECT 1 FROM pg_tables WHERE schemaname = $1", database.Schema))
                throw new JournalException($"{database.Name}: the schema holds tables of something else, not of a switch. Name another one.");
            return 0;
        }

        using var ask = new NpgsqlCommand("SELECT coalesce(max(version), 0) FROM schema_version", connection);
        int version = (int)ask.ExecuteScalar()!;
        if (version > Version)
            throw new JournalException($"{database.Name}: the tables are of version {version}; this version of the switch knows up to {Version}. Use the version that made them, or a later one.");
        return version > 0 ? version : throw new JournalException($"{database.Name}: the tables do not say of which version they are. Nothing was repaired.");
    }

    private static bool Exists(NpgsqlConnection connection, string sql, string parameter)
    {
        using var ask = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = parameter } } };
        return ask.ExecuteScalar() is not null;
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
