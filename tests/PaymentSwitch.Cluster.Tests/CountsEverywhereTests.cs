using Akka.Actor;
using PaymentSwitch.Cluster.Entities;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Scenarios;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Tests.Postgres;
using Serilog.Core;
using Xunit;

namespace PaymentSwitch.Cluster.Tests;

/// <summary>What an operator was told counts on every node: each goes by it already, or decides nothing until it does.</summary>
public sealed class CountsEverywhereTests(PostgresServer server)
{
    private static readonly OperatorAct Act = new("test");
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task An_operator_is_told_when_a_slow_node_has_read_of_it()
    {
        CancellationToken cancelled = TestContext.Current.CancellationToken;
        await using Two nodes = await StartAsync(viewLastsMs: 60_000);
        nodes.Following.Pause();
        Task<ParticipantReply> enrolling = EnrolAsync(nodes.Ledger, Scheme.Bravo);
        while (nodes.Engine.View.Directory.Find(Scheme.Bravo) is null) await Task.Delay(10, cancelled);
        await Task.Delay(300, cancelled);

        Assert.False(enrolling.IsCompleted);
        Assert.Null(nodes.Second.Context.View().Directory.Find(Scheme.Bravo));
        nodes.Following.GoOn();
        Assert.Equal(ParticipantReply.Done, await enrolling.WaitAsync(TimeSpan.FromSeconds(30), cancelled));
        Assert.NotNull(nodes.Second.Context.View().Directory.Find(Scheme.Bravo));
    }

    [Fact]
    public async Task A_node_that_does_not_read_on_is_not_waited_for_longer_than_it_may_decide()
    {
        CancellationToken cancelled = TestContext.Current.CancellationToken;
        await using Two nodes = await StartAsync(viewLastsMs: 2_000);
        nodes.Following.Pause();
        Assert.Equal(ParticipantReply.Done, await EnrolAsync(nodes.Ledger, Scheme.Bravo));

        Assert.Null(nodes.Second.Context.View().Directory.Find(Scheme.Bravo));
        Assert.False(nodes.Second.Context.MayDecide);
        // An account of this node, which nobody else has.
        var id = new AccountId(Scheme.Charlie, TestProfiles.Gross.Currency);
        IActorRef account = nodes.Second.System.ActorOf(Props.CreateBy(new EntityProducer<AccountActor>(() => new AccountActor(id, nodes.Second.Context))));
        var ask = new AskAccount(new SetAccountTerms(SettlementModel.Gross, Cap.Unlimited, Act), Tells: false, nodes.Second.Context.NowMs);
        // For longer than it keeps what comes again anyway.
        await Assert.ThrowsAsync<AskTimeoutException>(() => account.Ask<AccountReplied>(ask, TimeSpan.FromSeconds(2), cancelled));
        nodes.Following.GoOn();
        while (!nodes.Second.Context.MayDecide) await Task.Delay(10, cancelled);
        Assert.Equal(AccountReply.Done, (await account.Ask<AccountReplied>(ask, TimeSpan.FromSeconds(60), cancelled)).Heard.Reply);
    }

    [Fact]
    public async Task A_node_that_cannot_tell_that_it_is_there_may_not_decide()
    {
        CancellationToken cancelled = TestContext.Current.CancellationToken;
        await using Two nodes = await StartAsync(viewLastsMs: 2_000);
        await nodes.Second.Membership.StopTellingAsync();
        Assert.False(nodes.Second.Context.MayDecide);
        Assert.Equal(ParticipantReply.Done, await EnrolAsync(nodes.Ledger, Scheme.Bravo).WaitAsync(TimeSpan.FromSeconds(30), cancelled));
    }

    private static Task<ParticipantReply> EnrolAsync(ClusterLedger ledger, ParticipantId bank) => ledger.Switch.CommandParticipantAsync(
        bank, new EnrolParticipant(bank.Value, [new ReachableAgent(AgentIdentification.OfBic(bank.Value), bank.Value, false)], Act)).AsTask();

    private async Task<Two> StartAsync(int viewLastsMs)
    {
        PostgresSettings settings = server.NewSettings();
        var cluster = new ClusterSettings { Port = 0, ViewLastsMs = viewLastsMs };
        PostgresStorage storage = PostgresStorage.Open(settings);
        EntityNode first = await EntityNode.StartAsync(cluster, settings, _clock, Logger.None);
        EmbeddedSwitch engine = EmbeddedSwitch.Open(SetupOf(storage.Journal, storage.Snapshots, storage.ReadSide) with { Accounts = first.Accounts });
        ClusterLedger ledger = ClusterLedger.Begin(first, engine, new EngineLimits(), static () => true);
        await EnrolAsync(ledger, Scheme.Alpha);
        EntityNode second = await EntityNode.StartAsync(cluster, settings, _clock, Logger.None);
        var following = new FollowingNode(second, settings, SetupOf);
        while (second.NodesUp < 2 || !second.Context.MayDecide) await Task.Delay(10);
        return new Two(storage, first, engine, ledger, second, following);
    }

    private EmbeddedSwitchSetup SetupOf(IJournal journal, ISnapshotStore snapshots, IReadSide readSide) => new()
    {
        Schemes = [TestProfiles.Gross], Clock = _clock, Journal = journal, Snapshots = snapshots, ReadSide = readSide,
    };

    private sealed record Two(PostgresStorage Storage, EntityNode First, EmbeddedSwitch Engine, ClusterLedger Ledger, EntityNode Second, FollowingNode Following) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Ledger.DisposeAsync();
            await Engine.DisposeAsync();
            await Second.DisposeAsync();
            Following.Dispose();
            await First.DisposeAsync();
            Storage.Dispose();
        }
    }
}
