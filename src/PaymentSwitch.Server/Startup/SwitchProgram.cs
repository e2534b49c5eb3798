using Microsoft.Extensions.Configuration;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Projection;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Schemas;
using PaymentSwitch.Iso20022.Schemes;
using PaymentSwitch.Server.Configuration;
using PaymentSwitch.Server.Logging;
using PaymentSwitch.Server.Privacy;
using PaymentSwitch.Storage;

namespace PaymentSwitch.Server.Startup;

/// <summary>The program: reads settings, opens the data folder, starts the switch and its gateway, and ends with an exit code.</summary>
internal static class SwitchProgram
{
    private const string Rebuild = "rebuild-read-model";
    private const string TakeBack = "take-entities-back";

    private const string Usage = """
        Usage:
          PaymentSwitch.Server [--KEY=VALUE ...]                       run the switch
          PaymentSwitch.Server rebuild-read-model [--KEY=VALUE ...]    make the read models anew, with the switch at rest
          PaymentSwitch.Server take-entities-back [--KEY=VALUE ...]    take payments and accounts back from a cluster, with all nodes stopped
        Keys are explained in docs/configuration.md, for example --DataFolder=data/mine --Http:Listen=http://127.0.0.1:9000
        """;

    /// <summary>Runs the program.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is ["--help" or "-h" or "help"])
        {
            await Console.Out.WriteLineAsync(Usage);
            return ExitCode.Ok;
        }

        bool hasWord = arguments.Length > 0 && !arguments[0].StartsWith("--", StringComparison.Ordinal);
        if (hasWord && arguments[0] is not (Rebuild or TakeBack))
        {
            await Console.Error.WriteLineAsync($"'{arguments[0]}' is no command.\n{Usage}");
            return ExitCode.WrongSettings;
        }

        return await GuardedAsync(async () =>
        {
            (SwitchSettings settings, IConfiguration configuration) = SettingsReader.Read(hasWord ? arguments[1..] : arguments);
            if (!hasWord) return await ServeAsync(settings, configuration);
            return arguments[0] == Rebuild ? RebuildReadModel(settings) : await TakingBack.RunAsync(settings);
        });
    }

    /// <summary>Runs a program of the switch, and tells in a sentence why it cannot start.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> GuardedAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (SettingsException wrong)
        {
            await Console.Error.WriteLineAsync("The configuration is wrong; the switch was not started.");
            foreach (string error in wrong.Errors) await Console.Error.WriteLineAsync($"  {error}");
            return ExitCode.WrongSettings;
        }
        catch (Exception error) when (error is SchemeProfileException or SchemaException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return ExitCode.WrongSettings;
        }
        catch (Exception error) when (error is JournalException or CannotStartException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return ExitCode.CannotStart;
        }
    }

    /// <summary>Puts a program together and runs it.</summary>
    /// <param name="settings">The settings, checked.</param>
    /// <param name="configuration">Where they came from.</param>
    /// <param name="serve">Serves until the process is to stop.</param>
    /// <param name="open">Opens what nobody else may have open, before a line is written to the log; null for nothing.</param>
    public static async Task<int> ComposeAsync(
        SwitchSettings settings, IConfiguration configuration, Func<SwitchParts, Task<int>> serve, Func<IDisposable>? open = null)
    {
        IReadOnlyList<SchemeProfile> profiles = SettingsRules.ProfilesOf(settings.Scheme);
        SchemaCatalogue schemas = SchemaCatalogue.LoadShipped(settings.Scheme.SchemaFolder is { Length: > 0 } folder ? [folder] : []);
        var reader = new MessageReader(schemas, settings.Messages);
        WarmUp.Run(reader, profiles[0], settings.Scheme.SwitchBic);
        using IDisposable? opened = open?.Invoke();
        await using SwitchLog log = SwitchLog.Create(configuration, settings.DataFolder);
        await using var fronts = new SwitchFronts(settings, log.Lines);
        return await serve(new SwitchParts(settings, profiles, reader, log, fronts, AdoptedPartyKeys.Open(settings)));
    }

    private static int RebuildReadModel(SwitchSettings settings)
    {
        using IStorage storage = OpenedStorage.Of(settings);
        storage.Journal.Begin();
        long told = 0;
        long position = ReadModelRebuild.Run(storage.Journal, storage.ReadSide, position =>
        {
            if (position < told + 1000) return;
            told = position;
            Console.WriteLine($"position {position} of {storage.Journal.LastPosition}");
        });
        Console.WriteLine($"The read models are made anew, up to position {position}.");
        return ExitCode.Ok;
    }

    private static async Task<int> ServeAsync(SwitchSettings settings, IConfiguration configuration)
    {
        if (settings.Storage.Kind == StorageRules.Postgres) return await ComposeAsync(settings, configuration, LeasedServing.RunAsync);
        IStorage? opened = null;
        return await ComposeAsync(settings, configuration, ServeAloneAsync, () => opened = OpenedStorage.Of(settings));

        async Task<int> ServeAloneAsync(SwitchParts parts)
        {
            int code = await ActiveServing.RunAsync(parts, opened!, followed: null, held: null);
            try
            {
                opened!.Dispose();
                return code;
            }
            catch (JournalException error)
            {
                parts.Log.Lines.Fatal(error, "The journal could not be closed in good order; it has everything that was answered");
                return ExitCode.EngineFailed;
            }
        }
    }
}
