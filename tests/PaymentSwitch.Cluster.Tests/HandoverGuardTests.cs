using Npgsql;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Scenarios;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Postgres.Entities;
using PaymentSwitch.Storage.Tests.Postgres;
using Xunit;

namespace PaymentSwitch.Cluster.Tests;

/// <summary>Two hosts never decide the same payments: whoever may not begin does not, and says what to do.</summary>
public sealed class HandoverGuardTests(PostgresServer server)
{
    [Fact]
    public async Task A_cluster_does_not_begin_on_the_journal_of_an_embedded_switch()
    {
        var host = new MovingHost(server.NewSettings());
        await using Scheme scheme = await Scheme.StartAsync(host);
        await host.StopAsync();
        JournalException refused = await Assert.ThrowsAsync<JournalException>(host.StartClusterAsync);
        Assert.Contains("payswitch journal copy --from postgres:... --to-entities", refused.Message, StringComparison.Ordinal);
        // Nothing is lost by the attempt.
        host.StartEmbedded();
        await scheme.SettledAsync(100);
    }

    [Fact]
    public async Task An_embedded_switch_does_not_begin_while_a_cluster_decides()
    {
        PostgresSettings settings = server.NewSettings();
        var host = new MovingHost(settings);
        await using Scheme scheme = await Scheme.StartAsync(host);
        await host.StopAsync();
        EntityCopy.Run(settings);
        Assert.Contains("take-entities-back", Assert.Throws<JournalException>(host.StartEmbedded).Message, StringComparison.Ordinal);
        Assert.True(EntityCopy.Run(settings).IsHandedOver);
        await host.StartClusterAsync();
        await scheme.SettledAsync(100);
        await host.StopAsync();
        Assert.Contains("take-entities-back", Assert.Throws<JournalException>(host.StartEmbedded).Message, StringComparison.Ordinal);
        Assert.Contains("there is nothing to hand over", Assert.Throws<JournalException>(() => EntityCopy.Run(settings)).Message, StringComparison.Ordinal);
        Assert.Equal(0, await host.ToEmbeddedAsync());
        Assert.Null(await EntitiesBack.RunAsync(settings, host.Setup));
    }

    [Fact]
    public async Task A_node_that_does_not_know_that_all_was_taken_back_stores_nothing()
    {
        PostgresSettings settings = server.NewSettings();
        var host = new MovingHost(settings);
        await using Scheme scheme = await Scheme.StartAsync(host);
        await host.ToClusterAsync();
        await scheme.SettledAsync(100);
        var script = new EntityScript(settings, host.Ledger.View, host.Clock);
        await host.ToEmbeddedAsync();
        PostgresException refused = Assert.Throws<PostgresException>(() => script.Live(scheme.Instruction(50), sentBack: null).Count());
        Assert.Contains("at_rest", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_was_taken_over_hands_nothing_over()
    {
        PostgresSettings settings = server.NewSettings();
        var host = new MovingHost(settings);
        await using Scheme scheme = await Scheme.StartAsync(host);
        await host.StopAsync();
        using (var lease = PostgresLease.Open(settings, "a server", TimeSpan.FromMinutes(1)))
        {
            Assert.True(lease.TryTake());
            Assert.Contains("a server holds the lease", Assert.Throws<JournalException>(() => EntityCopy.Run(settings)).Message, StringComparison.Ordinal);
            Assert.Contains("a server holds the lease", (await Assert.ThrowsAsync<JournalException>(() => EntitiesBack.RunAsync(settings, host.Setup))).Message, StringComparison.Ordinal);
            lease.Release();
        }

        // Another one opens the journal while it is copied.
        var opens = new Reported(_ => PostgresJournal.Open(settings).Dispose());
        Assert.Contains("another writer has taken over", Assert.Throws<JournalException>(() => EntityCopy.Run(settings, opens, partBytes: 1)).Message, StringComparison.Ordinal);
        host.StartEmbedded();
        await scheme.SettledAsync(100);
    }

    [Fact]
    public async Task A_copy_that_was_interrupted_goes_on_where_it_was()
    {
        PostgresSettings settings = server.NewSettings();
        var host = new MovingHost(settings);
        await using Scheme scheme = await Scheme.StartAsync(host);
        Uetr open = await scheme.PayAsync(100);
        for (int i = 0; i < 5; i++) await scheme.SettledAsync(10);
        await host.StopAsync();
        long last = 0;
        var breaks = new Reported(position =>
        {
            last = position;
            if (position >= 5) throw new InvalidOperationException("broken off");
        });
        Assert.Throws<InvalidOperationException>(() => EntityCopy.Run(settings, breaks, partBytes: 1));
        await Assert.ThrowsAsync<JournalException>(host.StartClusterAsync);
        EntityCopyReport rest = await host.ToClusterAsync();
        Assert.Equal(last, rest.FromPosition);
        await scheme.AnswerAsync(open, "ACCP");
        await scheme.AssertNothingMadeOrLostAsync(200_000);
        Assert.Equal(150, 100_000 - await scheme.BalanceAsync(Scheme.Alpha));
    }

    [Fact]
    public async Task A_ledger_does_not_begin_behind_what_another_host_has_stored()
    {
        PostgresSettings settings = server.NewSettings();
        var host = new MovingHost(settings);
        await using Scheme scheme = await Scheme.StartAsync(host);
        await host.ToClusterAsync();
        await scheme.SettledAsync(100);
        await host.RestartAsync(fromJournalAlone: false);
        await host.StopAsync();
        // As a program would that does not look: of an earlier version, for one.
        using (PostgresJournal journal = PostgresJournal.Open(settings))
        {
            CommitGroup last = journal.ReadGroup(journal.LastPosition);
            var next = new CommitGroup { Position = last.Position + 1, AtMs = last.AtMs };
            next.Entries.Add(new JournalEntry(EntityKey.OfScheme("test-gross"), 1, 0, new Domain.Schemes.BroadcastSent(last.AtMs, "X", "x", new Domain.OperatorAct("test"))));
            journal.Append(next);
        }

        JournalException refused = await Assert.ThrowsAsync<JournalException>(host.StartClusterAsync);
        Assert.Contains("another host has decided", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, await host.ToEmbeddedAsync());
        await host.ToClusterAsync();
        await scheme.SettledAsync(100);
        await scheme.AssertNothingMadeOrLostAsync(200_000);
    }

    private sealed class Reported(Action<long> hear) : IProgress<long>
    {
        public void Report(long value) => hear(value);
    }
}
