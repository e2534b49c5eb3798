using Akka.Actor;
using PaymentSwitch.Cluster.Entities;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Scenarios;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Postgres.Entities;
using PaymentSwitch.Storage.Tests.Postgres;
using Serilog.Core;
using Xunit;

namespace PaymentSwitch.Cluster.Tests;

/// <summary>
/// Two clusters on one database, which should never be: each has the same accounts. Nothing but the journal's unique key is between them then,
/// and it must be enough.
/// </summary>
public sealed class TwoOwnersTests(PostgresServer server)
{
    private const long OpeningMinor = 1_000_000;
    private const int ReservationsOfEach = 150;
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task What_two_owners_of_an_account_do_is_done_once_and_nobody_else_stops()
    {
        CancellationToken cancelled = TestContext.Current.CancellationToken;
        PostgresSettings settings = server.NewSettings();
        using PostgresStorage storage = PostgresStorage.Open(settings);
        await using EntityNode first = await EntityNode.StartAsync(new ClusterSettings { Port = 0 }, settings, _clock, Logger.None);
        await using EmbeddedSwitch engine = EmbeddedSwitch.Open(SetupOf(storage.Journal, storage.Snapshots, storage.ReadSide) with { Accounts = first.Accounts });
        await using ClusterLedger ledger = ClusterLedger.Begin(first, engine, new EngineLimits(), static () => true);
        AccountId shared = await OpenAsync(ledger.Switch, Scheme.Alpha), other = await OpenAsync(ledger.Switch, Scheme.Bravo);

        // To the second one it looks as if nobody had been seen for long.
        PostgresServer.Execute(settings, $"""UPDATE "{EntityTables.SchemaOf(settings)}".formation SET number = number + 1 RETURNING number""");
        await using EntityNode second = await EntityNode.StartAsync(new ClusterSettings { Port = 0 }, settings, _clock, Logger.None);
        using var following = new FollowingNode(second, settings, SetupOf);
        await first.Lost.WaitAsync(TimeSpan.FromSeconds(30), cancelled);
        while (!second.IsMember || second.NodesUp == 0) await Task.Delay(10, cancelled);
        Assert.Equal((1, 1), (first.NodesUp, second.NodesUp));

        Task[] asking =
        [
            Task.Run(() => ReserveAsync(first, shared), cancelled), Task.Run(() => ReserveAsync(second, shared), cancelled),
            Task.Run(() => ReserveAsync(first, other), cancelled), Task.Run(() => ReserveAsync(first, other), cancelled),
        ];
        await Task.WhenAll(asking).WaitAsync(TimeSpan.FromSeconds(120), cancelled);

        // The ledger has taken in every row, and found none missing and none twice.
        IReadOnlyList<AccountStanding> accounts = await ledger.Switch.ListAccountsAsync();
        Assert.Equal(
            [(Scheme.Alpha, 2L * ReservationsOfEach), (Scheme.Bravo, 2L * ReservationsOfEach)],
            accounts.Select(account => (account.Id.Participant, account.ReservedMinor)));
        Assert.True(WritersOf(settings, shared) > 1, "Only one of the two has stored anything: nothing was shown.");
    }

    private EmbeddedSwitchSetup SetupOf(IJournal journal, ISnapshotStore snapshots, IReadSide readSide) => new()
    {
        Schemes = [TestProfiles.Gross], Clock = _clock, Journal = journal, Snapshots = snapshots, ReadSide = readSide,
    };

    private static async Task<AccountId> OpenAsync(LedgerBackedSwitch running, ParticipantId bank)
    {
        var account = new AccountId(bank, TestProfiles.Gross.Currency);
        var act = new OperatorAct("test");
        await running.CommandParticipantAsync(bank, new EnrolParticipant(bank.Value, [new ReachableAgent(AgentIdentification.OfBic(bank.Value), bank.Value, false)], act));
        Assert.Equal(AccountReply.Done, await running.CommandAccountAsync(account, new SetAccountTerms(SettlementModel.Gross, Cap.Unlimited, act)));
        Assert.Equal(AccountReply.Done, await running.CommandAccountAsync(account, new FundAccount(OpeningMinor, "opening", act)));
        return account;
    }

    // One unit for each of so many payments, a few of them at a time. Who gets no reply asks again, as payments do.
    private static Task ReserveAsync(EntityNode node, AccountId account) => Parallel.ForAsync(0, ReservationsOfEach, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, stop) =>
    {
        var key = new BookingKey(Uetr.FromRandom(Guid.NewGuid().ToByteArray()));
        while (true)
        {
            try
            {
                var ask = new AskAccount(new ReserveFunds(key, 1, null, MayRepeat: true), Tells: false, node.Context.NowMs);
                AccountReplied replied = await node.Context.Accounts.Ask<AccountReplied>(new ToAccount(account, ask), TimeSpan.FromSeconds(1), stop);
                Assert.Equal(AccountReply.Done, replied.Heard.Reply);
                return;
            }
            catch (AskTimeoutException)
            {
                // Its actor has ended, because the other one has stored before it.
            }
        }
    });

    private static long WritersOf(PostgresSettings settings, AccountId account) => (long)PostgresServer.Execute(
        settings, $"""SELECT count(DISTINCT writer_uuid) FROM "{EntityTables.SchemaOf(settings)}".journal WHERE persistence_id = '{EntityKey.Of(account)}'""")!;
}
