using PaymentSwitch.Simulations.Postgres;
using PaymentSwitch.Simulations.Switch;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>The switch and its database no longer reach each other. Both go on running, and no connection is closed.</summary>
internal static class PartitionRows
{
    private const string Silent = "nothing is answered that could not be stored; goes on when healed; ends with 4 or 5 when it takes too long, and restarts";

    // What was stored before the cut may still be told for so long.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(1_000);

    public static IReadOnlyList<FaultRow> All { get; } =
    [
        new("partition-proxy", "nothing gets through between switch and PostgreSQL (a proxy that stops)", Silent, ThroughProxyAsync),
        new("partition-network", "nothing gets through between switch and PostgreSQL (network namespace, line down)", Silent, ThroughNetworkAsync),
    ];

    private static async Task ThroughProxyAsync(FaultSettings settings, FaultFindings findings)
    {
        if (TemporaryPostgres.FindBinaries() is not string binaries)
        {
            findings.Skip("PostgreSQL is not installed");
            return;
        }

        await using TemporaryPostgres server = await TemporaryPostgres.StartAsync(binaries);
        await using var proxy = new StoppingProxy(server.Port);
        string connection = server.ConnectionString.Replace($"Port={server.Port}", $"Port={proxy.Port}", StringComparison.Ordinal);
        await RunAsync(settings, findings, proxy, Store(server, connection), launch => launch);
    }

    private static async Task ThroughNetworkAsync(FaultSettings settings, FaultFindings findings)
    {
        if (TemporaryPostgres.FindBinaries() is not string binaries)
        {
            findings.Skip("PostgreSQL is not installed");
            return;
        }

        await using NetworkNamespace? network = NetworkNamespace.TryMake();
        if (network is null)
        {
            findings.Skip("network namespaces are not allowed here: it takes root and the program ip");
            return;
        }

        await using TemporaryPostgres server = await TemporaryPostgres.StartAsync(binaries, $"listen_addresses=127.0.0.1,{NetworkNamespace.DatabaseAddress}");
        await server.AllowAsync(NetworkNamespace.DatabaseNetwork);
        string connection = server.ConnectionString.Replace("Host=127.0.0.1", $"Host={NetworkNamespace.DatabaseAddress}", StringComparison.Ordinal);
        await RunAsync(settings, findings, network, Store(server, connection), launch => launch with { Prefix = network.Prefix, Host = NetworkNamespace.SwitchAddress });
    }

    private static FaultStore Store(TemporaryPostgres server, string connection) => FaultStore.Postgres(
        server, connection + ";Timeout=2", "--Storage:Postgres:CommandTimeoutMs=2000", "--Storage:Postgres:ReconnectWithinMs=6000");

    private static async Task RunAsync(
        FaultSettings settings, FaultFindings findings, IDatabasePath path, FaultStore store, Func<SwitchLaunch, SwitchLaunch> change)
    {
        var random = new Random(settings.Seed);
        await using FaultedSwitch faulted = await FaultedSwitch.StartAsync(settings, store, change);
        for (int time = 0; time < settings.Times; time++)
        {
            await Task.Delay(random.Next(300, 1_500));
            await CutAsync(faulted, findings, path, TimeSpan.FromMilliseconds(random.Next(500, 2_500)));
            await path.HealAsync();
            findings.Count("cuts");
            await Task.Delay(500);
        }

        findings.Expect(!faulted.HasEnded, "the switch has ended in a cut that was over soon");
        if (faulted.HasEnded) await faulted.RestartAsync();
        await CutAsync(faulted, findings, path, TimeSpan.Zero);
        await faulted.ExpectEndAsync(findings, PostgresRows.WithoutDatabase);
        findings.Count("cut without end");
        await path.HealAsync();
        await faulted.RestartAsync();
        await faulted.FinishAsync(findings);
    }

    /// <summary>Cuts the way and looks whether the switch tells anybody anything, for so long.</summary>
    private static async Task CutAsync(FaultedSwitch faulted, FaultFindings findings, IDatabasePath path, TimeSpan forSoLong)
    {
        await path.CutAsync();
        await Task.Delay(Grace);
        (int Acknowledged, int Heard) before = faulted.Banks.Told;
        await Task.Delay(forSoLong);
        (int Acknowledged, int Heard) after = faulted.Banks.Told;
        findings.Expect(after == before, $"cut off from its database the switch has acknowledged {after.Acknowledged - before.Acknowledged} payments and told {after.Heard - before.Heard} outcomes");
    }
}
