using Microsoft.Data.Sqlite;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Rows;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>A new journal file that rows are copied into. It has another name until all of them are there.</summary>
internal sealed class SqliteRowTarget : IRowTarget
{
    private readonly string _path;
    private readonly string _growing;
    private readonly SqliteConnection _connection;
    private readonly Statement _insert;
    private JournalRow? _last;
    private bool _closed;

    private SqliteRowTarget(string path, string growing)
    {
        _path = path;
        _growing = growing;
        _connection = SqliteFile.OpenForWriting(growing, SqliteJournal.Form, "FULL", 64L * 1024 * 1024);
        SqliteFile.CopyLogAtClose(_connection);
        _insert = new Statement(_connection, "INSERT INTO journal VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    }

    /// <exception cref="JournalException">There is a file already, or none can be made.</exception>
    public static SqliteRowTarget Open(string path)
    {
        if (File.Exists(path)) throw new JournalException($"{path} is there already: a journal is copied to where there is none.");
        if (File.Exists(JournalHead.PathOf(path))) throw new JournalException($"{JournalHead.PathOf(path)} is there already, and its journal is not: a journal is copied to where there is none.");
        string growing = path + ".copying";
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is string folder) Directory.CreateDirectory(folder);
            Remove(growing);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"{path} cannot be written: {error.Message}", error);
        }

        return new SqliteRowTarget(path, growing);
    }

    public void Add(IReadOnlyList<JournalRow> rows) => Try(() =>
    {
        SqliteFile.Execute(_connection, "BEGIN IMMEDIATE");
        foreach (JournalRow row in rows)
        {
            _insert.Bind(1, row.Numbers.Position);
            _insert.Bind(2, row.Numbers.Epoch);
            _insert.Bind(3, row.Numbers.Count);
            _insert.Bind(4, row.Numbers.AtMs);
            _insert.Bind(5, row.Numbers.Version);
            _insert.Bind(6, row.Payload);
            _insert.Bind(7, row.Hash);
            _insert.Run();
        }

        SqliteFile.Execute(_connection, "COMMIT");
        _last = rows[^1];
    });

    public void Finish(long epoch)
    {
        Try(() =>
        {
            SqliteFile.Execute(_connection, $"UPDATE writer SET epoch = {epoch}; PRAGMA wal_checkpoint(TRUNCATE)");
            Close();
        });
        try
        {
            File.Move(_growing, _path);
        }
        catch (IOException error)
        {
            throw new JournalException($"{_path} cannot be written: {error.Message}", error);
        }

        if (_last is not null) JournalHeadWriting.Begin(_path, _last.Numbers.Position, _last.Numbers.Epoch, _last.Hash).Dispose();
    }

    public void Dispose()
    {
        Close();
        Remove(_growing);
    }

    private void Close()
    {
        if (_closed) return;
        _closed = true;
        _insert.Dispose();
        _connection.Dispose();
    }

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (SqliteException error)
        {
            throw SqliteFile.Cannot($"{_path} cannot be written", error, SqliteJournal.Form);
        }
    }

    private static void Remove(string growing)
    {
        foreach (string file in (string[])[growing, growing + "-wal", growing + "-shm"]) File.Delete(file);
    }
}
