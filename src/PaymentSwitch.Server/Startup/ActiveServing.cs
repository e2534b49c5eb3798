using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Reconciliation;
using PaymentSwitch.Engine.Timekeeping;
using PaymentSwitch.Gateway;
using PaymentSwitch.Gateway.Authentication;
using PaymentSwitch.Gateway.Reporting;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Schemes;
using PaymentSwitch.Operations;
using PaymentSwitch.Operations.Dispatching;
using PaymentSwitch.Server.Checkpoints;
using PaymentSwitch.Server.Configuration;
using PaymentSwitch.Server.Logging;
using PaymentSwitch.Server.Privacy;
using PaymentSwitch.Server.Reconciliation;
using PaymentSwitch.Server.Reports;
using PaymentSwitch.Server.Standby;
using PaymentSwitch.Storage;
using PaymentSwitch.Storage.Privacy;
using Serilog.Core;

namespace PaymentSwitch.Server.Startup;

/// <summary>What every role of the program is made of.</summary>
/// <param name="Settings">The settings, checked.</param>
/// <param name="Profiles">The schemes, the first one first.</param>
/// <param name="Reader">Reads messages.</param>
/// <param name="Log">The log.</param>
/// <param name="Fronts">Where it is reached.</param>
/// <param name="PartyKeys">The keys under which messages are sealed.</param>
/// <param name="Entities">Where payments and accounts are decided; null for the engine itself.</param>
internal sealed record SwitchParts(
    SwitchSettings Settings, IReadOnlyList<SchemeProfile> Profiles, MessageReader Reader, SwitchLog Log, SwitchFronts Fronts, PartyKeyFile PartyKeys, IEntityHost? Entities = null);

/// <summary>The program as the switch: the engine and all that lives beside it, until it is stopped or fails.</summary>
internal static class ActiveServing
{
    /// <summary>Serves until the process is to stop.</summary>
    /// <param name="parts">What it is made of.</param>
    /// <param name="storage">The stores, opened for writing.</param>
    /// <param name="followed">The state that was kept warm; null to recover from the stores.</param>
    /// <param name="held">The lease under which it serves; null where no other server can be the switch.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(SwitchParts parts, IStorage storage, FollowedSwitch? followed, HeldLease? held)
    {
        (SwitchSettings settings, IReadOnlyList<SchemeProfile> profiles, _, SwitchLog log, SwitchFronts fronts, PartyKeyFile partyKeys, IEntityHost? entities) = parts;
        foreach (string notice in storage.Notices) log.Lines.Warning("{Notice}", notice);
        if (storage.ReadSide.Position == 0 && storage.Journal.LastPosition > 0)
            log.Lines.Information("The read models are made anew, up to position {Position}; until then lists and statements lack what is later, and older mailbox messages have to wait", storage.Journal.LastPosition);
        // Disposed of after the switch, so that its last checkpoint has all groups.
        SteadyClock clock = Clock(settings.Clock, storage.Journal, log.Lines);
        await using CheckpointService? checkpoints = CheckpointService.Start(settings, clock, log.Lines);
        using var paymentLog = new PaymentLog(log.Lines);
        await using EmbeddedSwitch engine = EmbeddedSwitch.Open(new EmbeddedSwitchSetup
        {
            Schemes = profiles,
            ReadProfile = ReadProfile,
            Journal = storage.Journal,
            Snapshots = storage.Snapshots,
            ReadSide = storage.ReadSide,
            Followed = followed,
            Accounts = entities?.Accounts,
            Limits = settings.Engine,
            Clock = clock,
            Observer = paymentLog,
        });
        await using ILedgerHosting? hosting = entities?.Begin(engine, settings.Engine, () => held?.MayAnswer ?? true);
        IOperatedSwitch running = hosting?.Switch ?? engine;
        await AdoptedPartyKeys.AdoptAsync(partyKeys, running, settings, log.Lines);
        KnownPayments.Tell(log.Lines, running.Schemes, settings.Engine);
        await Enrolment.RunAsync(running, settings.Participants);
        paymentLog.Start(() => (engine.InboxDepth, engine.OpenPayments));
        await using ReconciliationService reconciliation = Reconcile(settings.Reconciliation, running, storage.ReadSide, entities?.InTransitMaxMs ?? 0, log.Lines);
        await using EndOfDay endOfDay = WriteReports(settings, running, storage, log.Lines);
        using var bankBooks = new BankBooks(storage.ReadSide, storage.Journal, clock) { Compared = new BankBookAlarms(log.Lines).Take };
        var operated = new OperatedSwitch(running, storage.ReadSide, settings.Scheme.SwitchBic, () => (engine.InboxDepth, engine.OpenPayments))
        {
            Outlook = engine.Outlook, Reconciliation = reconciliation, BankBooks = bankBooks, ReadProfile = ReadProfile,
            PartyKeys = partyKeys.Keys,
            DestroyPartyKey = partyKeys.Destroy,
            ClockAheadMs = () => clock.MachineAheadMs,
            Role = held is null ? "alone" : "active",
            Standbys = held is null ? null : held.Standbys,
            HandOver = held is null ? null : fronts.Banks.Web.Lifetime.StopApplication,
        };
        CommandDispatcher dispatcher = OperationsHost.DispatcherOf(settings, operated, clock);
        await using var takeUp = new GrantedTakeUp(dispatcher.Granted, settings.Operations, log.Lines);
        await takeUp.RunAsync();
        RequestDelegate banks = fronts.Banks.Routes(routes => routes.MapGateway(GatewayOf(parts, running, storage.ReadSide, storage.Journal, bankBooks, clock)));
        fronts.Banks.AnswerBy(Gated(banks, held, fronts.Banks, settings));
        fronts.Operators?.AnswerBy(Gated(fronts.Operators.Routes(MapOperators), held, fronts.Operators, settings));
        await fronts.ListenAsync();
        takeUp.Start();
        Welcome.Print(Console.Out, settings, fronts.Banks.Address, fronts.Operators?.Address, Welcome.IsSandbox(settings));
        Task lost = held?.Lost ?? Task.Delay(Timeout.Infinite, CancellationToken.None);
        Task hosted = hosting?.Completion ?? engine.Completion;
        Task apart = entities?.Ended ?? Task.Delay(Timeout.Infinite, CancellationToken.None);
        Task ended = await Task.WhenAny(hosted, engine.Completion, lost, apart, fronts.Banks.Web.WaitForShutdownAsync());
        if (ended == apart) log.Lines.Fatal("This node is none of the cluster's any more. Nothing is answered any more");
        if (ended == lost || ended == apart || ended.IsFaulted)
        {
            // What is under way may or may not be stored: nobody is told anything more.
            int code = ended == apart ? ExitCode.NodeLost : await WhyEndedAsync(held, settings.Standby);
            if (hosted.Exception is { } why) log.Lines.Fatal(why, "What the entities store can be taken in no more");
            await log.DisposeAsync();
            Environment.Exit(code);
        }

        log.Lines.Information("Stopping: no new messages, finishing what was taken in");
        if (fronts.Operators is not null) await fronts.Operators.Web.StopAsync();
        await takeUp.StopAsync();
        if (hosting is not null) await hosting.DisposeAsync();
        Task stopping = engine.DisposeAsync().AsTask();
        // The standby need not wait for the snapshot and the read models.
        if (held is not null && await IsStoredAsync(engine)) held.GiveBack();
        await stopping;
        // The journal may also fail while what was taken in is being finished.
        return engine.Completion.IsFaulted ? await WhyEndedAsync(held, settings.Standby) : ExitCode.Ok;

        void MapOperators(IEndpointRouteBuilder routes)
        {
            if (held is not null) StandbyMetrics.Map(routes, held, () => entities?.Metrics ?? []);
            OperationsHost.Map(routes, settings, dispatcher, log.Lines);
        }
    }

    /// <summary>
    /// Does once, on stores in memory, what a takeover does: what the runtime compiles at first use would otherwise be waited for by
    /// all banks. Nothing of it is seen or kept.
    /// </summary>
    public static async Task RehearseAsync(SwitchParts parts)
    {
        using var journal = new InMemoryJournal();
        using var readSide = new InMemoryReadSide();
        var setup = new EmbeddedSwitchSetup
        {
            Schemes = parts.Profiles, ReadProfile = ReadProfile, Journal = journal, Snapshots = new InMemorySnapshotStore(), ReadSide = readSide, Limits = parts.Settings.Engine,
        };
        await using EmbeddedSwitch rehearsed = EmbeddedSwitch.Open(setup with { Followed = FollowedSwitch.Open(setup) });
        await Enrolment.RunAsync(rehearsed, parts.Settings.Participants);
        using var bankBooks = new BankBooks(readSide, journal, TimeProvider.System);
        RequestDelegate banks = parts.Fronts.Banks.Routes(routes => routes.MapGateway(GatewayOf(parts, rehearsed, readSide, journal, bankBooks, TimeProvider.System)));
        foreach (string path in (string[])["/healthz/ready", "/v1/account"])
        {
            var asked = new DefaultHttpContext { RequestServices = parts.Fronts.Banks.Web.Services };
            (asked.Request.Method, asked.Request.Path) = (HttpMethods.Get, path);
            await banks(asked);
        }
    }

    private static async Task<bool> IsStoredAsync(EmbeddedSwitch engine)
    {
        await engine.LastStored.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return engine.LastStored.IsCompletedSuccessfully;
    }

    // A journal that is fenced may be noticed before the lease is known to be lost: the next renewal tells.
    private static async Task<int> WhyEndedAsync(HeldLease? held, StandbySettings standby)
    {
        if (held is null) return ExitCode.EngineFailed;
        await Task.WhenAny(held.Lost, Task.Delay(2 * standby.RenewEveryMs));
        return held.Lost.IsCompleted ? ExitCode.LeaseLost : ExitCode.EngineFailed;
    }

    // The journal's last time is the latest that the switch has ever told anybody.
    private static SteadyClock Clock(ClockLimits limits, IJournal journal, Logger log) => new(
        TimeProvider.System, limits, journal.LastPosition == 0 ? 0 : journal.ReadGroup(journal.LastPosition).AtMs, new ClockLog(limits, log).Tell);

    private static RequestDelegate Gated(RequestDelegate answer, HeldLease? held, Front front, SwitchSettings settings) =>
        held is null ? answer : new GatedAnswers(answer, StandbyAnswers.Of(front, settings.Gateway), held).AnswerAsync;

    /// <summary>The gateway over a switch.</summary>
    public static GatewaySetup GatewayOf(SwitchParts parts, IPaymentSwitch running, IReadSide readSide, IJournal journal, BankBooks bankBooks, TimeProvider clock) => new()
    {
        Switch = running,
        Reader = parts.Reader,
        Authentication = new DirectoryTokens(running, clock),
        Reports = new ReportSource(readSide, journal),
        BankBooks = bankBooks,
        Clock = clock,
        SwitchBic = parts.Settings.Scheme.SwitchBic,
        PartyKeys = parts.PartyKeys.Keys,
        Limits = parts.Settings.Gateway,
        Stopping = parts.Fronts.Banks.Stopping,
        Fault = fault =>
        {
            // That something took too long elsewhere is no fault of a line of code here. What a journal has is said in its own words; with a failed engine
            // thousands are told it, and the engine tells the whole of it once.
            if (fault is JournalException) parts.Log.Lines.Error("A request could not be answered: {Why}", fault.Message);
            else if (fault is TimeoutException) parts.Log.Lines.Warning("A request could not be answered: {Why}", fault.Message);
            else parts.Log.Lines.Error(fault, "A request could not be answered");
        },
    };

    private static ReconciliationService Reconcile(ReconciliationSettings settings, IOperatedSwitch running, IReadSide readSide, long inTransitMaxMs, Logger log)
    {
        var limits = new ReconciliationLimits
        {
            ReadModelsWaitMs = settings.ReadModelsWaitMs, MovementsPerRunMax = settings.MovementsPerRunMax, NamedMismatchesMax = settings.NamedMismatchesMax,
            InTransitMaxMs = inTransitMaxMs,
        };
        var service = new ReconciliationService(new Reconciler(running, readSide, limits), log);
        service.Start(TimeSpan.FromSeconds(settings.EverySeconds));
        return service;
    }

    private static EndOfDay WriteReports(SwitchSettings settings, IOperatedSwitch running, IStorage storage, Logger log)
    {
        string folder = settings.Reports.Folder.Length > 0 ? settings.Reports.Folder : Path.Combine(settings.DataFolder, "reports");
        var reports = new DayReports(folder, settings.Reports, settings.Scheme.SwitchBic);
        var endOfDay = new EndOfDay(running, storage.ReadSide, storage.Journal, reports, settings.Reports.CatchUpDaysMax, log);
        endOfDay.Start(TimeSpan.FromSeconds(settings.Reports.CheckEverySeconds));
        return endOfDay;
    }

    /// <summary>Reads a profile that an operator schedules.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static SchemeProfile ReadProfile(ReadOnlyMemory<byte> document)
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
}
