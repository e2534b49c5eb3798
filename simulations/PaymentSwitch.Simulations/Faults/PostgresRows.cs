using PaymentSwitch.Simulations.Postgres;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>The database server restarts or dies under a running switch.</summary>
internal static class PostgresRows
{
    private const string GoesOn = "the switch does not end, and goes on once the server is there again";

    public static IReadOnlyList<FaultRow> All { get; } =
    [
        new("postgres-restart", "PostgreSQL is stopped at once (immediate) amid commits and started again", GoesOn, (settings, findings) =>
            RunAsync(settings, findings, "immediate restarts", server => server.StopAsync("immediate"))),
        new("postgres-death", "kill -9 of PostgreSQL's postmaster amid commits, then started again", GoesOn, (settings, findings) =>
            RunAsync(settings, findings, "deaths", server => server.KillAsync())),
        new("postgres-away", "PostgreSQL is away for longer than the switch waits for it", "ends with 4 or 5, whichever of journal and lease notices first; restarts", AwayAsync),
    ];

    private static async Task RunAsync(FaultSettings settings, FaultFindings findings, string what, Func<TemporaryPostgres, Task> end)
    {
        if (TemporaryPostgres.FindBinaries() is not string binaries)
        {
            findings.Skip("PostgreSQL is not installed");
            return;
        }

        var random = new Random(settings.Seed);
        await using TemporaryPostgres server = await TemporaryPostgres.StartAsync(binaries);
        await using FaultedSwitch faulted = await FaultedSwitch.StartAsync(settings, FaultStore.Postgres(server));
        for (int time = 0; time < settings.Times; time++)
        {
            await Task.Delay(random.Next(300, 1_500));
            await end(server);
            findings.Count(what);
            await Task.Delay(random.Next(100, 1_000));
            await server.StartAgainAsync();
        }

        await Task.Delay(500);
        findings.Expect(!faulted.HasEnded, "the switch has ended");
        if (faulted.HasEnded) await faulted.RestartAsync();
        await faulted.FinishAsync(findings);
    }

    /// <summary>How a switch ends whose database stays away: the journal and the lease both need it, and either may notice first.</summary>
    public static readonly (int ExitCode, string Words)[] WithoutDatabase = [(FaultedSwitch.EngineFailed, "The engine has failed"), (FaultedSwitch.LeaseLost, "is lost")];

    private static async Task AwayAsync(FaultSettings settings, FaultFindings findings)
    {
        if (TemporaryPostgres.FindBinaries() is not string binaries)
        {
            findings.Skip("PostgreSQL is not installed");
            return;
        }

        var random = new Random(settings.Seed);
        await using TemporaryPostgres server = await TemporaryPostgres.StartAsync(binaries);
        await using FaultedSwitch faulted = await FaultedSwitch.StartAsync(
            settings, FaultStore.Postgres(server, null, "--Storage:Postgres:ReconnectWithinMs=1000"));
        for (int time = 0; time < settings.Times; time++)
        {
            await Task.Delay(random.Next(300, 1_500));
            await server.StopAsync("immediate");
            await faulted.ExpectEndAsync(findings, WithoutDatabase);
            findings.Count("times too long away");
            await server.StartAgainAsync();
            await faulted.RestartAsync();
        }

        await faulted.FinishAsync(findings);
    }
}
