using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Server.Configuration;
using PaymentSwitch.Storage.Postgres.Entities;

namespace PaymentSwitch.Server.Startup;

/// <summary>
/// Takes payments and accounts back from a cluster, so that this program can be the switch. A command of the server and not of the command line: what
/// it takes up it decides by the schemes and bounds that the server has.
/// </summary>
internal static class TakingBack
{
    /// <summary>Takes them back.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="Engine.Journal.JournalException">The database cannot be used, or a ledger still renews its lease.</exception>
    public static async Task<int> RunAsync(SwitchSettings settings)
    {
        if (settings.Storage.Kind != StorageRules.Postgres)
            throw new SettingsException([$"Storage:Kind: found '{settings.Storage.Kind}', expected {StorageRules.Postgres}: a cluster has its entities there."]);
        IReadOnlyList<SchemeProfile> profiles = SettingsRules.ProfilesOf(settings.Scheme);
        long? rows = await EntitiesBack.RunAsync(StorageRules.Of(settings.Storage.Postgres), storage => new EmbeddedSwitchSetup
        {
            Schemes = profiles,
            ReadProfile = ActiveServing.ReadProfile,
            Journal = storage.Journal,
            Snapshots = storage.Snapshots,
            ReadSide = storage.ReadSide,
            Limits = settings.Engine,
        });
        Console.WriteLine(rows is null
            ? "No cluster decides payments and accounts: there was nothing to take back."
            : $"Payments and accounts are taken back; the journal had not had {rows} rows of the cluster's entities. This server can be started.");
        return ExitCode.Ok;
    }
}
