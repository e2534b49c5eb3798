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
        var faults = new FaultCounts();
        SimulationResult? broken = null;
        long payments = 0, settled = 0, worldMs = 0, groups = 0;
        int runs = 0;
        var gate = new Lock();
        Parallel.For(0, count, (i, loop) =>
        {
            SimulationResult result = Simulation.Run(first + (ulong)i);
            lock (gate)
            {
                runs++;
                payments += result.Payments;
                settled += result.Settled;
                worldMs += result.WorldMs;
                groups += result.Groups;
                faults.Add(result.Faults);
                if (result.Broken is null) return;
                // The lowest of those under way: the same every time the same seeds are run.
                if (broken is null || result.Seed < broken.Seed) broken = result;
                loop.Break();
            }
        });
        TimeSpan took = Stopwatch.GetElapsedTime(began);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{runs} worlds, {payments} payments ({settled} settled), {groups} commit groups, {worldMs / 3_600_000.0:F1} hours of the world in {took.TotalSeconds:F1} s: {payments / took.TotalSeconds:F0} payments/s."));
        Describe(faults);
        if (broken is null)
        {
            Console.WriteLine("All promises were kept.");
            return 0;
        }

        Describe(broken);
        Describe(Shrinking.Of(broken));
        return 1;
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
