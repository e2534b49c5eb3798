using Microsoft.Data.Sqlite;
using PaymentSwitch.Engine.Journal;
using SQLitePCL;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>Opens a SQLite file of the switch: its schema, its version, its way of syncing.</summary>
internal static class SqliteFile
{
    static SqliteFile() => Batteries_V2.Init();

    /// <summary>
    /// Opens a file for writing, creating it where it is missing. One of an older form in which everything comes from the
    /// journal is emptied, to be filled again; any other is as it was until something is written, and stays so where it is
    /// closed before <see cref="CopyLogAtClose"/>.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="form">What it holds.</param>
    /// <param name="synchronous">FULL or NORMAL.</param>
    /// <param name="autoCheckpointBytes">After how many bytes of write-ahead log a commit copies them into the file; 0 for never.</param>
    /// <exception cref="JournalException">It cannot be opened, is of a later version, or of another kind.</exception>
    public static SqliteConnection OpenForWriting(string path, FileForm form, string synchronous, long autoCheckpointBytes)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            SetCopyLogAtClose(connection, copies: false);
            Execute(connection, $"PRAGMA page_size={form.PageBytes}; PRAGMA busy_timeout=10000;");
            long version = VersionOf(connection, path, form);
            Execute(connection, $"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA wal_autocheckpoint={autoCheckpointBytes / form.PageBytes};");
            if (version == 0 || (version < form.Version && form.ComesFromJournal))
            {
                string older = string.Concat(Tables(connection).Select(table => $"DROP TABLE \"{table}\"; "));
                CopyLogAtClose(connection);
                Execute(connection, $"BEGIN IMMEDIATE; {older}{form.Schema}; PRAGMA application_id={form.ApplicationId}; PRAGMA user_version={form.Version}; COMMIT;");
            }

            return connection;
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw Cannot($"{path} cannot be opened", error, form);
        }
        catch (JournalException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Has a connection that was opened for writing copy the log into the file when it is closed last. To be called where something is
    /// written: a start that is refused must leave the files as they are.
    /// </summary>
    public static void CopyLogAtClose(SqliteConnection connection) => SetCopyLogAtClose(connection, copies: true);

    /// <summary>
    /// Whether anything was ever committed to a file. It has its log from before its tables: where a rollback journal lies beside it, it
    /// was being made.
    /// </summary>
    public static bool HasAnything(string path, FileForm form)
    {
        if (!File.Exists(path) || new FileInfo(path).Length == 0 || File.Exists(path + "-journal")) return false;
        using SqliteConnection connection = OpenUnchecked(path, form);
        try
        {
            return VersionOf(connection, path, form) > 0;
        }
        catch (SqliteException error)
        {
            throw Cannot($"{path} cannot be read", error, form);
        }
    }

    /// <summary>Opens a file that exists, for reading beside its writer.</summary>
    /// <exception cref="JournalException">It cannot be opened, is of a later version, or of another kind.</exception>
    public static SqliteConnection OpenForReading(string path, FileForm form)
    {
        SqliteConnection connection = OpenUnchecked(path, form);
        try
        {
            long version = VersionOf(connection, path, form);
            if (version == 0) throw new JournalException($"{path} is empty: it is not {form.What} of the switch.");
            if (version < form.Version && form.ComesFromJournal)
                throw new JournalException($"{path} is of version {version}; this version of the switch makes it anew in version {form.Version} when it starts.");
            return connection;
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw Cannot($"{path} cannot be read", error, form);
        }
        catch (JournalException)
        {
            connection.Dispose();
            throw;
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

    /// <summary>A SQLite error in plain words.</summary>
    /// <param name="what">What could not be done, with the file's name.</param>
    /// <param name="error">The error.</param>
    /// <param name="form">What the file holds.</param>
    public static JournalException Cannot(string what, SqliteException error, FileForm form)
    {
        string why = error.SqliteErrorCode switch
        {
            5 or 6 => "another process holds it",
            8 => "it, or its folder, cannot be written",
            10 => "the disk reported an error; look at the system's log before going on",
            11 => $"it is damaged. {form.WayOut}",
            13 => "the disk is full, or the file has reached its limit; make room first",
            14 => "the file or its folder cannot be opened; check that the folder exists and may be written",
            26 => $"it is not a database. Check the path. {form.WayOut}",
            _ => error.Message,
        };
        return new JournalException($"{what}: {why.TrimEnd('.')}. (SQLite error {error.SqliteErrorCode}.)", error);
    }

    private static SqliteConnection OpenUnchecked(string path, FileForm form)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        try
        {
            connection.Open();
            Execute(connection, "PRAGMA busy_timeout=10000");
            return connection;
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw Cannot($"{path} cannot be read", error, form);
        }
    }

    private static void SetCopyLogAtClose(SqliteConnection connection, bool copies)
    {
        int result = raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, copies ? 0 : 1, out _);
        if (result != raw.SQLITE_OK) throw new SqliteException("the log cannot be kept at closing", result);
    }

    /// <summary>The version of the file's form; 0 where it has no tables yet.</summary>
    private static long VersionOf(SqliteConnection connection, string path, FileForm form)
    {
        long version = (long)Scalar(connection, "PRAGMA user_version")!;
        long application = (long)Scalar(connection, "PRAGMA application_id")!;
        bool isEmpty = (long)Scalar(connection, "SELECT COUNT(*) FROM sqlite_schema")! == 0;
        if (isEmpty && version == 0 && application == 0) return 0;
        if (application != form.ApplicationId) throw new JournalException($"{path} is a database of something else, not {form.What} of the switch. Check the path.");
        if (version > form.Version)
            throw new JournalException($"{path} is of version {version}; this version of the switch knows up to {form.Version}. Use the version that wrote it, or a later one. {(form.ComesFromJournal ? form.WayOut : "")}".TrimEnd());
        if (isEmpty || version < 1) throw new JournalException($"{path} is damaged: its tables or its version are missing. {form.WayOut}");
        return version;
    }

    private static List<string> Tables(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
        using SqliteDataReader reader = command.ExecuteReader();
        var tables = new List<string>();
        while (reader.Read()) tables.Add(reader.GetString(0));
        return tables;
    }
}
