using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Engine;
using PaymentSwitch.Server.Configuration;
using PaymentSwitch.Server.Startup;
using PaymentSwitch.Storage.Privacy;
using ILogger = Serilog.ILogger;

namespace PaymentSwitch.Server.Privacy;

/// <summary>This server's party keys, held against the journal before anything is sealed with them.</summary>
internal static class AdoptedPartyKeys
{
    /// <summary>Reads them; where there are none, makes some that nothing knows of yet.</summary>
    /// <exception cref="CannotStartException">A file of theirs cannot be used.</exception>
    public static PartyKeyFile Open(SwitchSettings settings) => Guarded(() =>
    {
        string file = settings.Privacy.KeyFile.Length > 0 ? settings.Privacy.KeyFile : Path.Combine(settings.DataFolder, "party-keys.txt");
        return PartyKeyFile.Open(file, settings.Privacy.KeyEncryptionKeyFile);
    });

    /// <summary>Holds them against the journal: they must be those it is sealed under, without those that were destroyed.</summary>
    /// <exception cref="CannotStartException">They are others, or cannot be stored.</exception>
    public static void Keep(PartyKeyFile keys, PartyKeyring keyring) => Guarded(() =>
    {
        keys.Keep(keyring);
        return keys;
    });

    /// <summary>The same for the switch that is to serve, which begins to seal with them where it sealed with none before.</summary>
    /// <exception cref="CannotStartException">They are others, or cannot be stored.</exception>
    public static async Task AdoptAsync(PartyKeyFile keys, IOperatedSwitch running, SwitchSettings settings, ILogger log)
    {
        PartyKeyring keyring = await running.ShowPartyKeyringAsync();
        Keep(keys, keyring);
        if (keyring.KeysId is not null) return;
        // Stored before the journal names them, and so before anything is sealed with them.
        if (keys.IsNew)
        {
            Guarded(() =>
            {
                Directory.CreateDirectory(settings.DataFolder);
                keys.Save();
                return keys;
            });
            log.Information("Party keys were made: {KeysId}. Keep a copy of their file: without it no message that is stored from now on can be read or passed on", keys.Keys.Id);
        }

        await running.AdoptPartyKeysAsync(keys.Keys.Id);
    }

    private static PartyKeyFile Guarded(Func<PartyKeyFile> use)
    {
        try
        {
            return use();
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"The party keys cannot be used: {error.Message} (settings Privacy:KeyFile, Privacy:KeyEncryptionKeyFile).", error);
        }
    }
}
