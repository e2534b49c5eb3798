using Npgsql;
using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Simulations.Postgres;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Tests.Conformance;
using Xunit;

namespace PaymentSwitch.Storage.Tests.Postgres;

/// <summary>A server that is stopped, cut off and started again amid commits: what was stored is there, once, and nothing else.</summary>
public sealed class PostgresFaultTests(CrashingPostgres crashing) : IClassFixture<CrashingPostgres>
{
    private readonly TemporaryPostgres _server = crashing.Server;
    private readonly PostgresSettings _settings = crashing.NewSettings();

    [Fact]
    public async Task Commits_go_on_over_crashes_of_the_server_and_none_is_lost_or_doubled()
    {
        using PostgresJournal journal = PostgresJournal.Open(_settings);
        long told = await AppendWhileAsync(journal, async () =>
        {
            for (int crash = 0; crash < 3; crash++)
            {
                await Task.Delay(Random.Shared.Next(100, 400));
                await _server.StopAsync("immediate");
                await _server.StartAgainAsync();
            }

            await Task.Delay(300);
        });
        AssertStored(journal, told);
        Assert.InRange(journal.Interruptions, 1, 3);
    }

    [Fact]
    public async Task Commits_go_on_when_backends_are_terminated_amid_them()
    {
        using PostgresJournal journal = PostgresJournal.Open(_settings);
        long told = await AppendWhileAsync(journal, async () =>
        {
            for (int cut = 0; cut < 40; cut++)
            {
                await Task.Delay(Random.Shared.Next(5, 40));
                PostgresServer.Execute(_settings, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'payment-switch'");
            }
        });
        AssertStored(journal, told);
        Assert.InRange(journal.Interruptions, 10, 40);
    }

    [Fact]
    public void A_commit_whose_answer_was_lost_is_found_stored_and_not_stored_again()
    {
        using var proxy = new CuttingProxy(_server.Port);
        string through = new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Port = proxy.Port }.ToString();
        using PostgresJournal journal = PostgresJournal.Open(_settings with { ConnectionString = through });
        for (int position = 1; position <= 20; position++)
        {
            // The first append looks before it inserts.
            if (position > 1 && position % 2 == 0) proxy.SwallowNextAnswer();
            journal.Append(SampleFacts.Group(position));
        }

        Assert.Equal(10, proxy.Cuts);
        Assert.Equal(10, journal.Interruptions);
        AssertStored(journal, 20);
    }

    [Fact]
    public async Task A_commit_that_was_ended_before_it_was_done_is_done_again()
    {
        using PostgresJournal journal = PostgresJournal.Open(_settings);
        journal.Append(SampleFacts.Group(1));
        // The insert waits for this lock; it is let go only when the writer has lost its connection and asks again.
        await using var holding = new NpgsqlConnection(_server.ConnectionString + ";Pooling=false");
        await holding.OpenAsync(TestContext.Current.CancellationToken);
        await RunAsync(holding, $"BEGIN; LOCK {_settings.Schema}.journal IN SHARE MODE");
        Task append = Task.Run(() => journal.Append(SampleFacts.Group(2)), TestContext.Current.CancellationToken);
        const string Waiting = "FROM pg_stat_activity WHERE application_name = 'payment-switch' AND wait_event_type = 'Lock'";
        while ((long)PostgresServer.Execute(_settings, $"SELECT count(*) {Waiting}")! == 0) await Task.Delay(10, TestContext.Current.CancellationToken);
        PostgresServer.Execute(_settings, $"SELECT count(pg_terminate_backend(pid)) {Waiting}");
        // The second attempt waits for the same lock.
        while ((long)PostgresServer.Execute(_settings, $"SELECT count(*) {Waiting}")! == 0) await Task.Delay(10, TestContext.Current.CancellationToken);
        await RunAsync(holding, "COMMIT");
        await append;
        AssertStored(journal, 2);
        Assert.Equal(1, journal.Interruptions);
    }

    [Fact]
    public void A_commit_that_arrives_when_its_writer_has_given_it_up_and_sent_it_again_is_stored_once()
    {
        using var proxy = new CuttingProxy(_server.Port);
        string through = new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Port = proxy.Port }.ToString();
        using PostgresJournal journal = PostgresJournal.Open(_settings with { ConnectionString = through });
        var random = new Random(5);
        for (int position = 1; position <= 30; position++)
        {
            // Sometimes the late one is first, sometimes the one that was sent again.
            if (position > 1) proxy.DelayNextRequest(random.Next(2) * random.Next(60));
            journal.Append(SampleFacts.Group(position));
        }

        Assert.Equal((29, 29), (proxy.Cuts, journal.Interruptions));
        AssertStored(journal, 30);
    }

    [Fact]
    public async Task Whoever_is_taken_over_while_the_server_is_away_stores_nothing_more()
    {
        using PostgresJournal journal = PostgresJournal.Open(_settings);
        journal.Append(SampleFacts.Group(1));
        await _server.StopAsync("immediate");
        Task append = Task.Run(() => journal.Append(SampleFacts.Group(2)), TestContext.Current.CancellationToken);
        await _server.StartAgainAsync();
        // One of the two is first; both are right, and it is never both.
        PostgresServer.Execute(_settings, "UPDATE writer SET epoch = epoch + 1");
        bool stored = true;
        try
        {
            await append;
        }
        catch (JournalException fenced)
        {
            Assert.Contains("fenced", fenced.Message, StringComparison.Ordinal);
            stored = false;
        }

        Assert.Equal(stored ? 2L : 1L, PostgresServer.Execute(_settings, "SELECT count(*) FROM journal"));
        Assert.Throws<JournalException>(() => journal.Append(SampleFacts.Group(stored ? 3 : 2)));
    }

    [Fact]
    public async Task A_server_that_does_not_come_back_ends_the_writing_with_the_outcome_unknown()
    {
        using PostgresJournal journal = PostgresJournal.Open(_settings with { ReconnectWithinMs = 500 });
        journal.Append(SampleFacts.Group(1));
        await _server.StopAsync("immediate");
        Assert.Contains("it is not known whether it is stored", Assert.Throws<JournalException>(() => journal.Append(SampleFacts.Group(2))).Message, StringComparison.Ordinal);
        await _server.StartAgainAsync();
        Assert.Contains("nothing is appended any more", Assert.Throws<JournalException>(() => journal.Append(SampleFacts.Group(2))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_has_lost_what_it_had_committed_is_not_written_on()
    {
        using PostgresJournal journal = PostgresJournal.Open(_settings);
        for (int position = 1; position <= 3; position++) journal.Append(SampleFacts.Group(position));
        // As after a switch to a replica that had not received everything.
        PostgresServer.Execute(_settings, "DELETE FROM journal WHERE position = 3");
        await _server.StopAsync("immediate");
        await _server.StartAgainAsync();
        Assert.Contains("position 3 was stored and is not there any more", Assert.Throws<JournalException>(() => journal.Append(SampleFacts.Group(4))).Message, StringComparison.Ordinal);
        Assert.Equal(2L, PostgresServer.Execute(_settings, "SELECT count(*) FROM journal"));
    }

    [Fact]
    public async Task Read_models_go_on_over_crashes_and_hold_each_group_once()
    {
        CommitGroup[] groups = [.. new ProjectedGroups(44).Take(300)];
        using var expected = new InMemoryReadSide();
        expected.Project(groups, []);
        using PostgresReadSide readSide = PostgresReadSide.Open(_settings);
        Task projecting = Task.Run(
            () =>
            {
                for (int i = 0; i < groups.Length; i += 3)
                {
                    readSide.Project(groups[i..(i + 3)], []);
                    Thread.Sleep(5);
                }
            },
            TestContext.Current.CancellationToken);
        for (int crash = 0; crash < 2; crash++)
        {
            await Task.Delay(200, TestContext.Current.CancellationToken);
            await _server.StopAsync("immediate");
            await _server.StartAgainAsync();
        }

        await projecting;
        ReadSideSpec.Compare(expected, readSide, new Random(1));
    }

    [Fact]
    public void A_session_that_would_not_wait_for_the_disk_is_refused()
    {
        PostgresSettings careless = _settings with { ConnectionString = _server.ConnectionString + ";Options=-c synchronous_commit=off" };
        Assert.Contains("synchronous_commit is off", Assert.Throws<JournalException>(() => PostgresJournal.Open(careless)).Message, StringComparison.Ordinal);
        PostgresServer.Execute(_settings, "ALTER ROLE paymentswitch SET synchronous_commit = off");
        try
        {
            Assert.Contains("synchronous_commit is off", Assert.Throws<JournalException>(() => PostgresJournal.Open(_settings)).Message, StringComparison.Ordinal);
        }
        finally
        {
            PostgresServer.Execute(_settings, "ALTER ROLE paymentswitch RESET synchronous_commit");
        }
    }

    /// <summary>Appends as fast as it goes until something else has come to its end.</summary>
    /// <returns>The last position of which was said that it is stored.</returns>
    private static async Task<long> AppendWhileAsync(PostgresJournal journal, Func<Task> faults)
    {
        Task ends = Task.Run(faults);
        return await Task.Run(() =>
        {
            while (!ends.IsCompleted) journal.Append(SampleFacts.Group(journal.LastPosition + 1));
            ends.GetAwaiter().GetResult();
            return journal.LastPosition;
        });
    }

    private void AssertStored(PostgresJournal journal, long told)
    {
        Assert.Equal(told, PostgresServer.Execute(_settings, "SELECT count(*) FROM journal"));
        long next = 1;
        foreach (CommitGroup group in journal.Read(1))
        {
            Assert.Equal(next, group.Position);
            Assert.Equal(SampleFacts.Describe(SampleFacts.Group(next)), SampleFacts.Describe(group));
            next++;
        }

        Assert.Equal(told + 1, next);
        Assert.True(PostgresJournal.Verify(_settings).IsGood);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
