using Microsoft.Data.Sqlite;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>Opens a SQLite file of the switch: its schema, its version, its way of syncing.</summary>
internal static class SqliteFile
{
    static SqliteFile() => SQLitePCL.Batteries_V2.Init();

    /// <summary>Opens a file for writing, creating it where it is missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="version">The version of its form, kept in <c>user_version</c>.</param>
    /// <param name="synchronous">FULL or NORMAL.</param>
    /// <param name="schema">What creates its tables.</param>
    /// <param name="autoCheckpointPages">After how many pages of write-ahead log SQLite copies them into the file.</param>
    /// <exception cref="JournalException">It cannot be opened, or is of a later version.</exception>
    public static SqliteConnection OpenForWriting(string path, int version, string synchronous, string schema, int autoCheckpointPages)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
            connection.Open();
            Execute(connection, $"PRAGMA page_size=16384; PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous};"
                + $" PRAGMA wal_autocheckpoint={autoCheckpointPages}; PRAGMA busy_timeout=10000; PRAGMA foreign_keys=ON;");
            long found = (long)Scalar(connection, "PRAGMA user_version")!;
            if (found > version)
                throw new JournalException($"{path} is of version {found}; this version of the switch knows up to {version}. Use the version that wrote it, or a later one.");
            if (found == 0) Execute(connection, $"BEGIN IMMEDIATE; {schema}; PRAGMA user_version={version}; COMMIT;");
            return connection;
        }
        catch (SqliteException error)
        {
            connection?.Dispose();
            throw Cannot($"{path} cannot be opened", error);
        }
        catch (JournalException)
        {
            connection?.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file that exists, for reading beside its writer.</summary>
    public static SqliteConnection OpenForReading(string path)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw Cannot($"{path} cannot be read", error);
        }
    }

    /// <summary>Runs statements without a result.</summary>
    public static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row.</summary>
    public static object? Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>A SQLite error in the journal's words.</summary>
    public static JournalException Cannot(string what, SqliteException error)
    {
        string why = error.SqliteErrorCode switch
        {
            5 or 6 => "another process holds it",
            8 => "it, or its folder, cannot be written",
            10 => "the disk reported an error",
            11 => "it is damaged",
            13 => "the disk is full",
            14 => "the file or its folder cannot be opened; check that the folder exists and may be written",
            26 => "it is not a database of the switch",
            _ => error.Message,
        };
        return new JournalException($"{what}: {why} (SQLite error {error.SqliteErrorCode}).", error);
    }
}
