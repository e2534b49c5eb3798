using System.Diagnostics;
using PaymentSwitch.Cluster.Benchmarks.Payments;

namespace PaymentSwitch.Cluster.Benchmarks.Failures;

/// <summary>A node that starts on open payments: how many are awake again a second, by the pace that sharding is set to.</summary>
internal static class RecoveryRun
{
    /// <summary>Measures it.</summary>
    public static async Task RunAsync(int entities, int rounds)
    {
        await using BenchmarkServer server = await BenchmarkServer.StartAsync();
        Console.WriteLine("entities awake | s from the node's start until it decides | s from there until all are awake | entities/s | load");
        Storage.Postgres.PostgresSettings settings = server.NewSettings();
        int awake;
        await using (ClusterUnderTest cluster = await ClusterUnderTest.StartAsync(settings, nodes: 1, Banks.Patient))
        {
            await OpenPayments.SubmitAsync(cluster.Ledger.Switch, entities);
            awake = cluster.Nodes[0].EntityCount();
        }

        var perSecond = new List<double>();
        for (int round = 0; round < rounds; round++)
        {
            long started = Stopwatch.GetTimestamp();
            await using ClusterUnderTest cluster = await ClusterUnderTest.StartAsync(settings, nodes: 1, Banks.Patient, enrols: false);
            long began = Stopwatch.GetTimestamp();
            int count;
            while ((count = cluster.Nodes[0].EntityCount()) < awake) await Task.Delay(5);
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            perSecond.Add(count / seconds);
            Console.WriteLine($"{count:N0} | {Stopwatch.GetElapsedTime(started, began).TotalSeconds:N2} | {seconds:N2} | {count / seconds:N0} | {BenchmarkServer.Load()}");
        }

        Console.WriteLine($"median: {Sample.Median(perSecond):N0} entities/s");
    }
}
