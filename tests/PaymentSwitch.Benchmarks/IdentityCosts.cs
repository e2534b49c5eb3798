using System.Diagnostics;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine.Identities;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Benchmarks;

/// <summary>What a finished payment costs as long as its identity must be known, and what knowing many costs a new one.</summary>
internal static class IdentityCosts
{
    /// <summary>Fills a window and weighs it.</summary>
    /// <param name="payments">How many payments.</param>
    /// <param name="withTransactionIds">Whether they have transaction ids that must be unique.</param>
    /// <returns>Bytes of memory per payment.</returns>
    public static double BytesPerPayment(int payments, bool withTransactionIds = true)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var window = new IdentityWindow();
        foreach (FinishedPayment payment in Some(payments, seed: 1)) window.Put(withTransactionIds ? payment : payment with { TransactionIdHash = 0 });
        long after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(window);
        return (double)(after - before) / payments;
    }

    /// <summary>Time to find a new identity unknown and to put a finished one in, in nanoseconds; with a window of so many.</summary>
    public static double NanosecondsPerPayment(int known)
    {
        var window = new IdentityWindow();
        Fill(window, known, seed: 1);
        const int Probes = 200_000;
        FinishedPayment[] fresh = [.. Some(Probes, seed: 2)];
        GC.Collect();
        long began = Stopwatch.GetTimestamp();
        foreach (FinishedPayment payment in fresh)
        {
            if (window.TryFind(payment.Uetr, out _) || window.TryFindTransactionId(payment.TransactionIdHash, out _))
                throw new InvalidOperationException("A fresh identity was found.");
            window.Put(payment);
        }

        return Stopwatch.GetElapsedTime(began).TotalNanoseconds / Probes;
    }

    private static void Fill(IdentityWindow window, int payments, int seed)
    {
        foreach (FinishedPayment payment in Some(payments, seed)) window.Put(payment);
    }

    private static IEnumerable<FinishedPayment> Some(int count, int seed)
    {
        var random = new Random(seed);
        byte[] bytes = new byte[16];
        for (int i = 0; i < count; i++)
        {
            random.NextBytes(bytes);
            yield return new FinishedPayment(Uetr.FromRandom(bytes), random.NextInt64(1, long.MaxValue), i, i);
        }
    }
}
