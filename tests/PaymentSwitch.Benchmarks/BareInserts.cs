using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace PaymentSwitch.Benchmarks;

/// <summary>The reference line of the journal: the same bytes in rows of the same sizes, inserted one after the other with nothing around it.</summary>
internal static class BareInserts
{
    /// <summary>Inserts rows of these sizes, each in a synced transaction of its own.</summary>
    /// <returns>How long it took, in seconds.</returns>
    public static double Measure(string folder, IReadOnlyList<int> sizes)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "bare.db")};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA page_size=16384; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000; CREATE TABLE row (position INTEGER PRIMARY KEY, payload BLOB NOT NULL)");
        using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO row (payload) VALUES ($payload)";
        SqliteParameter payload = insert.Parameters.Add("$payload", SqliteType.Blob);
        byte[][] rows = [.. sizes.Select(size => new byte[size])];
        foreach (byte[] row in rows) Random.Shared.NextBytes(row);
        long began = Stopwatch.GetTimestamp();
        foreach (byte[] row in rows)
        {
            payload.Value = row;
            insert.ExecuteNonQuery();
        }

        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>The sizes of a journal's rows, in bytes.</summary>
    public static List<int> SizesOf(string journal)
    {
        using var connection = new SqliteConnection($"Data Source={journal};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using SqliteCommand query = connection.CreateCommand();
        query.CommandText = "SELECT length(payload) FROM journal ORDER BY position";
        using SqliteDataReader reader = query.ExecuteReader();
        var sizes = new List<int>();
        while (reader.Read()) sizes.Add(reader.GetInt32(0));
        return sizes;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
