using System.Globalization;
using PaymentSwitch.Simulations.Load;

namespace PaymentSwitch.Simulations.Fairness;

/// <summary>The others' latencies in each phase, and what they come to.</summary>
internal static class FairnessReport
{
    /// <summary>Prints them.</summary>
    /// <param name="phases">The phases, as they were run.</param>
    /// <param name="books">What is known of the payments.</param>
    /// <param name="sent">How many there are.</param>
    /// <param name="isOthers">Whether a payment is one among the others.</param>
    /// <param name="settings">How it was run.</param>
    public static void Print(FairnessPhase[] phases, LoadBooks books, uint sent, Func<uint, bool> isOthers, FairnessSettings settings)
    {
        var without = new List<(double P50, double P99)>();
        var with = new List<(double P50, double P99)>();
        foreach (FairnessPhase phase in phases)
        {
            double[] latencies = [.. LatenciesMs(phase, books, sent, isOthers).Order()];
            if (latencies.Length == 0) continue;
            (double p50, double p99) = (At(latencies, 0.5), At(latencies, 0.99));
            Say($"  {(phase.IsBad ? settings.Bad.ToString().ToLowerInvariant() : "good"),-8} p50 {p50,7:F2} ms, p99 {p99,7:F2} ms, {latencies.Length} payments{(phase.Counts ? "" : ", does not count")}");
            if (phase.Counts) (phase.IsBad ? with : without).Add((p50, p99));
        }

        if (with.Count == 0 || without.Count == 0) return;
        (double p50With, double p50Without) = (Median(with.Select(one => one.P50)), Median(without.Select(one => one.P50)));
        (double p99With, double p99Without) = (Median(with.Select(one => one.P99)), Median(without.Select(one => one.P99)));
        Say($"median of the phases' p50: {p50Without:F2} ms without, {p50With:F2} ms with: {p50With / p50Without:F3} times");
        Say($"median of the phases' p99: {p99Without:F2} ms without, {p99With:F2} ms with: {p99With / p99Without:F3} times");
        // How much phases of one kind differ among themselves says how much that ratio means.
        Say($"p99 of single phases: {without.Min(one => one.P99):F1} to {without.Max(one => one.P99):F1} ms without, {with.Min(one => one.P99):F1} to {with.Max(one => one.P99):F1} ms with");
    }

    private static IEnumerable<double> LatenciesMs(FairnessPhase phase, LoadBooks books, uint sent, Func<uint, bool> isOthers)
    {
        for (uint number = 0; number < sent; number++)
        {
            (long intendedAt, int latencyUs) = books.Of(number);
            if (isOthers(number) && latencyUs > 0 && intendedAt >= phase.From && intendedAt < phase.To) yield return latencyUs / 1000.0;
        }
    }

    private static double At(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
