using System.Collections.Concurrent;
using System.Collections.Frozen;
using Akka.Actor;
using PaymentSwitch.Cluster.Entities;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Scenarios;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Postgres.Entities;
using PaymentSwitch.Storage.Tests.Postgres;
using Serilog.Core;
using Xunit;

namespace PaymentSwitch.Cluster.Tests;

/// <summary>An account remembers what it has booked until nobody can ask for it again: the ledger says what is over, and no payment is woken for it.</summary>
public sealed class BookingsOverTests(PostgresServer server)
{
    private const long ForgottenAfterMs = 240_000;
    private static readonly AccountId Account = new(Scheme.Alpha, TestProfiles.Gross.Currency);
    private static readonly OperatorAct Act = new("test");
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task An_account_releases_what_came_late_and_forgets_what_is_over()
    {
        CancellationToken cancelled = TestContext.Current.CancellationToken;
        PostgresSettings settings = server.NewSettings();
        await using EntityNode node = await EntityNode.StartAsync(new ClusterSettings { Port = 0 }, settings, _clock, Logger.None);
        // As a ledger does that begins.
        PostgresServer.Execute(settings, $"""ALTER TABLE "{EntityTables.SchemaOf(settings)}".journal DROP CONSTRAINT at_rest""");
        var ledger = new SomeLedger();
        node.Show(ledger);
        IActorRef account = node.System.ActorOf(Props.CreateBy(new EntityProducer<AccountActor>(() => new AccountActor(Account, node.Context, TimeSpan.FromMilliseconds(20)))));
        BookingKey posted = NewKey(), late = NewKey(), open = NewKey();
        foreach (AccountCommand command in (AccountCommand[])
            [
                new SetAccountTerms(SettlementModel.Gross, Cap.Unlimited, Act), new FundAccount(100, "opening", Act), new ReserveFunds(posted, 1, null, MayRepeat: true),
                new PostReservation(posted), new ReserveFunds(late, 1, null, MayRepeat: true), new ReserveFunds(open, 1, null, MayRepeat: true),
            ])
            await AskAsync(command);

        while (!ledger.Asked.Contains(open)) await Task.Delay(10, cancelled);
        Assert.Empty(await FactsAsync<ReservationReleased>());
        ledger.Over = [posted, late];
        while ((await FactsAsync<ReservationReleased>()).Count == 0) await Task.Delay(10, cancelled);
        Assert.Equal(late, Assert.Single(await FactsAsync<ReservationReleased>()).Key);
        Assert.Empty(await FactsAsync<BookingForgotten>());

        _clock.Advance(ForgottenAfterMs);
        while ((await FactsAsync<BookingForgotten>()).Count < 2) await Task.Delay(10, cancelled);
        Assert.Equal(new[] { posted, late }.Order(), (await FactsAsync<BookingForgotten>()).Select(fact => fact.Key).Order());
        Assert.Single(await FactsAsync<ReservationReleased>());

        async Task AskAsync(AccountCommand command)
        {
            AccountReplied replied = await account.Ask<AccountReplied>(new AskAccount(command, Tells: false, _clock.NowMs), TimeSpan.FromSeconds(30), cancelled);
            Assert.Equal(AccountReply.Done, replied.Heard.Reply);
        }

        async Task<IReadOnlyList<T>> FactsAsync<T>()
            where T : AccountEvent => [.. (await node.Tail.ReadAsync(default, cancelled)).SelectMany(row => row.Facts).OfType<T>()];
    }

    [Fact]
    public async Task The_ledger_says_what_is_over_of_what_it_knows()
    {
        await using ThreeNodes nodes = await ThreeNodes.StartAsync(server.NewSettings());
        IReadOnlyList<Uetr> payments = await nodes.SubmitAsync(2);
        await nodes.AcceptAsync([payments[0]]);
        BookingKey[] keys = [.. payments.Select(payment => new BookingKey(payment))];
        while ((await nodes.Ledger.ListOverAsync(Account, 1, keys)).Count == 0) await Task.Delay(10, TestContext.Current.CancellationToken);

        Assert.Equal(keys[0], Assert.Single(await nodes.Ledger.ListOverAsync(Account, 1, keys)));
        // It may not have heard of the payments either.
        Assert.Empty(await nodes.Ledger.ListOverAsync(Account, long.MaxValue, keys));
    }

    private static BookingKey NewKey() => new(Uetr.FromRandom(Guid.NewGuid().ToByteArray()));

    private sealed class SomeLedger : IKnownLedger
    {
        public ConcurrentBag<BookingKey> Asked { get; } = [];

        public volatile IReadOnlyList<BookingKey> Over = [];

        public SwitchView View { get; } = new(
            SchemeCatalogue.Of([TestProfiles.Gross]), ParticipantDirectory.Of([]), FrozenDictionary<string, long>.Empty, FrozenSet<AccountId>.Empty);

        public bool MayDecide => true;

        public TailMark Taken => default;

        public Task<IReadOnlyList<BookingKey>> ListOverAsync(AccountId account, long afterSequenceNr, IReadOnlyList<BookingKey> keys)
        {
            foreach (BookingKey key in keys) Asked.Add(key);
            return Task.FromResult<IReadOnlyList<BookingKey>>([.. keys.Where(Over.Contains)]);
        }
    }
}
