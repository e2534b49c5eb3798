using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace PaymentSwitch.Benchmarks;

/// <summary>The reference line of the journal in PostgreSQL: the same bytes in rows of the same sizes, inserted one after the other with nothing around it.</summary>
internal static class BarePostgresInserts
{
    /// <summary>Inserts rows of these sizes, each in a synced transaction of its own.</summary>
    /// <returns>How long it took, in seconds.</returns>
    public static double Measure(string connectionString, IReadOnlyList<int> sizes)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using (var create = new NpgsqlCommand("CREATE TABLE bare (position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, payload bytea NOT NULL); ALTER TABLE bare ALTER COLUMN payload SET STORAGE EXTERNAL", connection))
            create.ExecuteNonQuery();
        var payload = new NpgsqlParameter<byte[]> { NpgsqlDbType = NpgsqlDbType.Bytea };
        using var insert = new NpgsqlCommand("INSERT INTO bare (payload) VALUES ($1)", connection) { Parameters = { payload } };
        insert.Prepare();
        byte[][] rows = [.. sizes.Select(size => new byte[size])];
        foreach (byte[] row in rows) Random.Shared.NextBytes(row);
        long began = Stopwatch.GetTimestamp();
        foreach (byte[] row in rows)
        {
            payload.TypedValue = row;
            insert.ExecuteNonQuery();
        }

        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>The sizes of a journal's rows, in bytes.</summary>
    public static List<int> SizesOf(string connectionString)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var query = new NpgsqlCommand("SELECT octet_length(payload) FROM payment_switch.journal ORDER BY position", connection);
        using NpgsqlDataReader reader = query.ExecuteReader();
        var sizes = new List<int>();
        while (reader.Read()) sizes.Add(reader.GetInt32(0));
        return sizes;
    }
}
