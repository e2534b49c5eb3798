using Microsoft.AspNetCore.Http;
using PaymentSwitch.Cluster.Nodes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Server.Standby;
using PaymentSwitch.Server.Startup;

namespace PaymentSwitch.Cluster;

/// <summary>A node of a cluster, as the program of a server has it: behind the engine where this server has the lease, beside it where another one has.</summary>
/// <param name="node">The node.</param>
/// <param name="forwarding">Asks the ledger's node.</param>
internal sealed class ClusterHost(EntityNode node, LedgerForwarding forwarding) : IEntityHost
{
    private readonly FollowedLedger _followed = new(node.Membership, TimeSpan.FromMilliseconds(node.Settings.ViewLastsMs));
    private ClusterPayments? _payments;

    /// <inheritdoc/>
    public IAccountsElsewhere Accounts => node.Accounts;

    /// <inheritdoc/>
    public TimeSpan FollowEvery => TimeSpan.FromMilliseconds(node.Settings.FollowEveryMs);

    /// <inheritdoc/>
    public bool IsReady => node.IsMember;

    /// <inheritdoc/>
    public bool MayDecide => node.Context.MayDecide;

    /// <inheritdoc/>
    public Task Ended => node.Lost;

    /// <inheritdoc/>
    public long InTransitMaxMs => 60_000;

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Metrics =>
    [
        new("paymentswitch_cluster_nodes_up", "How many nodes are up, as this one sees it.", node.NodesUp),
        new("paymentswitch_cluster_ledger_lag_ms", "For how long the oldest row of an entity that the ledger has not taken in has been known here, in ms.", node.LedgerLagMs),
        new("paymentswitch_cluster_requests_under_way", "How many requests to entities are under way on this node.", Volatile.Read(ref _payments)?.UnderWay ?? 0),
    ];

    /// <inheritdoc/>
    public ILedgerHosting Begin(EmbeddedSwitch ledger, EngineLimits limits, Func<bool> mayDecide)
    {
        ClusterLedger hosting = ClusterLedger.Begin(node, ledger, limits, mayDecide);
        Volatile.Write(ref _payments, hosting.Payments);
        return hosting;
    }

    /// <inheritdoc/>
    public void Follow(FollowedSwitch followed, long? asOf)
    {
        bool wasKnown = _followed.IsKnown;
        _followed.Follow(followed, asOf, node.Context.NowMs);
        if (!wasKnown && _followed.IsKnown) node.Show(_followed);
    }

    /// <inheritdoc/>
    public IPaymentSwitch Following(FollowedSwitch followed, EngineLimits limits)
    {
        var payments = new ClusterPayments(node, () => followed.OpenPayments, limits);
        Volatile.Write(ref _payments, payments);
        return new FollowerSwitch(followed, node, payments);
    }

    /// <inheritdoc/>
    public RequestDelegate AskLedger(FrontSide side, RequestDelegate unreached) => forwarding.To(side, unreached);
}
