using System.Diagnostics;
using PaymentSwitch.Simulations.Banks;
using PaymentSwitch.Simulations.Books;
using PaymentSwitch.Simulations.Postgres;
using PaymentSwitch.Simulations.Switch;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>Two servers on one PostgreSQL: the standby has to take over while something else is wrong as well.</summary>
internal static class TakeoverRows
{
    private const int LeaseMs = 1_500;
    private const int LeaseLost = 5;
    private static readonly TimeSpan TakeoverWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StaysSilent = TimeSpan.FromSeconds(2);
    private static readonly (string Bic, string Token) Bad = SandboxBanks.Known[^1];

    public static IReadOnlyList<FaultRow> All { get; } =
    [
        new("partition-takeover", "the active server is cut off from PostgreSQL, which a standby still reaches",
            "the standby takes over; the old one answers nothing from the end of its lease on, and ends with 5", PartitionAsync),
        new("takeover-under-faults", "the active server is killed while a bank is dead, while it stalls, and while PostgreSQL restarts",
            "the standby takes over each time", UnderFaultsAsync),
    ];

    private static Task PartitionAsync(FaultSettings settings, FaultFindings findings) => WithServerAsync(findings, async server =>
    {
        await using var first = new StoppingProxy(server.Port);
        await using var second = new StoppingProxy(server.Port);
        StoppingProxy[] proxies = [first, second];
        string[] connections = [.. proxies.Select(proxy => server.ConnectionString.Replace($"Port={server.Port}", $"Port={proxy.Port}", StringComparison.Ordinal) + ";Timeout=2")];
        await using FaultedPair pair = await FaultedPair.StartAsync(settings, connections, LeaseMs, random => FaultPayments.Among(random, withSilence: false));
        for (int time = 0; time < settings.Times; time++)
        {
            await Task.Delay(pair.Random.Next(300, 1_500));
            await CutAsync(pair, proxies[pair.Servers.ActiveIndex], findings);
            await pair.Servers.StartStandbyAsync();
        }

        await pair.FinishAsync(server, findings, (_, reason) => reason is "AB05" or "TM01");
    });

    private static async Task CutAsync(FaultedPair pair, StoppingProxy way, FaultFindings findings)
    {
        SwitchProcess old = pair.Servers.Active;
        using var asker = new Asker(old);
        await asker.HeardAsync().WaitAsync(TakeoverWithin);
        long since = Stopwatch.GetTimestamp();
        await way.CutAsync();
        double tookMs = (await pair.Servers.TakenOverAsync(since, TakeoverWithin)).TotalMilliseconds;
        // Both run now, and the old one has not heard anything of it.
        await Task.Delay(StaysSilent);
        findings.Expect(!old.HasExited || await old.WaitForExitAsync(TimeSpan.Zero) == LeaseLost, "the old server ended in another way than by the loss of its lease");
        await way.HealAsync();
        int code = await old.WaitForExitAsync(TakeoverWithin);
        findings.Expect(code == LeaseLost, $"the old server ended with {code}, expected {LeaseLost}");
        (int before, int after, int asked) = await asker.EndAsync(since + (long)(LeaseMs / 1000.0 * Stopwatch.Frequency));
        findings.Expect(after == 0, $"the old server answered {after} requests after the end of its lease");
        findings.Expect(before > 0, "the old server answered nothing before the cut either");
        findings.Expect(asked > 0, "the old server was asked nothing after the end of its lease");
        findings.Count("takeovers from a server that was cut off");
        findings.Note($"taken over {tookMs:F0} ms after the cut; the old one was asked {asked} times after the end of its lease, and answered {before} before");
    }

    private static Task UnderFaultsAsync(FaultSettings settings, FaultFindings findings) => WithServerAsync(findings, async server =>
    {
        Behaviour ofBad = Behaviour.Accept;
        await using FaultedPair pair = await FaultedPair.StartAsync(
            settings, [server.ConnectionString, server.ConnectionString], LeaseMs, random => FaultPayments.WithLast(random, ofBad));
        for (int time = 0; time < settings.Times; time++)
        {
            ofBad = Behaviour.Silence;
            await Task.Delay(300);
            await pair.Banks.SilenceAsync(Bad.Bic);
            await KillAsync(pair, "takeovers beside a dead bank", findings, () => Task.CompletedTask);
            using (var stalling = new StallingBank(pair.Servers.Active.Address, Bad.Token))
            {
                for (int i = 0; i < 10; i++) await stalling.StallAsync();
                await KillAsync(pair, "takeovers beside a bank that stalls", findings, () => Task.CompletedTask);
            }

            ofBad = Behaviour.Accept;
            pair.Banks.Revive(Bad.Bic);
            await KillAsync(pair, "takeovers while PostgreSQL restarts", findings, async () =>
            {
                await server.StopAsync("immediate");
                await Task.Delay(pair.Random.Next(100, 2_000));
                await server.StartAgainAsync();
            });
        }

        await pair.FinishAsync(server, findings, (payment, reason) => reason is "AB05" or "TM01");
    });

    private static async Task KillAsync(FaultedPair pair, string what, FaultFindings findings, Func<Task> beside)
    {
        await Task.Delay(pair.Random.Next(300, 1_500));
        IReadOnlyDictionary<string, long> standby = await pair.Servers.MetricsAsync(active: false);
        findings.Expect(standby["paymentswitch_lease_held"] == 0, "the standby says that it holds the lease");
        findings.Expect(standby["paymentswitch_standby_position"] > 0, "the standby says that it has followed nothing");
        long since = Stopwatch.GetTimestamp();
        Task other = beside();
        await pair.Servers.Active.KillAsync();
        double tookMs = (await pair.Servers.TakenOverAsync(since, TakeoverWithin)).TotalMilliseconds;
        await other;
        findings.Expect((await pair.Servers.MetricsAsync(active: true))["paymentswitch_lease_held"] == 1, "the server that took over says that it does not hold the lease");
        findings.Count(what);
        findings.Note($"{what}: {tookMs:F0} ms from SIGKILL until the other one was ready; the standby lacked {standby["paymentswitch_standby_lag_positions"]} positions a moment before");
        await pair.Servers.StartStandbyAsync();
    }

    private static async Task WithServerAsync(FaultFindings findings, Func<TemporaryPostgres, Task> run)
    {
        if (TemporaryPostgres.FindBinaries() is not string binaries)
        {
            findings.Skip("PostgreSQL is not installed");
            return;
        }

        await using TemporaryPostgres server = await TemporaryPostgres.StartAsync(binaries);
        await run(server);
    }
}
