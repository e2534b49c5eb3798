using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Projection;
using PaymentSwitch.Engine.Reconciliation;
using PaymentSwitch.Gateway;
using PaymentSwitch.Gateway.Authentication;
using PaymentSwitch.Gateway.Reporting;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Schemas;
using PaymentSwitch.Iso20022.Schemes;
using PaymentSwitch.Operations;
using PaymentSwitch.Operations.Dispatching;
using PaymentSwitch.Server.Checkpoints;
using PaymentSwitch.Server.Configuration;
using PaymentSwitch.Server.Logging;
using PaymentSwitch.Server.Reconciliation;
using PaymentSwitch.Server.Reports;
using PaymentSwitch.Storage;
using Serilog;
using Serilog.Core;

namespace PaymentSwitch.Server.Startup;

/// <summary>The program: reads settings, opens the data folder, starts the switch and its gateway, and ends with an exit code.</summary>
internal static class SwitchProgram
{
    private const string Usage = """
        Usage:
          PaymentSwitch.Server [--KEY=VALUE ...]                       run the switch
          PaymentSwitch.Server rebuild-read-model [--KEY=VALUE ...]    make the read models anew, with the switch at rest
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
        if (hasWord && arguments[0] != "rebuild-read-model")
        {
            await Console.Error.WriteLineAsync($"'{arguments[0]}' is no command.\n{Usage}");
            return ExitCode.WrongSettings;
        }

        try
        {
            (SwitchSettings settings, IConfiguration configuration) = SettingsReader.Read(hasWord ? arguments[1..] : arguments);
            return hasWord ? RebuildReadModel(settings) : await ServeAsync(settings, configuration);
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

    private static int RebuildReadModel(SwitchSettings settings)
    {
        using IStorage storage = OpenedStorage.Of(settings);
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
        IReadOnlyList<SchemeProfile> profiles = SettingsRules.ProfilesOf(settings.Scheme);
        SchemaCatalogue schemas = SchemaCatalogue.LoadShipped(settings.Scheme.SchemaFolder is { Length: > 0 } folder ? [folder] : []);
        var reader = new MessageReader(schemas, settings.Messages);
        WarmUp.Run(reader, profiles[0], settings.Scheme.SwitchBic);
        using IStorage storage = OpenedStorage.Of(settings);
        await using SwitchLog log = SwitchLog.Create(configuration, settings.DataFolder);
        if (storage.ReadSide.Position == 0 && storage.Journal.LastPosition > 0)
            log.Lines.Information("The read models are made anew, up to position {Position}; until then lists and statements lack what is later, and older mailbox messages have to wait", storage.Journal.LastPosition);
        // Disposed of after the switch, so that its last checkpoint has all groups.
        await using CheckpointService? checkpoints = CheckpointService.Start(settings, log.Lines);
        using var paymentLog = new PaymentLog(log.Lines);
        await using EmbeddedSwitch running = EmbeddedSwitch.Open(new EmbeddedSwitchSetup
        {
            Schemes = profiles,
            ReadProfile = ReadProfile,
            Journal = storage.Journal,
            Snapshots = storage.Snapshots,
            ReadSide = storage.ReadSide,
            Limits = settings.Engine,
            Observer = paymentLog,
        });
        KnownPayments.Tell(log.Lines, running.Schemes, settings.Engine);
        await Enrolment.RunAsync(running, settings.Participants);
        paymentLog.Start(() => (running.InboxDepth, running.OpenPayments));
        await using ReconciliationService reconciliation = Reconcile(settings.Reconciliation, running, storage.ReadSide, log.Lines);
        await using EndOfDay endOfDay = WriteReports(settings, running, storage, log.Lines);
        using var bankBooks = new BankBooks(storage.ReadSide, storage.Journal, TimeProvider.System) { Compared = new BankBookAlarms(log.Lines).Take };
        await using WebApplication web = Compose(settings, running, storage, bankBooks, reader, log.Lines);
        var operated = new OperatedSwitch(running, storage.ReadSide, settings.Scheme.SwitchBic, () => (running.InboxDepth, running.OpenPayments))
        {
            Outlook = running.Outlook, Reconciliation = reconciliation, BankBooks = bankBooks, ReadProfile = ReadProfile,
        };
        CommandDispatcher dispatcher = OperationsHost.DispatcherOf(settings, operated);
        await using var takeUp = new GrantedTakeUp(dispatcher.Granted, settings.Operations, log.Lines);
        await takeUp.RunAsync();
        await using WebApplication? operations = settings.Operations.Listen.Length == 0 ? null : OperationsHost.Compose(settings, dispatcher, log.Lines);
        await StartListeningAsync(web, settings.Http.Listen, "Http:Listen");
        if (operations is not null) await StartListeningAsync(operations, settings.Operations.Listen, "Operations:Listen");
        takeUp.Start();
        Welcome.Print(Console.Out, settings, AddressOf(web), operations is null ? null : AddressOf(operations), Welcome.IsSandbox(settings));
        Task ended = await Task.WhenAny(running.Completion, web.WaitForShutdownAsync());
        if (ended == running.Completion && running.Completion.IsFaulted)
        {
            // What is under way may or may not be stored: nobody is told anything more.
            await log.DisposeAsync();
            Environment.Exit(ExitCode.EngineFailed);
        }

        log.Lines.Information("Stopping: no new messages, finishing what was taken in");
        if (operations is not null) await operations.StopAsync();
        await takeUp.StopAsync();
        await running.DisposeAsync();
        // The journal may also fail while what was taken in is being finished.
        return running.Completion.IsFaulted ? ExitCode.EngineFailed : ExitCode.Ok;
    }

    private static ReconciliationService Reconcile(ReconciliationSettings settings, EmbeddedSwitch running, IReadSide readSide, Logger log)
    {
        var limits = new ReconciliationLimits
        {
            ReadModelsWaitMs = settings.ReadModelsWaitMs, MovementsPerRunMax = settings.MovementsPerRunMax, NamedMismatchesMax = settings.NamedMismatchesMax,
        };
        var service = new ReconciliationService(new Reconciler(running, readSide, limits), log);
        service.Start(TimeSpan.FromSeconds(settings.EverySeconds));
        return service;
    }

    private static EndOfDay WriteReports(SwitchSettings settings, EmbeddedSwitch running, IStorage storage, Logger log)
    {
        string folder = settings.Reports.Folder.Length > 0 ? settings.Reports.Folder : Path.Combine(settings.DataFolder, "reports");
        var reports = new DayReports(folder, settings.Reports, settings.Scheme.SwitchBic);
        var endOfDay = new EndOfDay(running, storage.ReadSide, storage.Journal, reports, settings.Reports.CatchUpDaysMax, log);
        endOfDay.Start(TimeSpan.FromSeconds(settings.Reports.CheckEverySeconds));
        return endOfDay;
    }

    /// <summary>Reads a profile that an operator schedules.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    private static SchemeProfile ReadProfile(ReadOnlyMemory<byte> document)
    {
        try
        {
            using var json = new MemoryStream(document.ToArray());
            return SchemeProfileReader.Read(json);
        }
        catch (SchemeProfileException error)
        {
            throw new FormatException(error.Message, error);
        }
    }

    private static string AddressOf(WebApplication web) => web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    private static async Task StartListeningAsync(WebApplication web, string address, string setting)
    {
        try
        {
            await web.StartAsync();
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            string why = error.InnerException is AddressInUseException ? "the address is in use" : error.Message;
            throw new CannotStartException($"The switch cannot listen on {address}: {why} (setting {setting}).", error);
        }
    }

    private static WebApplication Compose(SwitchSettings settings, EmbeddedSwitch running, IStorage storage, BankBooks bankBooks, MessageReader reader, Logger log)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        // That it cannot start is told once, in a sentence of our own: see StartListeningAsync.
        builder.Logging.AddSerilog(log).AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            // Without TLS nothing says which version is spoken: HTTP/1.1 alone.
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
            kestrel.ListenOn(settings.Http.Listen);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = settings.Http.ConnectionsMax;
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(settings.Http.KeepAliveSeconds);
            // The gateway has the bound on messages, and its own answer beyond it.
            kestrel.Limits.MaxRequestBodySize = null;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        WebApplication web = builder.Build();
        web.UseRouting();
        web.MapGateway(new GatewaySetup
        {
            Switch = running,
            Reader = reader,
            Authentication = new DirectoryTokens(running, TimeProvider.System),
            Reports = new ReportSource(storage.ReadSide, storage.Journal),
            BankBooks = bankBooks,
            SwitchBic = settings.Scheme.SwitchBic,
            Limits = settings.Gateway,
            Stopping = web.Lifetime.ApplicationStopping,
            Fault = fault => log.Error(fault, "A request could not be answered"),
        });
        return web;
    }
}
