using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;
using PaymentSwitch.Scenarios;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Tests.Postgres;
using Xunit;

namespace PaymentSwitch.Cluster.Tests;

/// <summary>Several nodes, in one process: entities are spread over them, and go on elsewhere when a node leaves or dies.</summary>
public sealed class ThreeNodeTests(PostgresServer server)
{
    [Fact]
    public async Task Payments_are_spread_over_three_nodes_and_settle()
    {
        await using ThreeNodes nodes = await ThreeNodes.StartAsync(server.NewSettings());
        int settled = 0;
        // The last one to join gets shards when they are shared out anew.
        while (settled < 600 && nodes.EntitiesByNode().Any(count => count == 0))
        {
            await nodes.PayAsync(30, acceptEvery: 1);
            settled += 30;
        }

        await nodes.AssertBooksAsync(settled);
        Assert.All(nodes.EntitiesByNode(), count => Assert.True(count > 0, "A node has no entities."));
    }

    [Fact]
    public async Task A_node_that_leaves_takes_nothing_with_it()
    {
        await using ThreeNodes nodes = await ThreeNodes.StartAsync(server.NewSettings());
        IReadOnlyList<Uetr> open = await nodes.SubmitAsync(30);
        await nodes.LeaveAsync(2);
        await nodes.AcceptAsync(open);
        await nodes.AssertBooksAsync(settled: 30);
    }

    [Fact]
    public async Task A_node_that_dies_takes_nothing_with_it()
    {
        await using ThreeNodes nodes = await ThreeNodes.StartAsync(server.NewSettings());
        IReadOnlyList<Uetr> open = await nodes.SubmitAsync(30);
        await nodes.DieAsync(2);
        await nodes.AcceptAsync(open);
        await nodes.AssertBooksAsync(settled: 30);
    }

    [Fact]
    public async Task Payments_of_a_node_that_died_are_called_off_at_their_deadline_though_nobody_asks_for_them()
    {
        await using ThreeNodes nodes = await ThreeNodes.StartAsync(server.NewSettings());
        IReadOnlyList<Uetr> open = await nodes.SubmitAsync(30);
        await nodes.DieAsync(2);
        await nodes.PassDeadlinesAsync(open);
        await nodes.AssertBooksAsync(settled: 0);
    }
}
