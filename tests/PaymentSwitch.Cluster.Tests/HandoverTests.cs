using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Mailboxes;
using PaymentSwitch.Scenarios;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Postgres.Entities;
using PaymentSwitch.Storage.Tests.Postgres;
using Xunit;

namespace PaymentSwitch.Cluster.Tests;

/// <summary>A switch moves into a cluster and back, with everything that is under way.</summary>
public sealed class HandoverTests(PostgresServer server)
{
    public static TheoryData<bool> Models => [true, false];

    [Theory]
    [MemberData(nameof(Models))]
    public async Task A_switch_goes_on_in_a_cluster_and_back_and_into_it_again(bool isGross)
    {
        PostgresSettings settings = server.NewSettings();
        var host = new MovingHost(settings);
        var limits = new EngineLimits { FinishedPaymentsInMemoryMax = 2, MailboxMessagesInMemoryMax = 4 };
        await using Scheme scheme = await Scheme.StartAsync(host, isGross ? TestProfiles.GrossWithAftermath : TestProfiles.NetWithAftermath, limits: limits);
        SubmitPayment first = scheme.Instruction(1_000);
        await scheme.SubmitAsync(first);
        await scheme.AnswerAsync(first.Transfer.Uetr, "ACCP");
        Uetr rejected = await scheme.PayAsync(200);
        await scheme.AnswerAsync(rejected, "RJCT", reason: new StatusReason("AC04"));
        Uetr recalled = await scheme.SettledAsync(300);
        await scheme.RecallAsync(recalled);
        Uetr returned = await scheme.SettledAsync(400);
        await scheme.ReturnAsync(returned, 150);
        for (int i = 0; i < 5; i++) await scheme.SettledAsync(10);
        Uetr open = await scheme.PayAsync(500), expiring = await scheme.PayAsync(600);

        EntityCopyReport copied = await host.ToClusterAsync(partBytes: 1);
        Assert.Equal((0L, false), (copied.FromPosition, copied.IsHandedOver));

        // What is known stays known.
        SubmitResult repeat = await scheme.SubmitAsync(first);
        Assert.Equal((PaymentReply.Repeat, PaymentStatus.Settled), (repeat.Reply, repeat.Payment!.Status));
        SubmitPayment second = scheme.Instruction(100);
        SubmitResult sameId = await scheme.SubmitAsync(second with { Transfer = second.Transfer with { TransactionId = first.Transfer.TransactionId } });
        Assert.Equal("DU03", sameId.Payment!.Reasons[0].Code);

        // What is open goes on.
        await scheme.AnswerAsync(open, "ACCP");
        Assert.Equal(PaymentStatus.Settled, (await scheme.PaymentAsync(open)).Status);
        await AskToReserveAgainAsync(host, scheme, open, 500);
        await scheme.RefuseRecallAsync(recalled);
        await scheme.ReturnAsync(returned, 50, id: "B2");
        Uetr inCluster = await scheme.SettledAsync(70);
        // Nobody asks for it: it is woken when it is overdue, and its deadline has passed.
        host.Clock.Advance(10_600);
        await UntilAsync(async () => (await scheme.AccountAsync(Scheme.Alpha)).ReservedMinor == 0);
        Assert.Equal(PaymentStatus.Expired, (await scheme.PaymentAsync(expiring)).Status);
        Uetr openInCluster = await scheme.PayAsync(80), expiringBack = await scheme.PayAsync(90);
        Uetr recalledInCluster = await scheme.SettledAsync(15);
        await scheme.RecallAsync(recalledInCluster);
        await CheckAsync(scheme, reservedMinor: 170);

        Assert.Equal(0, await host.ToEmbeddedAsync());
        await scheme.AnswerAsync(openInCluster, "ACCP");
        await scheme.RefuseRecallAsync(recalledInCluster);
        Assert.Equal((PaymentReply.Repeat, PaymentStatus.Settled), ((await scheme.SubmitAsync(first)).Reply, (await scheme.PaymentAsync(inCluster)).Status));
        await scheme.UntilFinalAsync(expiringBack, 10_010);
        await scheme.ReturnAsync(inCluster, 20, id: "B3");
        Uetr again = await scheme.PayAsync(33);
        await CheckAsync(scheme, reservedMinor: 33);
        long position = host.JournalPosition;

        copied = await host.ToClusterAsync();
        Assert.InRange(copied.FromPosition, 1, position - 1);
        await scheme.AnswerAsync(again, "ACCP");
        await scheme.ReturnAsync(inCluster, 5, id: "B4");
        await scheme.SettledAsync(44);
        await host.RestartAsync(fromJournalAlone: false);
        await scheme.SettledAsync(45);
        await CheckAsync(scheme, reservedMinor: 0);
        Assert.Equal(0, await host.ToEmbeddedAsync());
        await scheme.SettledAsync(46);
        await CheckAsync(scheme, reservedMinor: 0);
        await host.StopAsync();
        Assert.Null(PostgresJournal.Verify(settings).Problem);
        AssertSameAsEntities(settings);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Payments_that_all_nodes_have_left_behind_at_any_moment_are_ended(bool isGross)
    {
        PostgresSettings settings = server.NewSettings();
        var host = new MovingHost(settings);
        await using Scheme scheme = await Scheme.StartAsync(host, isGross ? TestProfiles.GrossWithAftermath : TestProfiles.NetWithAftermath);
        await scheme.SettledAsync(1_000);
        await host.ToClusterAsync();
        await scheme.SettledAsync(100);
        var script = new EntityScript(settings, host.Ledger.View, host.Clock);
        await host.StopAsync();

        // The n-th payment stops behind its n-th row, up to one that comes to its end.
        var left = new List<(Uetr Payment, long ReturnedMinor)>();
        int rows = 0, had;
        do
        {
            SubmitPayment instruction = scheme.Instruction(1_000 + ++rows);
            had = script.Live(instruction, scheme.ReturnOf(instruction.Transfer.Uetr, 100 + rows)).Take(rows).Count();
            left.Add((instruction.Transfer.Uetr, 100 + rows));
        }
        while (had == rows);

        Assert.True(left.Count > 12, $"{left.Count} rows in the whole life of a payment are too few.");
        SubmitPayment late = scheme.Instruction(7_777);
        script.ExpireUnheard(late, afterMs: 10_010);

        long? taken = await host.ToEmbeddedAsync();
        Assert.True(taken > left.Count);
        foreach ((Uetr payment, long returnedMinor) in left)
        {
            if ((await scheme.PaymentAsync(payment)).Status == PaymentStatus.Reserved) await scheme.AnswerAsync(payment, "ACCP");
            Payment settled = await scheme.PaymentAsync(payment);
            Assert.Equal((PaymentStatus.Settled, true), (settled.Status, settled.IsBooked));
            if (settled.Aftermath.Returns.Count == 0) await scheme.ReturnAsync(payment, returnedMinor);
            Assert.Equal(ReturnStatus.Settled, Assert.Single((await scheme.PaymentAsync(payment)).Aftermath.Returns).Status);
            Assert.True((await scheme.PaymentAsync(payment)).IsClosed);
        }

        Assert.Equal(PaymentStatus.Expired, (await scheme.PaymentAsync(late.Transfer.Uetr)).Status);
        await CheckAsync(scheme, reservedMinor: 0);
        long paidMinor = 1_100 + (left.Count * 900L);
        Assert.Equal((100_000 - paidMinor, 100_000 + paidMinor), (await scheme.BalanceAsync(Scheme.Alpha), await scheme.BalanceAsync(Scheme.Bravo)));

        // And what was taken up here the entities get to know.
        await host.ToClusterAsync();
        Assert.Equal(PaymentReply.Repeat, (await scheme.ReturnAsync(left[5].Payment, left[5].ReturnedMinor)).Reply);
        await scheme.SettledAsync(10);
        await CheckAsync(scheme, reservedMinor: 0);
        await host.StopAsync();
        AssertSameAsEntities(settings);
    }

    // The account knows what was reserved in the embedded switch when it is asked again, after the money has gone.
    private static async Task AskToReserveAgainAsync(MovingHost host, Scheme scheme, Uetr payment, long amountMinor)
    {
        var replied = new TaskCompletionSource<AccountReply>();
        host.Node.Accounts.Ask(scheme.AccountOf(Scheme.Alpha), new ReserveFunds(payment, amountMinor, MayRepeat: true), tells: false, (reply, _) => replied.SetResult(reply));
        Assert.Equal(AccountReply.Done, await replied.Task);
        Assert.Equal(600, (await scheme.AccountAsync(Scheme.Alpha)).ReservedMinor);
    }

    private static async Task CheckAsync(Scheme scheme, long reservedMinor)
    {
        await scheme.AssertNothingMadeOrLostAsync(200_000, reservedMinor);
        Assert.Empty((await scheme.Host.Switch.AuditAsync()).Mismatches);
        // Without a gap, and nothing twice.
        foreach (ParticipantId bank in (ParticipantId[])[Scheme.Alpha, Scheme.Bravo])
        {
            IReadOnlyList<MailboxMessage> mail = await scheme.ReadAllAsync(bank);
            Assert.All(
                mail.Where(message => message.Kind is DeliveryKind.ConfirmToDebtorAgent or DeliveryKind.ForwardToCreditorAgent).GroupBy(message => (message.Kind, message.Payment!.Uetr)),
                told => Assert.Single(told));
        }
    }

    private static void AssertSameAsEntities(PostgresSettings settings)
    {
        string schema = EntityTables.SchemaOf(settings);
        // Rows of one entity are numbered without a gap.
        Assert.Equal(0L, PostgresServer.Execute(settings, $"SELECT count(*) FROM (SELECT FROM {schema}.journal GROUP BY persistence_id HAVING max(sequence_number) <> count(*)) AS gaps"));
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (int tries = 0; tries < 2_000; tries++)
        {
            if (await holds()) return;
            await Task.Delay(5);
        }

        throw new TimeoutException("It did not become what was waited for.");
    }
}
