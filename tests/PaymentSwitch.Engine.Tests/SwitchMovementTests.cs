using System.Collections.Concurrent;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Deciding;
using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Liquidity;
using PaymentSwitch.Engine.Recovery;
using PaymentSwitch.Engine.Reporting;
using PaymentSwitch.Scenarios;
using Xunit;

namespace PaymentSwitch.Engine.Tests;

/// <summary>What a running switch puts on statements, and what it says of where an account is heading.</summary>
public sealed class SwitchMovementTests
{
    [Fact]
    public async Task Settled_payments_and_fundings_are_on_the_statement_and_lead_back_to_their_facts()
    {
        var host = new StoresAtHand();
        await using Scheme scheme = await Scheme.StartAsync(host);
        AccountId account = scheme.AccountOf(Scheme.Alpha);
        Uetr sent = await scheme.PayAsync(1_250);
        await scheme.AnswerAsync(sent, "ACCP");
        Uetr rejected = await scheme.PayAsync(2_000);
        await scheme.AnswerAsync(rejected, "RJCT");
        Uetr received = await scheme.PayAsync(300, Scheme.Bravo, Scheme.Alpha);
        await scheme.AnswerAsync(received, "ACCP", by: Scheme.Alpha);
        await host.Switch.CommandAccountAsync(account, new WithdrawFromAccount(50, "w-1", new OperatorAct("operator")));
        await host.UntilProjectedAsync();

        AccountStatement statement = AccountStatement.Of(host.ReadSide, new StatementRequest(account, 0, long.MaxValue)).Statement!;

        Assert.Equal(
            [
                (100_000, 100_000, MovementKind.Funding, null, "opening-ALPHDEFFXXX"),
                (-1_250, 98_750, MovementKind.PaymentOut, sent, null),
                (300, 99_050, MovementKind.PaymentIn, received, null),
                (-50, 99_000, MovementKind.Withdrawal, (Uetr?)null, "w-1"),
            ],
            statement.Entries.Select(entry => (entry.AmountMinor, entry.BalanceAfterMinor, entry.Kind, entry.Uetr, entry.Reference)));
        Assert.Equal((await scheme.AccountAsync(Scheme.Alpha)).BalanceMinor, statement.ClosingBalanceMinor);
        var archive = new PaymentArchive(host.Journal);
        foreach (Movement entry in statement.Entries)
        {
            var fact = (AccountEvent)host.Journal.ReadGroup(entry.Position).Entries[entry.EntryIndex].Event;
            Assert.Equal((entry.AmountMinor, entry.AtMs), (fact.Booking.AmountMinor, fact.AtMs));
            if (entry.Uetr is Uetr uetr) Assert.IsType<PaymentReceived>(archive.Load(new MissingPayment(uetr, entry.Position)).Facts[0]);
        }
    }

    [Fact]
    public async Task The_outlook_follows_what_settles_and_begins_anew_with_the_switch()
    {
        var host = new StoresAtHand();
        await using Scheme scheme = await Scheme.StartAsync(host, fundsMinor: 10_000);
        AccountId account = scheme.AccountOf(Scheme.Alpha);
        host.Clock.Advance(100_000);
        await scheme.AnswerAsync(await scheme.PayAsync(1_000), "ACCP");
        await host.UntilProjectedAsync();

        AccountOutlook outlook = host.Running.Outlook(account)!;
        Assert.Equal((9_000L, 1_000, 100_000L), (outlook.RoomMinor, outlook.NetOutflowMinor, outlook.OverMs));
        Assert.Equal(900, outlook.SecondsToLimit);
        Assert.Equal(-1_000, host.Running.Outlook(scheme.AccountOf(Scheme.Bravo))!.NetOutflowMinor);
        Assert.Null(host.Running.Outlook(scheme.AccountOf(new ParticipantId("NOBODY"))));

        await host.RestartAsync(fromJournalAlone: false);
        outlook = host.Running.Outlook(account)!;
        Assert.Equal((9_000L, 0, null), (outlook.RoomMinor, outlook.NetOutflowMinor, outlook.SecondsToLimit));
    }

    [Fact]
    public async Task Read_models_made_anew_tell_nobody_again_of_what_the_snapshot_has()
    {
        using var journal = new InMemoryJournal();
        var heard = new Heard();
        var setup = new EmbeddedSwitchSetup
        {
            Schemes = [TestProfiles.Gross], Journal = journal, Snapshots = new InMemorySnapshotStore(), ReadSide = new InMemoryReadSide(), Observer = heard,
        };
        var account = new AccountId(Scheme.Alpha, TestProfiles.Gross.Currency);
        await using (EmbeddedSwitch first = EmbeddedSwitch.Open(setup)) await FundAsync(first, "1");
        Assert.Equal([1L, 2L, 3L], heard.Positions);

        var readSide = new InMemoryReadSide();
        await using (EmbeddedSwitch second = EmbeddedSwitch.Open(setup with { ReadSide = readSide })) await FundAsync(second, "2");
        Assert.Equal([1L, 2L, 3L, 4L], heard.Positions);
        Assert.Equal(["1", "2"], readSide.ReadMovements(account, 1, 10).Select(movement => movement.Reference));

        async Task FundAsync(EmbeddedSwitch running, string reference)
        {
            await running.CommandParticipantAsync(Scheme.Alpha, new EnrolParticipant("Alpha", [], new OperatorAct("test")));
            await running.CommandAccountAsync(account, new SetAccountTerms(TestProfiles.Gross.SettlementModel, Cap.Unlimited, new OperatorAct("test")));
            Assert.Equal(AccountReply.Done, await running.CommandAccountAsync(account, new FundAccount(5, reference, new OperatorAct("test"))));
        }
    }

    /// <summary>The embedded host in memory, with its stores to look at.</summary>
    private sealed class StoresAtHand : EmbeddedScenarioHost
    {
        public IJournal Journal { get; private set; } = null!;

        public IReadSide ReadSide { get; private set; } = null!;

        public EmbeddedSwitch Running => (EmbeddedSwitch)Switch;

        /// <summary>Waits until the read models have all that is stored.</summary>
        public async Task UntilProjectedAsync()
        {
            while (ReadSide.Position < Journal.LastPosition) await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        protected override (IJournal Journal, ISnapshotStore Snapshots, IReadSide ReadSide) OpenStores(bool fromJournalAlone)
        {
            (Journal, ISnapshotStore snapshots, ReadSide) = base.OpenStores(fromJournalAlone);
            return (Journal, snapshots, ReadSide);
        }
    }

    private sealed class Heard : IEngineObserver
    {
        private readonly ConcurrentQueue<long> _positions = new();

        public IReadOnlyCollection<long> Positions => _positions;

        public void Recovered(RecoveryReport report)
        {
        }

        public void Committed(CommitGroup group) => _positions.Enqueue(group.Position);

        public void SnapshotTaken(long position, TimeSpan took, JournalException? error)
        {
        }

        public void Failed(Exception error)
        {
        }
    }
}
