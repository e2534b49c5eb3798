using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Simulations.Postgres;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Rows;
using PaymentSwitch.Storage.Sqlite;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>What a switch under faults keeps its journal in.</summary>
/// <param name="Settings">The settings that say so.</param>
/// <param name="Verify">Looks at every row.</param>
/// <param name="OpenReadOnly">Opens the journal to be read.</param>
internal sealed record FaultStore(IReadOnlyList<string> Settings, Func<JournalVerification> Verify, Func<IJournal> OpenReadOnly)
{
    /// <summary>A data folder.</summary>
    public static FaultStore Sqlite(string folder)
    {
        string path = Path.Combine(folder, "journal.db");
        return new FaultStore([], () => SqliteJournal.Verify(path), () => SqliteJournal.OpenReadOnly(path));
    }

    /// <summary>A PostgreSQL server.</summary>
    /// <param name="server">The server, as this process reaches it.</param>
    /// <param name="connection">How the switch reaches it, where that is another way.</param>
    /// <param name="settings">More settings.</param>
    public static FaultStore Postgres(TemporaryPostgres server, string? connection = null, params string[] settings)
    {
        var direct = new PostgresSettings { ConnectionString = server.ConnectionString };
        return new FaultStore(
            ["--Storage:Kind=Postgres", $"--Storage:Postgres:ConnectionString={connection ?? server.ConnectionString}", .. settings],
            () => PostgresJournal.Verify(direct),
            () => PostgresJournal.OpenReadOnly(direct));
    }
}
