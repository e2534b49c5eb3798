using PaymentSwitch.Storage.Postgres;

namespace PaymentSwitch.Server.Configuration;

/// <summary>What the settings of the storage must be.</summary>
internal static class StorageRules
{
    /// <summary>The kind that keeps everything in files of the data folder.</summary>
    public const string Sqlite = "Sqlite";

    /// <summary>The kind that keeps everything in a database.</summary>
    public const string Postgres = "Postgres";

    /// <summary>Adds an error for each setting that cannot be used, or that belongs to a kind which is not the one that is set.</summary>
    public static void Check(StorageSettings storage, List<string> errors)
    {
        SettingsRanges.Check("Storage:Postgres", storage.Postgres, errors);
        switch (storage.Kind)
        {
            case Postgres:
                foreach ((string property, string error) in Of(storage.Postgres).Problems()) errors.Add($"Storage:Postgres:{property}: {error}");
                break;
            case Sqlite:
                // Somebody who names a database and forgets the kind must not find his payments in a file.
                if (storage.Postgres.ConnectionString.Length > 0) errors.Add("Storage:Postgres:ConnectionString: found a database, but Storage:Kind is Sqlite; expected Storage:Kind=Postgres, or none.");
                break;
            default:
                errors.Add($"Storage:Kind: found '{storage.Kind}', expected {Sqlite} or {Postgres}.");
                break;
        }
    }

    /// <summary>The settings as the storage takes them.</summary>
    public static PostgresSettings Of(PostgresStorageSettings settings) => new()
    {
        ConnectionString = settings.ConnectionString,
        PasswordFile = settings.PasswordFile,
        Schema = settings.Schema,
        ReconnectWithinMs = settings.ReconnectWithinMs,
        CommandTimeoutMs = settings.CommandTimeoutMs,
        AllowLossyServer = settings.AllowLossyServer,
    };
}
