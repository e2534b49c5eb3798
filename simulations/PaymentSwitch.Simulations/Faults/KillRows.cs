using PaymentSwitch.Simulations.Postgres;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>SIGKILL at random moments under load.</summary>
internal static class KillRows
{
    public static IReadOnlyList<FaultRow> All { get; } =
    [
        new("kill-sqlite", "kill -9 of the switch at random moments, journal in SQLite", "restarts each time", (settings, findings) => RunAsync(settings, findings, null)),
        new("kill-postgres", "kill -9 of the switch at random moments, journal in PostgreSQL", "restarts each time", OnPostgresAsync),
    ];

    private static async Task OnPostgresAsync(FaultSettings settings, FaultFindings findings)
    {
        if (TemporaryPostgres.FindBinaries() is not string binaries)
        {
            findings.Skip("PostgreSQL is not installed");
            return;
        }

        await using TemporaryPostgres server = await TemporaryPostgres.StartAsync(binaries);
        await RunAsync(settings, findings, FaultStore.Postgres(server));
    }

    private static async Task RunAsync(FaultSettings settings, FaultFindings findings, FaultStore? store)
    {
        var random = new Random(settings.Seed);
        await using FaultedSwitch faulted = await FaultedSwitch.StartAsync(settings, store);
        for (int kill = 0; kill < settings.Kills; kill++)
        {
            await Task.Delay(random.Next(200, 1_500));
            await faulted.KillAndRestartAsync();
            findings.Count("kills");
        }

        await faulted.FinishAsync(findings);
    }
}
