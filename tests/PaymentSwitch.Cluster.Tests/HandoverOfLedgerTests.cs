using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Scenarios;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Tests.Postgres;
using Xunit;

namespace PaymentSwitch.Cluster.Tests;

/// <summary>What a cluster's ledger had begun when it died, the embedded switch takes up: whether the accounts had done it or not.</summary>
public sealed class HandoverOfLedgerTests(PostgresServer server)
{
    public static TheoryData<bool> WasDone => [false, true];

    [Theory]
    [MemberData(nameof(WasDone))]
    public async Task A_cycle_that_was_cut_is_drained_and_netted(bool wasDone)
    {
        PostgresSettings settings = server.NewSettings();
        var host = new MovingHost(settings);
        await using Scheme scheme = await Scheme.StartWithSettlementBankAsync(host);
        await scheme.SettledAsync(100);
        Uetr before = await scheme.PayAsync(200);
        await host.ToClusterAsync();
        await scheme.SettledAsync(50);
        long cycle = await scheme.OpenCycleAsync();

        await DieAskingAsync(host, settings, wasDone, ledger => ledger.CommandCycleAsync(new CycleId(scheme.Profile.Name, cycle), new CutCycle(Scheme.Operator)).AsTask());

        await host.ToEmbeddedAsync();
        Assert.Equal(cycle + 1, await scheme.OpenCycleAsync());
        Assert.Equal(CycleStatus.Draining, await StatusAsync(scheme, cycle));
        await scheme.AnswerAsync(before, "ACCP");
        Assert.Equal(CycleStatus.Netted, await StatusAsync(scheme, cycle));
        await scheme.SettledAsync(25);
        await scheme.AssertNothingMadeOrLostAsync(30_000);
        Assert.Empty((await host.Switch.AuditAsync()).Mismatches);
        Assert.Equal(10_000 - 375, await scheme.BalanceAsync(Scheme.Alpha));
    }

    [Theory]
    [MemberData(nameof(WasDone))]
    public async Task Money_that_came_in_is_booked_once(bool wasDone)
    {
        PostgresSettings settings = server.NewSettings();
        var host = new MovingHost(settings);
        await using Scheme scheme = await Scheme.StartGrossWithSettlementBankAsync(host);
        await host.ToClusterAsync();
        await scheme.SettledAsync(100);

        await DieAskingAsync(host, settings, wasDone, ledger => ledger.TransferLiquidityAsync(scheme.IncomingFor(Scheme.Alpha, 500)).AsTask());

        await host.ToEmbeddedAsync();
        Assert.Equal(10_400, await scheme.BalanceAsync(Scheme.Alpha));
        await scheme.TransferAsync(scheme.IncomingFor(Scheme.Alpha, 500));
        await scheme.AssertNothingMadeOrLostAsync(20_500);
        Assert.Empty((await host.Switch.AuditAsync()).Mismatches);
    }

    private static async Task<CycleStatus> StatusAsync(Scheme scheme, long number) =>
        (await scheme.Host.Switch.ListCyclesAsync()).Single(cycle => cycle.Id.Number == number).Status;

    // A ledger that has stored what it does, has asked for it, and dies; its accounts have done it then, or have not.
    private static async Task DieAskingAsync(MovingHost host, PostgresSettings settings, bool isDone, Func<EmbeddedSwitch, Task> work)
    {
        SwitchView view = host.Ledger.View;
        await host.StopAsync();
        var asked = new AskedAndSilent();
        using (PostgresStorage storage = PostgresStorage.Open(settings))
        {
            EmbeddedSwitch ledger = EmbeddedSwitch.Open(host.Setup(storage) with { Accounts = asked });
            Task begun = work(ledger);
            while (asked.Commands.Count == 0) await Task.Delay(5, TestContext.Current.CancellationToken);
            await ledger.DisposeAsync();
            await Assert.ThrowsAsync<InvalidOperationException>(() => begun);
        }

        if (!isDone) return;
        var script = new EntityScript(settings, view, host.Clock);
        foreach ((AccountId account, AccountCommand command) in asked.Commands) script.Book(account, command);
    }

    private sealed class AskedAndSilent : IAccountsElsewhere
    {
        private readonly List<(AccountId, AccountCommand)> _commands = [];

        public IReadOnlyList<(AccountId Account, AccountCommand Command)> Commands
        {
            get
            {
                lock (_commands) return [.. _commands];
            }
        }

        public void Ask(AccountId account, AccountCommand command, bool tells, Action<AccountReply, long> replied)
        {
            lock (_commands) _commands.Add((account, command));
        }
    }
}
