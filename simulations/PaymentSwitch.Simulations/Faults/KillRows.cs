using PaymentSwitch.Simulations.Postgres;
using PaymentSwitch.Simulations.Switch;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>
/// SIGKILL at random moments under load: of a switch that serves, and of one that starts or recovers. Several switches live at a time,
/// each with its own data and banks; after so many kills each is looked at, and another one begins.
/// </summary>
internal static class KillRows
{
    // From here on it is worth the minute that compiling ahead takes.
    private const int ManyKills = 200;

    public static IReadOnlyList<FaultRow> All { get; } =
    [
        new("kill-sqlite", "kill -9 of the switch at random moments, journal in SQLite", "restarts each time", (settings, findings) =>
            RunAsync(settings, findings, (life, kills, program, own) => life.RunAsync(kills, null, program, own))),
        new("kill-postgres", "kill -9 of the switch at random moments, journal in PostgreSQL", "restarts each time", OnPostgresAsync),
    ];

    private static async Task OnPostgresAsync(FaultSettings settings, FaultFindings findings)
    {
        if (TemporaryPostgres.FindBinaries() is not string binaries)
        {
            findings.Skip("PostgreSQL is not installed");
            return;
        }

        await RunAsync(settings, findings, async (life, kills, program, own) =>
        {
            await using TemporaryPostgres server = await TemporaryPostgres.StartAsync(binaries);
            // Who starts after a kill waits until the lease of the killed one is over.
            await life.RunAsync(kills, FaultStore.Postgres(server, null, "--Standby:LeaseMs=500", "--Standby:RenewEveryMs=100"), program, own);
        });
    }

    private static async Task RunAsync(FaultSettings settings, FaultFindings findings, Func<KillLife, int, string?, FaultFindings, Task> liveAsync)
    {
        string? program = settings.Kills < ManyKills ? null : await ReadyToRunServer.PublishAsync();
        var tally = new KillTally(settings.Kills);
        int each = Math.Min(settings.KillsEach, (settings.Kills + settings.Lives - 1) / settings.Lives);
        int lives = 0;
        await Task.WhenAll(Enumerable.Range(0, settings.Lives).Select(async _ =>
        {
            for (int kills = tally.Take(each); kills > 0; kills = tally.Take(each))
            {
                var own = new FaultFindings();
                int seed = settings.Seed + (Interlocked.Increment(ref lives) * 7919);
                await liveAsync(new KillLife(settings with { Seed = seed }, tally), kills, program, own);
                lock (findings) findings.Take(own);
            }
        }));
        tally.Tell(findings);
    }
}
