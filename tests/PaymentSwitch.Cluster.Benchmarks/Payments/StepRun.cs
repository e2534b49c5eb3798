using System.Diagnostics;
using Akka.Actor;
using PaymentSwitch.Cluster.Entities;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;

namespace PaymentSwitch.Cluster.Benchmarks.Payments;

/// <summary>Where the time of a payment goes when nothing else is under way: each step by itself, one after the other.</summary>
internal static class StepRun
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    /// <summary>Measures so many payments, after as many that do not count.</summary>
    public static async Task RunAsync(int payments)
    {
        await using BenchmarkServer server = await BenchmarkServer.StartAsync();
        await using ClusterUnderTest cluster = await ClusterUnderTest.StartAsync(server.NewSettings(), nodes: 1, Banks.Patient);
        EntityNode node = cluster.Nodes[0];
        var took = new Dictionary<string, List<double>>();
        for (int i = -payments; i < payments; i++)
        {
            if (i == 0) took.Clear();
            (SubmitPayment submit, AnswerPayment answer) = Banks.NewPayment(HotBank.None);
            Uetr uetr = submit.Transfer.Uetr;
            await TimeAsync("claim of a transaction id", () => node.TransactionIds.ClaimAsync(i, uetr).AsTask());
            await TimeAsync("unknown payment asked for: actor started, remembered, recovered", () => FindAsync(node, uetr));
            await TimeAsync("the same again: message and reply", () => FindAsync(node, uetr));
            await TimeAsync("submitted: claim, received, reserved, forwarded", () => cluster.Ledger.Switch.SubmitAsync(submit, awaitFinal: false).AsTask());
            await TimeAsync("answered: settled", () => cluster.Ledger.Switch.AnswerAsync(answer).AsTask());
            await TimeAsync("until the ledger has it", cluster.LedgerLagAsync);
        }

        Console.WriteLine("step, nothing else under way | ms, median | p90");
        foreach ((string step, List<double> times) in took) Console.WriteLine($"{step} | {Sample.Median(times):N2} | {Sample.At(times, 0.9):N2}");
        Console.WriteLine($"load {BenchmarkServer.Load()}");

        async Task TimeAsync<T>(string step, Func<Task<T>> act)
        {
            long began = Stopwatch.GetTimestamp();
            await act();
            if (!took.TryGetValue(step, out List<double>? times)) took[step] = times = [];
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
    }

    private static Task<PaymentAnswer> FindAsync(EntityNode node, Uetr uetr) => node.Context.Payments.Ask<PaymentAnswer>(new ToPayment(uetr, FindPayment.Instance), Timeout);
}
