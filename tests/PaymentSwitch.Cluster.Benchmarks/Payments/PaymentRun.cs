using System.Diagnostics;
using PaymentSwitch.Cluster.Benchmarks.Bare;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Postgres;

namespace PaymentSwitch.Cluster.Benchmarks.Payments;

/// <summary>What is to be measured of payments.</summary>
internal sealed record PaymentRunSettings
{
    /// <summary>How long a round is.</summary>
    public required int Seconds { get; init; }

    /// <summary>How many rounds count.</summary>
    public required int Rounds { get; init; }

    /// <summary>How long the round is that goes before and does not count.</summary>
    public required int WarmUpSeconds { get; init; }

    /// <summary>How many callers, one row for each.</summary>
    public required IReadOnlyList<int> Clients { get; init; }

    /// <summary>How many payments are sent a second, whether replies come or not; 0 for callers that wait.</summary>
    public required int RatePerSecond { get; init; }

    /// <summary>How many nodes, one row for each.</summary>
    public required IReadOnlyList<int> Nodes { get; init; }

    /// <summary>Which side of every payment one bank is on.</summary>
    public required HotBank Hot { get; init; }

    /// <summary>Whether the embedded host is measured too.</summary>
    public required bool WithEmbedded { get; init; }

    /// <summary>Whether the database's statements are counted.</summary>
    public required bool WithStatements { get; init; }
}

/// <summary>Whole payments on nodes of a cluster, and on the embedded host and by bare actors in the same run.</summary>
internal static class PaymentRun
{
    /// <summary>Measures all of it, on one database.</summary>
    public static async Task RunAsync(PaymentRunSettings run)
    {
        await using BenchmarkServer server = await BenchmarkServer.StartAsync(run.WithStatements);
        IReadOnlyList<double> bare = await BareRun.MeasureAsync(server, actors: 256, underWay: 1, perWrite: 1, stashes: true, run.Seconds, run.Rounds);
        Console.WriteLine($"reference: 256 bare persistent actors store {Sample.Median(bare):N0} events/s ({BenchmarkServer.Load()})");
        Console.WriteLine("host | load | payments/s, median (rounds) | ms to reply p50/p99; to settled p50/p99 | ledger behind, ms p50/p99 | rows/s by bare events/s | this process's CPU, us; allocated, B | each payment | errors");
        foreach (int clients in run.RatePerSecond > 0 ? [0] : run.Clients)
        {
            if (run.WithEmbedded)
            {
                PostgresSettings settings = server.NewSettings();
                using PostgresStorage storage = PostgresStorage.Open(settings);
                await using EmbeddedSwitch running = EmbeddedSwitch.Open(new EmbeddedSwitchSetup
                {
                    Schemes = [Banks.Profile], Journal = storage.Journal, Snapshots = storage.Snapshots, ReadSide = storage.ReadSide,
                });
                await Banks.EnrolAsync(running);
                await MeasureAsync("embedded", server, settings, running, () => Task.FromResult(0.0), run, clients, double.NaN);
            }

            foreach (int nodes in run.Nodes)
            {
                await using ClusterUnderTest cluster = await ClusterUnderTest.StartAsync(server.NewSettings(), nodes, Banks.Profile);
                await MeasureAsync($"{nodes} node(s)", server, cluster.Settings, cluster.Ledger.Switch, cluster.LedgerLagAsync, run, clients, Sample.Median(bare));
            }
        }
    }

    private static async Task MeasureAsync(
        string host, BenchmarkServer server, PostgresSettings settings, IOperatedSwitch target, Func<Task<double>> lag, PaymentRunSettings run, int clients, double barePerSecond)
    {
        var load = new PaymentLoad(target, run.Hot);
        var rounds = new List<LoadRound>();
        var lags = new List<double>();
        var cpu = new List<double>();
        var allocated = new List<double>();
        DatabaseCount? first = null;
        for (int round = -1; round < run.Rounds; round++)
        {
            if (round == 0)
            {
                await lag();
                if (run.WithStatements) await server.ResetStatementsAsync();
                first = await server.CountAsync(settings.Schema);
            }

            using var over = new CancellationTokenSource();
            Task watching = round < 0 ? Task.CompletedTask : WatchAsync(lag, lags, over.Token);
            TimeSpan cpuBefore = Process.GetCurrentProcess().TotalProcessorTime;
            long allocatedBefore = GC.GetTotalAllocatedBytes();
            var duration = TimeSpan.FromSeconds(round < 0 ? run.WarmUpSeconds : run.Seconds);
            LoadRound made = clients == 0 ? await load.OpenAsync(run.RatePerSecond, duration) : await load.ClosedAsync(clients, duration);
            await over.CancelAsync();
            await watching;
            if (round < 0) continue;
            rounds.Add(made);
            cpu.Add((Process.GetCurrentProcess().TotalProcessorTime - cpuBefore).TotalMicroseconds / made.Payments);
            allocated.Add((double)(GC.GetTotalAllocatedBytes() - allocatedBefore) / made.Payments);
        }

        await lag();
        DatabaseCount last = await server.CountAsync(settings.Schema);
        double perSecond = Sample.Median(rounds.Select(round => round.PerSecond));
        int payments = rounds.Sum(round => round.Payments);
        double[] submit = [.. rounds.SelectMany(round => round.SubmitMs)], settled = [.. rounds.SelectMany(round => round.SettledMs)];
        double ratio = perSecond * (last.EntityRows - first!.EntityRows) / payments / barePerSecond;
        string errors = string.Join("; ", rounds.Select(round => round.Errors).Where(text => text.Length > 0));
        Console.WriteLine(
            $"{host} | {(clients == 0 ? $"{run.RatePerSecond:N0}/s open" : $"{clients:N0} callers")}, hot {run.Hot} | {perSecond:N0} ({string.Join(", ", rounds.Select(round => round.PerSecond.ToString("N0")))})"
            + $" | {Sample.Median(submit):N1}/{Sample.At(submit, 0.99):N0}; {Sample.Median(settled):N1}/{Sample.At(settled, 0.99):N0} | {Sample.Median(lags):N0}/{Sample.At(lags, 0.99):N0} | {ratio:P0}"
            + $" | {Sample.Median(cpu):N0}; {Sample.Median(allocated):N0} | {last.Each(first, payments)} | {(errors.Length == 0 ? "none" : errors)} | load {BenchmarkServer.Load()}");
        if (run.WithStatements) await server.PrintStatementsAsync(payments);
    }

    // How far the ledger is behind what is stored, looked at again and again.
    private static async Task WatchAsync(Func<Task<double>> lag, List<double> lags, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            lags.Add(await lag());
            try
            {
                await Task.Delay(100, over);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
