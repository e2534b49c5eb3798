using Npgsql;

namespace PaymentSwitch.Cluster.Nodes;

/// <summary>
/// Which nodes there are, in the database that all of them need anyway: so a node finds the others without anything else to look in, and two
/// that start at a time cannot both begin a cluster.
/// </summary>
/// <remarks>
/// A cluster has the number of its formation. Who finds no member that has been seen lately begins the next one, in one transaction; the members of an earlier
/// one, should there be any left, find that out when they next tell that they are there, and end.
/// </remarks>
/// <param name="database">The database.</param>
/// <param name="schema">The entities' schema.</param>
internal sealed class NodeTable(NpgsqlDataSource database, string schema)
{
    /// <summary>Makes the tables where they are missing. Not by two nodes at a time.</summary>
    public static string Sql(string schema) => $"""
        CREATE TABLE IF NOT EXISTS "{schema}".formation (only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one), number bigint NOT NULL);
        INSERT INTO "{schema}".formation (number) VALUES (0) ON CONFLICT DO NOTHING;
        CREATE TABLE IF NOT EXISTS "{schema}".node (
          name text PRIMARY KEY, address text NOT NULL, holder text NOT NULL, banks text NOT NULL, operators text NOT NULL,
          formation bigint NOT NULL, seen_at timestamptz NOT NULL);
        ALTER TABLE "{schema}".node ADD COLUMN IF NOT EXISTS followed bigint NOT NULL DEFAULT 0;
        CREATE TABLE IF NOT EXISTS "{schema}".side_lease (name text PRIMARY KEY, owner text, until timestamptz);
        """;

    /// <summary>Whom to join. Where nobody has been seen lately, the node begins a cluster, and is its first member from here on.</summary>
    /// <param name="self">The node.</param>
    /// <param name="lives">How long a member counts after it was seen.</param>
    /// <param name="cancellation">Ends the wait for others that look at the same time.</param>
    public async Task<Formation> FormAsync(NodeRow self, TimeSpan lives, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        // Whoever else looks now waits here.
        await using var lockAll = new NpgsqlCommand($"""SELECT number FROM "{schema}".formation FOR UPDATE""", connection);
        long number = (long)(await lockAll.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!;
        var members = new List<string>();
        await using (var look = new NpgsqlCommand($"""
            SELECT address FROM "{schema}".node WHERE name <> $1 AND formation = $2 AND seen_at > clock_timestamp() - $3 ORDER BY seen_at DESC
            """, connection))
        {
            look.Parameters.Add(new NpgsqlParameter<string> { TypedValue = self.Name });
            look.Parameters.Add(new NpgsqlParameter<long> { TypedValue = number });
            look.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = lives });
            await using NpgsqlDataReader reader = await look.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false)) members.Add(reader.GetString(0));
        }

        if (members.Count == 0)
        {
            number++;
            await using var begin = new NpgsqlCommand($"""UPDATE "{schema}".formation SET number = $1""", connection);
            begin.Parameters.Add(new NpgsqlParameter<long> { TypedValue = number });
            await begin.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            await PutAsync(connection, self, number).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        return new Formation(number, members);
    }

    /// <summary>Tells that a node is a member, and there.</summary>
    /// <returns>Whether its cluster is still the one; false where another one was begun since.</returns>
    public async Task<bool> TellAsync(NodeRow self, long formation, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await PutAsync(connection, self, formation).ConfigureAwait(false);
        await using var look = new NpgsqlCommand($"""SELECT number FROM "{schema}".formation""", connection);
        return (long)(await look.ExecuteScalarAsync(cancellation).ConfigureAwait(false))! == formation;
    }

    /// <summary>Takes a node out that has left.</summary>
    public async Task RemoveAsync(NodeRow self)
    {
        await using NpgsqlCommand remove = database.CreateCommand($"""DELETE FROM "{schema}".node WHERE name = $1 AND address = $2""");
        remove.Parameters.Add(new NpgsqlParameter<string> { TypedValue = self.Name });
        remove.Parameters.Add(new NpgsqlParameter<string> { TypedValue = self.Address });
        await remove.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    /// <summary>Where the node is reached that has the ledger; null where no node has it.</summary>
    /// <param name="ledgerSchema">The ledger's schema, whose lease says who has it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<LedgerPlace?> FindLedgerAsync(string ledgerSchema, CancellationToken cancellation)
    {
        await using NpgsqlCommand find = database.CreateCommand($"""
            SELECT n.name, n.banks, n.operators FROM "{ledgerSchema}".writer w JOIN "{schema}".node n ON n.holder = w.holder ORDER BY n.seen_at DESC LIMIT 1
            """);
        try
        {
            await using NpgsqlDataReader reader = await find.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            return await reader.ReadAsync(cancellation).ConfigureAwait(false) ? new LedgerPlace(reader.GetString(0), reader.GetString(1), reader.GetString(2)) : null;
        }
        catch (PostgresException none) when (none.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            // The first node of all has not made the ledger's tables yet.
            return null;
        }
    }

    /// <summary>Whether all other nodes that were seen lately go by what the ledger has stored up to a position.</summary>
    /// <param name="self">The node that asks, which has the ledger.</param>
    /// <param name="position">The position.</param>
    /// <param name="lately">How long ago is lately. Who was not seen since may not decide.</param>
    public async Task<bool> AllFollowAsync(NodeRow self, long position, TimeSpan lately)
    {
        await using NpgsqlCommand look = database.CreateCommand($"""
            SELECT NOT EXISTS (SELECT 1 FROM "{schema}".node WHERE name <> $1 AND seen_at > clock_timestamp() - $2 AND followed < $3)
            """);
        look.Parameters.Add(new NpgsqlParameter<string> { TypedValue = self.Name });
        look.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = lately });
        look.Parameters.Add(new NpgsqlParameter<long> { TypedValue = position });
        return (bool)(await look.ExecuteScalarAsync().ConfigureAwait(false))!;
    }

    private async Task PutAsync(NpgsqlConnection connection, NodeRow self, long formation)
    {
        await using var put = new NpgsqlCommand($"""
            INSERT INTO "{schema}".node (name, address, holder, banks, operators, formation, followed, seen_at) VALUES ($1, $2, $3, $4, $5, $6, $7, clock_timestamp())
            ON CONFLICT (name) DO UPDATE SET address = $2, holder = $3, banks = $4, operators = $5, formation = $6, followed = $7, seen_at = clock_timestamp()
            """, connection);
        foreach (string part in (string[])[self.Name, self.Address, self.Holder, self.Banks, self.Operators]) put.Parameters.Add(new NpgsqlParameter<string> { TypedValue = part });
        put.Parameters.Add(new NpgsqlParameter<long> { TypedValue = formation });
        put.Parameters.Add(new NpgsqlParameter<long> { TypedValue = self.Followed });
        await put.ExecuteNonQueryAsync().ConfigureAwait(false);
    }
}

/// <summary>A node, as the others find it.</summary>
/// <param name="Name">Its name: the same when it is started again.</param>
/// <param name="Address">Where its actors are reached.</param>
/// <param name="Holder">What stands in the lease when it has the ledger.</param>
/// <param name="Banks">Where its banks' side is reached by other nodes: <c>http://HOST:PORT</c>; empty as long as it does not listen.</param>
/// <param name="Operators">The same of its operators' side; empty where it has none.</param>
/// <param name="Followed">Its entities go by what the ledger has stored up to this position, or further.</param>
internal sealed record NodeRow(string Name, string Address, string Holder, string Banks, string Operators, long Followed = 0);

/// <summary>Where the node with the ledger is reached.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Banks">Its banks' side.</param>
/// <param name="Operators">Its operators' side.</param>
internal sealed record LedgerPlace(string Node, string Banks, string Operators);

/// <summary>The cluster that there is.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Members">Whom to join; none where the node that asked has begun it.</param>
internal sealed record Formation(long Number, IReadOnlyList<string> Members);
