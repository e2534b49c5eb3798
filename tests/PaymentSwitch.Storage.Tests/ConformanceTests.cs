using Microsoft.Data.Sqlite;
using Npgsql;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Rows;
using PaymentSwitch.Storage.Sqlite;
using PaymentSwitch.Storage.Tests.Conformance;
using PaymentSwitch.Storage.Tests.Postgres;

namespace PaymentSwitch.Storage.Tests;

// What every implementation of a port does, on SQLite, on PostgreSQL and in memory.

public sealed class Journal_on_sqlite : JournalSpec, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override bool LastsBeyondClosing => true;

    // Copied into the file every few groups, so that this goes on beside everything.
    protected override IJournal Open() => SqliteJournal.Open(_folder.File("journal.db"), new SqliteJournalSettings { CheckpointBytes = 100_000 });

    public void Dispose() => _folder.Dispose();
}

public sealed class Journal_on_postgres(PostgresServer server) : JournalSpec
{
    private readonly PostgresSettings _settings = server.NewSettings();

    protected override bool LastsBeyondClosing => true;

    protected override IJournal Open() => PostgresJournal.Open(_settings);
}

public sealed class Stored_journal_on_sqlite : StoredJournalSpec, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("journal.db");

    protected override IJournal Open() => SqliteJournal.Open(File);

    protected override IJournal OpenReadOnly() => SqliteJournal.OpenReadOnly(File);

    protected override JournalVerification Verify(IProgress<long>? progress = null) => SqliteJournal.Verify(File, progress);

    protected override string Literal(byte[] bytes) => $"x'{Convert.ToHexString(bytes)}'";

    protected override object? Execute(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public void Dispose() => _folder.Dispose();
}

public sealed class Stored_journal_on_postgres(PostgresServer server) : StoredJournalSpec, IDisposable
{
    private readonly PostgresSettings _settings = server.NewSettings();
    private NpgsqlConnection? _behind;

    protected override IJournal Open() => PostgresJournal.Open(_settings);

    protected override IJournal OpenReadOnly() => PostgresJournal.OpenReadOnly(_settings);

    protected override JournalVerification Verify(IProgress<long>? progress = null) => PostgresJournal.Verify(_settings, progress);

    protected override string Literal(byte[] bytes) => $"'\\x{Convert.ToHexString(bytes)}'::bytea";

    protected override object? Execute(string sql)
    {
        using NpgsqlCommand command = (_behind ??= PostgresServer.Connect(_settings)).CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public void Dispose() => _behind?.Dispose();
}

public sealed class Journal_in_memory : JournalSpec
{
    protected override bool LastsBeyondClosing => false;

    protected override IJournal Open() => new InMemoryJournal();
}

public sealed class Snapshots_on_sqlite : SnapshotStoreSpec, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private SqliteSnapshotStore? _open;

    protected override ISnapshotStore Open()
    {
        _open?.Dispose();
        return _open = SqliteSnapshotStore.Open(_folder.File("snapshot.db"));
    }

    public void Dispose()
    {
        _open?.Dispose();
        _folder.Dispose();
    }
}

public sealed class Snapshots_on_postgres(PostgresServer server) : SnapshotStoreSpec, IDisposable
{
    private readonly PostgresSettings _settings = server.NewSettings();
    private PostgresSnapshotStore? _open;

    protected override ISnapshotStore Open()
    {
        _open?.Dispose();
        return _open = PostgresSnapshotStore.Open(_settings);
    }

    public void Dispose() => _open?.Dispose();
}

public sealed class Snapshots_in_memory : SnapshotStoreSpec
{
    private readonly InMemorySnapshotStore _store = new();

    protected override ISnapshotStore Open() => _store;
}

public sealed class Read_side_on_sqlite : ReadSideSpec, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override bool LastsBeyondClosing => true;

    protected override IReadSide Open() => SqliteReadSide.Open(_folder.File("read.db"));

    public void Dispose() => _folder.Dispose();
}

public sealed class Read_side_on_postgres(PostgresServer server) : ReadSideSpec
{
    private readonly PostgresSettings _settings = server.NewSettings();

    protected override bool LastsBeyondClosing => true;

    protected override IReadSide Open() => PostgresReadSide.Open(_settings);
}

public sealed class Read_side_in_memory : ReadSideSpec
{
    protected override bool LastsBeyondClosing => false;

    protected override IReadSide Open() => new InMemoryReadSide();
}
