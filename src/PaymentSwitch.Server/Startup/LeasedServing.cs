using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Reconciliation;
using PaymentSwitch.Gateway;
using PaymentSwitch.Operations.Results;
using PaymentSwitch.Server.Configuration;
using PaymentSwitch.Server.Privacy;
using PaymentSwitch.Server.Standby;
using PaymentSwitch.Storage.Postgres;

namespace PaymentSwitch.Server.Startup;

/// <summary>
/// The program on a database that other servers may share: who gets the lease is the switch; the others follow what it stores, and
/// try for the lease.
/// </summary>
internal static class LeasedServing
{
    /// <summary>Serves until the process is to stop, as a standby first where another one is active.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="JournalException">The database cannot be used.</exception>
    public static async Task<int> RunAsync(SwitchParts parts)
    {
        StandbySettings standby = parts.Settings.Standby;
        PostgresSettings database = StorageRules.Of(parts.Settings.Storage.Postgres);
        TimeSpan lasts = TimeSpan.FromMilliseconds(standby.LeaseMs);
        // A renewal that hangs is of no use once the lease is over: then it is tried on another connection.
        PostgresSettings asking = database with { CommandTimeoutMs = Math.Min(database.CommandTimeoutMs, standby.LeaseMs) };
        using var lease = PostgresLease.Open(asking, Holder(), lasts);
        var watch = new LeaseWatch(lasts, TimeProvider.System);
        FollowedSwitch? followed = null;
        long tookAt = Stopwatch.GetTimestamp();
        if (!TryTake(lease, watch))
        {
            Following following = await FollowAsync(parts, database, lease, watch);
            if (following.ExitCode is int code) return code;
            (followed, tookAt) = (following.State, following.TookAt);
        }

        // Opened before it is renewed: the epoch must not be lost in between without being noticed.
        using var storage = PostgresStorage.Open(database, lease);
        using var held = new HeldLease(lease, watch, TimeSpan.FromMilliseconds(standby.RenewEveryMs), parts.Log.Lines);
        parts.Log.Lines.Information(
            "This server is active now, under epoch {Epoch}; the journal was opened in {ElapsedMs} ms", held.Epoch, (long)Stopwatch.GetElapsedTime(tookAt).TotalMilliseconds);
        try
        {
            return await ActiveServing.RunAsync(parts, storage, followed, held);
        }
        catch
        {
            // It could not start: another one need not wait for the lease to end.
            held.GiveBack();
            throw;
        }
    }

    private static async Task<Following> FollowAsync(SwitchParts parts, PostgresSettings database, PostgresLease lease, LeaseWatch watch)
    {
        SwitchFronts fronts = parts.Fronts;
        FollowedJournal? journal = null;
        fronts.Banks.AnswerBy(StandbyAnswers.Of(fronts.Banks, parts.Settings.Gateway));
        fronts.Operators?.AnswerBy(fronts.Operators.Routes(routes =>
        {
            StandbyMetrics.Map(routes, lease, () => Volatile.Read(ref journal), () => parts.Entities?.Metrics ?? []);
            if (parts.Entities is { } entities) routes.MapFallback(entities.AskLedger(FrontSide.Operators, StandbyOperations(parts, fronts.Operators, Standing)));
            else OperationsHost.MapStandby(routes, parts.Settings, Standing);
        }));
        await fronts.ListenAsync();
        IReadOnlyList<Field> Standing() => Status(lease, Volatile.Read(ref journal));
        parts.Log.Lines.Information("This server is a standby: {Holder} is active. It listens on {Address} and answers 503", lease.Look().Holder, fronts.Banks.Address);
        CancellationToken stopping = fronts.Banks.Stopping;
        try
        {
            await ActiveServing.RehearseAsync(parts);
            using var followed = new FollowedJournal(database, (stored, snapshots, readSide) => new EmbeddedSwitchSetup
            {
                Schemes = parts.Profiles,
                ReadProfile = ActiveServing.ReadProfile,
                Journal = stored,
                Snapshots = snapshots,
                ReadSide = readSide,
                Accounts = parts.Entities?.Accounts,
                Limits = parts.Settings.Engine,
            });
            Volatile.Write(ref journal, followed);
            using BankBooks? bankBooks = parts.Entities is null ? null : new BankBooks(followed.ReadSide, followed.Journal, TimeProvider.System);
            Action? serve = bankBooks is null ? null : () => ServeBesideLedger(parts, followed, bankBooks);
            Task<bool> following = Task.Factory.StartNew(
                () => FollowUntilTaken(parts, followed, lease, watch, serve, stopping), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            if (parts.Entities is { } entities && await Task.WhenAny(following, entities.Ended) == entities.Ended)
            {
                parts.Log.Lines.Fatal("This node is none of the cluster's any more. Nothing is answered any more");
                await parts.Log.DisposeAsync();
                Environment.Exit(ExitCode.NodeLost);
            }

            if (await following)
            {
                parts.Log.Lines.Information("The lease is taken over after position {Position}", followed.State.Position);
                return new Following(followed.State, Stopwatch.GetTimestamp(), null);
            }

            parts.Log.Lines.Information("Stopping: this server was a standby");
            if (fronts.Operators is not null) await fronts.Operators.Web.StopAsync(CancellationToken.None);
            await fronts.Banks.Web.StopAsync(CancellationToken.None);
            return new Following(null, 0, ExitCode.Ok);
        }
        catch (JournalException error)
        {
            parts.Log.Lines.Fatal(error, "The standby can follow no more");
            return new Following(null, 0, ExitCode.EngineFailed);
        }
    }

    // Banks are served by what was followed, and by the entities; what only the ledger can do is asked there, as it is for operators.
    private static void ServeBesideLedger(SwitchParts parts, FollowedJournal followed, BankBooks bankBooks)
    {
        SwitchFronts fronts = parts.Fronts;
        IEntityHost entities = parts.Entities!;
        RequestDelegate unreached = StandbyAnswers.Of(fronts.Banks, parts.Settings.Gateway);
        GatewaySetup gateway = ActiveServing.GatewayOf(
            parts, entities.Following(followed.State, parts.Settings.Engine), followed.ReadSide, followed.Journal, bankBooks, TimeProvider.System) with
        {
            AskLedger = entities.AskLedger(FrontSide.Banks, unreached),
            MayServe = () => entities.MayDecide,
        };
        fronts.Banks.AnswerBy(fronts.Banks.Routes(routes => routes.MapGateway(gateway)));
        parts.Log.Lines.Information("This node serves banks beside the ledger, on {Address}", fronts.Banks.Address);
    }

    /// <returns>Whether the lease was taken; false where the process is to stop.</returns>
    private static bool FollowUntilTaken(
        SwitchParts parts, FollowedJournal followed, PostgresLease lease, LeaseWatch watch, Action? serve, CancellationToken stopping)
    {
        TimeSpan tryEvery = TimeSpan.FromMilliseconds(parts.Settings.Standby.PollMs);
        TimeSpan poll = parts.Entities is { } entities && entities.FollowEvery < tryEvery ? entities.FollowEvery : tryEvery;
        long triedAt = 0;
        while (!stopping.IsCancellationRequested)
        {
            long askedAt = Stopwatch.GetTimestamp();
            bool isAll = followed.CatchUp();
            parts.Entities?.Follow(followed.State, isAll ? askedAt : null);
            // Who is behind does not try: another standby may be nearer.
            if (!isAll) continue;
            AdoptedPartyKeys.Keep(parts.PartyKeys, followed.State.Keyring);
            if (parts.Entities is { IsReady: true })
            {
                serve?.Invoke();
                serve = null;
            }

            if (Stopwatch.GetElapsedTime(triedAt) >= tryEvery)
            {
                triedAt = Stopwatch.GetTimestamp();
                if (TryTake(lease, watch))
                {
                    // What the other one has stored last, with the chain as it was followed; nobody appends any more.
                    while (!followed.CatchUp()) { }
                    return true;
                }
            }

            stopping.WaitHandle.WaitOne(poll);
        }

        return false;
    }

    private static RequestDelegate StandbyOperations(SwitchParts parts, Front operators, Func<IReadOnlyList<Field>> standing) =>
        operators.Routes(routes => OperationsHost.MapStandby(routes, parts.Settings, standing));

    private static bool TryTake(PostgresLease lease, LeaseWatch watch)
    {
        long askedAt = watch.Asking();
        if (!lease.TryTake()) return false;
        watch.Granted(askedAt);
        return true;
    }

    private static Field[] Status(PostgresLease lease, FollowedJournal? journal)
    {
        LeaseStanding standing = lease.Look();
        return
        [
            new("role", Cell.Text("standby")),
            new("active", Cell.Text(standing.Holder ?? "nobody")),
            new("epoch", Cell.Number(standing.Epoch)),
            new("leaseLeftMs", Cell.Number(Math.Max(0, standing.LeftMs))),
            new("follows", Cell.Flag(journal is not null)),
            new("followedPosition", Cell.Number(journal?.State.Position ?? 0)),
            new("openPayments", Cell.Number(journal?.State.OpenPayments ?? 0)),
        ];
    }

    /// <summary>Who holds the lease, when this process does.</summary>
    public static string Holder() => string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}, process {Environment.ProcessId}");

    /// <summary>How following has ended.</summary>
    /// <param name="State">The warm state; null where the process is to end.</param>
    /// <param name="TookAt">When the lease was taken.</param>
    /// <param name="ExitCode">What the process is to end with; null where the lease was taken.</param>
    private readonly record struct Following(FollowedSwitch? State, long TookAt, int? ExitCode);
}
