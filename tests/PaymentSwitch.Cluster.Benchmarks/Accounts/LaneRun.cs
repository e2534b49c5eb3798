namespace PaymentSwitch.Cluster.Benchmarks.Accounts;

internal static class LaneRun
{
    public static Task RunAsync(int seconds, int rounds, int askers, IReadOnlyList<int> lanes) => throw new NotImplementedException();
}
