namespace PaymentSwitch.Cluster.Benchmarks;

/// <summary>Figures of several rounds, or of many requests.</summary>
internal static class Sample
{
    /// <summary>The median; not a number for none.</summary>
    public static double Median(IEnumerable<double> values) => At(values, 0.5);

    /// <summary>The value below which a share of them is; not a number for none.</summary>
    /// <param name="values">The values, in any order.</param>
    /// <param name="share">0 to 1.</param>
    public static double At(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : sorted[(int)(share * (sorted.Length - 1))];
    }
}
