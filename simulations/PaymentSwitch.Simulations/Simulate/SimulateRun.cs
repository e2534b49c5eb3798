using System.Diagnostics;
using System.Globalization;
using PaymentSwitch.Simulator;
using PaymentSwitch.Simulator.World;

namespace PaymentSwitch.Simulations.Simulate;

/// <summary>Runs worlds of the deterministic simulator: one by its seed, or many.</summary>
internal static class SimulateRun
{
    /// <summary>Runs one world, and says what happened in it.</summary>
    /// <returns>0 where all promises were kept.</returns>
    public static int One(ulong seed)
    {
        SimulationResult result = Simulation.Run(seed);
        Describe(result);
        if (result.Broken is null) return 0;
        Describe(Shrinking.Of(result));
        return 1;
    }

    /// <summary>Runs the worlds of many seeds, on all processors; stops at the first that breaks a promise.</summary>
    /// <param name="first">The first seed.</param>
    /// <param name="count">How many.</param>
    /// <returns>0 where all promises were kept in all of them.</returns>
    public static int Many(ulong first, int count)
    {
        long began = Stopwatch.GetTimestamp();
        var sum = new WorldSum();
        int next = 0;
        Thread[] threads = [.. Enumerable.Range(0, Math.Min(count, Environment.ProcessorCount)).Select(_ => new Thread(RunSome))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        TimeSpan took = Stopwatch.GetElapsedTime(began);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{sum.Worlds} worlds, {sum.Payments} payments ({sum.Settled} settled), {sum.Groups} commit groups, {sum.WorldMs / 3_600_000.0:F1} hours of the world in {took.TotalSeconds:F1} s: {sum.Payments / took.TotalSeconds:F0} payments/s, fingerprint {sum.Fingerprint:x16}."));
        Describe(sum.Faults);
        if (sum.Unfinished is ulong unfinished)
        {
            Console.WriteLine($"The process that ran seed {unfinished} has ended amid it. Again with --seed {unfinished}.");
            return 1;
        }

        if (sum.Broken is null)
        {
            Console.WriteLine("All promises were kept.");
            return 0;
        }

        Describe(sum.Broken);
        Describe(Shrinking.Of(sum.Broken));
        return 1;

        void RunSome()
        {
            using var process = new WorldProcess();
            while (sum.GoesOn && Interlocked.Increment(ref next) is int number && number <= count)
            {
                ulong seed = first + (ulong)(number - 1);
                if (process.Run(seed) is SimulationResult result) sum.Add(result);
                else sum.Break(seed);
            }
        }
    }

    private static void Describe(Shrunk shrunk) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"Needed for it: {(shrunk.Needed.Count == 0 ? "no fault" : string.Join(", ", shrunk.Needed))}; {shrunk.Payments} payments. Again with --seed {shrunk.Result.Seed}."));

    private static void Describe(SimulationResult result)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Seed {result.Seed}: {result.Payments} payments, {result.Settled} settled, {result.Answers} answers, {result.Groups} commit groups, {result.WorldMs / 1000.0:F1} s of the world, fingerprint {result.Fingerprint:x16}."));
        Describe(result.Faults);
        Console.WriteLine(result.Broken is { } broken
            ? string.Create(CultureInfo.InvariantCulture, $"NOT KEPT: {broken.Promise}. {broken.What} (at {broken.AtMs} ms)")
            : "All promises were kept.");
    }

    private static void Describe(FaultCounts faults) => Console.WriteLine(
        "Faults: " + string.Join(", ", Enum.GetValues<Fault>().Select(fault => string.Create(CultureInfo.InvariantCulture, $"{fault} {faults[fault]}"))));
}
