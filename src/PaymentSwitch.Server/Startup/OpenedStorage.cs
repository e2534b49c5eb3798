using PaymentSwitch.Server.Configuration;
using PaymentSwitch.Storage;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Sqlite;

namespace PaymentSwitch.Server.Startup;

/// <summary>Journal, snapshots and read models as the settings want them.</summary>
internal static class OpenedStorage
{
    /// <summary>Opens all of it for writing.</summary>
    /// <exception cref="Engine.Journal.JournalException">It cannot be used; the message says why.</exception>
    public static IStorage Of(SwitchSettings settings) => settings.Storage.Kind == StorageRules.Postgres
        ? PostgresStorage.Open(StorageRules.Of(settings.Storage.Postgres))
        : SqliteStorage.Open(settings.DataFolder);

    /// <summary>Where its journal is.</summary>
    public static JournalPlace PlaceOf(SwitchSettings settings) => settings.Storage.Kind == StorageRules.Postgres
        ? JournalPlace.OfPostgres(StorageRules.Of(settings.Storage.Postgres))
        : JournalPlace.OfSqlite(Path.Combine(settings.DataFolder, "journal.db"));
}
