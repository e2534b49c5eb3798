using System.Globalization;
using PaymentSwitch.Simulations.Cluster;
using PaymentSwitch.Simulations.Faults;
using PaymentSwitch.Simulations.Postgres;
using Xunit;

namespace PaymentSwitch.Cluster.Tests;

/// <summary>
/// The program itself, three times, under load: killed, cut off, restarted in order, its database restarted. In the whole run only;
/// PAYMENTSWITCH_NODE_FAULTS says how many kills and cuts there are to be.
/// </summary>
public sealed class NodeProcessTests
{
    [Fact]
    public async Task Nodes_that_are_killed_cut_off_and_restarted_lose_nothing()
    {
        WholeRun.Check();
        Assert.SkipWhen(TemporaryPostgres.FindBinaries() is null, "PostgreSQL is not installed.");
        int times = Environment.GetEnvironmentVariable("PAYMENTSWITCH_NODE_FAULTS") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 2;
        FaultFindings findings = await ClusterRun.RunAsync(new() { Kills = times, Cuts = times, Seed = 23 });
        Assert.Empty(findings.Violations);
        Assert.NotEmpty(findings.Fired);
    }
}
