using Akka.Configuration;
using Akka.Coordination;
using PaymentSwitch.Cluster.Nodes;
using PaymentSwitch.Scenarios;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Postgres.Entities;
using PaymentSwitch.Storage.Tests.Postgres;
using Serilog.Core;
using Xunit;

namespace PaymentSwitch.Cluster.Tests;

/// <summary>Which side of a cluster that has come apart goes on: never both.</summary>
public sealed class SideLeaseTests(PostgresServer server)
{
    [Fact]
    public async Task One_side_has_it_and_the_other_does_not_get_it_soon_after_a_decision_though_it_was_given_back()
    {
        PostgresSettings settings = server.NewSettings();
        await using EntityNode node = await EntityNode.StartAsync(new ClusterSettings { Port = 0 }, settings, new ManualClock(), Logger.None);
        using SideLease one = LeaseOf(node, settings, "system@one:1"), other = LeaseOf(node, settings, "system@other:1");
        Assert.True(await one.Acquire());
        Assert.False(await other.Acquire());
        await Task.Delay(HoldFor, TestContext.Current.CancellationToken);

        // It decides once more with what it holds, and gives back what it had for the first time.
        Assert.True(one.CheckLease());
        Assert.True(await one.Release());
        await Task.Delay(HoldFor / 2, TestContext.Current.CancellationToken);
        Assert.False(await other.Acquire());
        await UntilAcquiredAsync(other);
        Assert.False(await one.Acquire());
    }

    [Fact]
    public async Task It_passes_from_one_that_has_died()
    {
        PostgresSettings settings = server.NewSettings();
        await using EntityNode node = await EntityNode.StartAsync(new ClusterSettings { Port = 0 }, settings, new ManualClock(), Logger.None);
        SideLease dies = LeaseOf(node, settings, "system@one:1");
        using SideLease other = LeaseOf(node, settings, "system@other:1");
        Assert.True(await dies.Acquire());
        dies.Dispose();
        Assert.False(await other.Acquire());
        await UntilAcquiredAsync(other);
    }

    private static readonly TimeSpan HoldFor = TimeSpan.FromSeconds(1);

    private static SideLease LeaseOf(EntityNode node, PostgresSettings settings, string owner)
    {
        Config config = ConfigurationFactory.ParseString($$"""
            heartbeat-timeout = 1s, heartbeat-interval = 100ms, lease-operation-timeout = 3s, hold-for = {{HoldFor.TotalMilliseconds}}ms, acquire-within = 0ms
            connection-string = "{{settings.ConnectionString}}", schema = "{{EntityTables.SchemaOf(settings)}}"
            """);
        return new SideLease(LeaseSettings.Create(config, "sides", owner), (Akka.Actor.ExtendedActorSystem)node.System);
    }

    private static async Task UntilAcquiredAsync(SideLease lease)
    {
        while (!await lease.Acquire()) await Task.Delay(50, TestContext.Current.CancellationToken);
    }
}
