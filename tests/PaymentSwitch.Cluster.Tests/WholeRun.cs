using PaymentSwitch.Scenarios;
using Xunit;

namespace PaymentSwitch.Cluster.Tests;

/// <summary>
/// Nodes start and stop for each test, which takes about a second of two cores: what the ordinary run of all tests has no time for is run where
/// PAYMENTSWITCH_CLUSTER=whole.
/// </summary>
internal static class WholeRun
{
    public static bool IsAsked => Environment.GetEnvironmentVariable("PAYMENTSWITCH_CLUSTER") == "whole";

    /// <summary>Ends a test as skipped where the whole run is not asked for.</summary>
    public static ScenarioHost Only(Func<ScenarioHost> host)
    {
        Check();
        return host();
    }

    /// <summary>Ends a test as skipped where the whole run is not asked for.</summary>
    public static void Check() => Assert.SkipUnless(IsAsked, "Only with PAYMENTSWITCH_CLUSTER=whole.");
}
