using System.Diagnostics;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Benchmarks;

/// <summary>
/// The embedded switch as it runs, with its threads and a journal: callers submit payments and answer them, each waiting
/// for the reply to one request before it makes the next. No XML, no sockets.
/// </summary>
internal static class EngineWithJournal
{
    /// <summary>Runs rounds of payments against a switch on these stores.</summary>
    /// <param name="journal">Where groups are kept; what it does before it returns from an append is what was durable.</param>
    /// <param name="inFlight">How many callers there are.</param>
    /// <param name="paymentsPerRound">How many payments a round has.</param>
    /// <param name="rounds">How many rounds count; one more goes before.</param>
    /// <param name="hot">Whether one bank has a part in every payment.</param>
    public static async Task<JournalFigures> MeasureAsync(IJournal journal, int inFlight, int paymentsPerRound, int rounds, bool hot)
    {
        await using EmbeddedSwitch running = EmbeddedSwitch.Open(new EmbeddedSwitchSetup
        {
            Schemes = [Instructions.Profile], Journal = journal, Snapshots = new InMemorySnapshotStore(), ReadSide = new InMemoryReadSide(keep: false),
        });
        await Instructions.EnrolAsync(running);
        var perSecond = new List<double>();
        var latencies = new List<double>();
        long bytes = 0;
        for (int round = -1; round < rounds; round++)
        {
            (SubmitPayment Submit, AnswerPayment Answer)[] batch = Instructions.Batch(
                (round + 1L) * paymentsPerRound, paymentsPerRound, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + 500, hot);
            var took = new double[paymentsPerRound];
            GC.Collect();
            long allocated = GC.GetTotalAllocatedBytes();
            long began = Stopwatch.GetTimestamp();
            await SettleAsync(running, batch, inFlight, took);
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            if (round < 0) continue;
            perSecond.Add(paymentsPerRound / seconds);
            latencies.AddRange(took);
            bytes = (GC.GetTotalAllocatedBytes() - allocated) / paymentsPerRound;
        }

        latencies.Sort();
        double At(double share) => latencies[(int)(share * (latencies.Count - 1))];
        return new JournalFigures(EngineAlone.Median(perSecond), At(0.5), At(0.99), At(0.999), bytes);
    }

    /// <summary>Submits and answers payments.</summary>
    /// <param name="running">The switch.</param>
    /// <param name="batch">The payments.</param>
    /// <param name="inFlight">How many callers there are.</param>
    /// <param name="took">Takes how long each payment took, in milliseconds; null where nobody wants to know.</param>
    /// <exception cref="InvalidOperationException">A payment was not settled.</exception>
    public static Task SettleAsync(EmbeddedSwitch running, (SubmitPayment Submit, AnswerPayment Answer)[] batch, int inFlight, double[]? took)
    {
        int next = -1;
        return Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(CallAsync)));

        async Task CallAsync()
        {
            for (int i = Interlocked.Increment(ref next); i < batch.Length; i = Interlocked.Increment(ref next))
            {
                long sent = Stopwatch.GetTimestamp();
                SubmitResult submitted = await running.SubmitAsync(batch[i].Submit, awaitFinal: false);
                if (submitted.Payment?.Status != PaymentStatus.Reserved) throw new InvalidOperationException($"Payment {i} was not forwarded: {submitted}.");
                PaymentResult answered = await running.AnswerAsync(batch[i].Answer);
                if (answered.Payment?.Status != PaymentStatus.Settled) throw new InvalidOperationException($"Payment {i} was not settled: {answered}.");
                if (took is not null) took[i] = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
            }
        }
    }
}

/// <summary>What was measured with a journal.</summary>
/// <param name="PaymentsPerSecond">The median of the rounds.</param>
/// <param name="P50Ms">Latency from submission to the reply to the answer: two commits.</param>
/// <param name="P99Ms">The same, 99th percentile.</param>
/// <param name="P999Ms">The same, 99.9th percentile.</param>
/// <param name="AllocatedBytesPerPayment">Bytes allocated per payment, callers included.</param>
internal sealed record JournalFigures(double PaymentsPerSecond, double P50Ms, double P99Ms, double P999Ms, long AllocatedBytesPerPayment);
