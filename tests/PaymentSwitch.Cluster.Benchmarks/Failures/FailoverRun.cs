using System.Diagnostics;
using Akka.Actor;
using PaymentSwitch.Cluster.Benchmarks.Payments;
using PaymentSwitch.Cluster.Entities;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Cluster.Benchmarks.Failures;

/// <summary>One of three nodes dies, that without the ledger: until payments that were on it reply elsewhere. Asked again every 100 ms.</summary>
internal static class FailoverRun
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(100);

    /// <summary>Measures it.</summary>
    public static async Task RunAsync(int entities, int rounds)
    {
        await using BenchmarkServer server = await BenchmarkServer.StartAsync();
        Console.WriteLine("payments on the node that died | s from its death until the first replied | until half of them | until all | load");
        var first = new List<double>();
        var all = new List<double>();
        for (int round = 0; round < rounds; round++)
        {
            await using ClusterUnderTest cluster = await ClusterUnderTest.StartAsync(server.NewSettings(), nodes: 3, Banks.Patient);
            IReadOnlyList<Uetr> open = await OpenPayments.SubmitAsync(cluster.Ledger.Switch, entities);
            EntityNode dying = cluster.Nodes[2];
            HashSet<string> there = [.. dying.PaymentIds()];
            Uetr[] lost = [.. open.Where(payment => there.Contains(payment.ToString()))];
            long began = Stopwatch.GetTimestamp();
            Task death = cluster.DieAsync(2);
            double[] took = await Task.WhenAll(lost.Select(payment => UntilRepliedAsync(cluster.Nodes[0], payment, began)));
            await death;
            first.Add(took.Min());
            all.Add(took.Max());
            Console.WriteLine($"{lost.Length:N0} | {took.Min():N2} | {Sample.Median(took):N2} | {took.Max():N2} | {BenchmarkServer.Load()}");
        }

        Console.WriteLine($"median: first {Sample.Median(first):N2} s, all {Sample.Median(all):N2} s");
    }

    private static async Task<double> UntilRepliedAsync(EntityNode node, Uetr payment, long began)
    {
        while (true)
        {
            try
            {
                PaymentAnswer answer = await node.Context.Payments.Ask<PaymentAnswer>(new ToPayment(payment, FindPayment.Instance), AskAgainAfter);
                if (answer.Facts.Count == 0) throw new InvalidOperationException($"{payment} has lost its facts.");
                return Stopwatch.GetElapsedTime(began).TotalSeconds;
            }
            catch (AskTimeoutException)
            {
                // Its shard is on its way to another node.
            }
        }
    }
}
