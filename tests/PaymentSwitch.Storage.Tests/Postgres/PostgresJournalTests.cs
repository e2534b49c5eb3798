using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Simulations.Postgres;
using PaymentSwitch.Storage.Postgres;
using Xunit;

namespace PaymentSwitch.Storage.Tests.Postgres;

/// <summary>What the journal in PostgreSQL does beyond what every journal does: epochs of several writers, leases, who may not be one.</summary>
public sealed class PostgresJournalTests(PostgresServer server)
{
    private readonly PostgresSettings _settings = server.NewSettings();

    [Fact]
    public void Who_opens_it_later_writes_and_who_wrote_before_is_fenced()
    {
        using PostgresJournal first = PostgresJournal.Open(_settings);
        first.Append(SampleFacts.Group(1));
        using PostgresJournal second = PostgresJournal.Open(_settings);
        Assert.Equal(1, second.LastPosition);
        JournalException fenced = Assert.Throws<JournalException>(() => first.Append(SampleFacts.Group(2)));
        Assert.Contains("another writer has taken over: the epoch is 2, ours was 1", fenced.Message, StringComparison.Ordinal);
        second.Append(SampleFacts.Group(2));
        Assert.Throws<JournalException>(() => first.Append(SampleFacts.Group(2)));
        Assert.Equal([1L, 2], second.Read(1).Select(group => group.Position));
        Assert.Equal(1L, PostgresServer.Execute(_settings, "SELECT epoch FROM journal WHERE position = 1"));
        Assert.Equal(2L, PostgresServer.Execute(_settings, "SELECT epoch FROM journal WHERE position = 2"));
    }

    [Fact]
    public async Task Of_many_that_take_over_again_and_again_each_position_is_written_by_one_and_the_chain_holds()
    {
        using (PostgresJournal.Open(_settings))
        {
        }

        long stored = 0;
        Task[] writers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int round = 0; round < 8; round++)
            {
                try
                {
                    using PostgresJournal journal = PostgresJournal.Open(_settings);
                    for (int i = 0; i < 20; i++)
                    {
                        journal.Append(SampleFacts.Group(journal.LastPosition + 1));
                        Interlocked.Increment(ref stored);
                    }
                }
                catch (JournalException fenced)
                {
                    Assert.Contains("fenced", fenced.Message, StringComparison.Ordinal);
                }
            }
        }))];
        await Task.WhenAll(writers);
        // What an append has said is stored is there, and nothing else: a fenced one has left nothing.
        Assert.Equal(Interlocked.Read(ref stored), PostgresServer.Execute(_settings, "SELECT count(*) FROM journal"));
        Assert.True(PostgresJournal.Verify(_settings).IsGood);
        Assert.True((long)PostgresServer.Execute(_settings, "SELECT count(DISTINCT epoch) FROM journal")! > 3, "The writers did not take turns.");
    }

    [Fact]
    public void A_lease_is_held_by_one_until_it_is_over_or_given_back()
    {
        using var one = PostgresLease.Open(_settings, "one", TimeSpan.FromMilliseconds(400));
        using var other = PostgresLease.Open(_settings, "other", TimeSpan.FromMinutes(1));
        Assert.True(one.TryTake());
        Assert.False(other.TryTake());
        Assert.Equal("one", other.Look().Holder);
        using PostgresJournal journal = PostgresJournal.Open(_settings, one);
        journal.Append(SampleFacts.Group(1));
        Assert.Contains("one holds the lease", Assert.Throws<JournalException>(() => PostgresJournal.Open(_settings)).Message, StringComparison.Ordinal);
        Assert.True(one.Renew());

        // It is over, but nobody else has taken it: the epoch is still ours.
        while (other.Look().LeftMs > 0) Thread.Sleep(20);
        journal.Append(SampleFacts.Group(2));
        Assert.True(other.TryTake());
        Assert.False(one.Renew());
        Assert.Null(one.Epoch);
        Assert.Contains("(other)", Assert.Throws<JournalException>(() => journal.Append(SampleFacts.Group(3))).Message, StringComparison.Ordinal);

        // Handed over: at once, and the one who gave it back can append no more.
        using PostgresJournal next = PostgresJournal.Open(_settings, other);
        next.Append(SampleFacts.Group(3));
        Assert.False(one.TryTake());
        other.Release();
        Assert.Throws<JournalException>(() => next.Append(SampleFacts.Group(4)));
        Assert.True(one.TryTake());
        using PostgresJournal again = PostgresJournal.Open(_settings, one);
        again.Append(SampleFacts.Group(4));
        Assert.Equal(4, again.Read(1).Count());
    }

    [Fact]
    public void A_standby_is_seen_for_as_long_as_its_session_lasts()
    {
        using var lease = PostgresLease.Open(_settings, "one", TimeSpan.FromMinutes(1));
        using var elsewhere = PostgresLease.Open(server.NewSettings(), "other", TimeSpan.FromMinutes(1));
        Assert.Equal(0, lease.Standbys());
        using (PostgresStandbyMark first = PostgresStandbyMark.Open(_settings))
        using (PostgresStandbyMark second = PostgresStandbyMark.Open(_settings))
        {
            first.Keep();
            second.Keep();
            Assert.Equal(2, lease.Standbys());
            Assert.Equal(0, elsewhere.Standbys());
        }

        // The server ends a session when it notices that the connection is closed.
        Assert.True(SpinWait.SpinUntil(() => lease.Standbys() == 0, TimeSpan.FromSeconds(10)), "A standby is still seen that is gone.");
    }

    [Fact]
    public async Task Of_many_that_try_for_a_free_lease_one_has_it()
    {
        PostgresLease[] leases = [.. Enumerable.Range(0, 6).Select(i => PostgresLease.Open(_settings, $"node {i}", TimeSpan.FromMinutes(1)))];
        bool[] taken = await Task.WhenAll(leases.Select(lease => Task.Run(lease.TryTake)));
        Assert.Single(taken, has => has);
        foreach (PostgresLease lease in leases) lease.Dispose();
    }

    [Fact]
    public void A_follower_reads_what_is_appended_and_notices_what_is_replaced_behind_it()
    {
        using PostgresJournal journal = PostgresJournal.Open(_settings);
        for (int position = 1; position <= 5; position++) journal.Append(SampleFacts.Group(position));
        using var follower = PostgresJournalFollower.Open(_settings, 2);
        Assert.Equal([3L, 4, 5], follower.ReadNew().Select(group => group.Position));
        Assert.Empty(follower.ReadNew());
        for (int position = 6; position <= 400; position++) journal.Append(SampleFacts.Group(position));
        // Who stops in the middle goes on there.
        Assert.Equal([6L, 7], follower.ReadNew().Take(2).Select(group => group.Position));
        Assert.Equal(Enumerable.Range(8, 393).Select(i => (long)i), follower.ReadNew().Select(group => group.Position));
        Assert.Equal(400, follower.Position);

        // Position 400 again, by somebody who knows the form, under another epoch; and one more behind it.
        PostgresServer.Execute(_settings, "DELETE FROM journal WHERE position = 400");
        using PostgresJournal other = PostgresJournal.Open(_settings);
        other.Append(SampleFacts.Group(400));
        other.Append(SampleFacts.Group(401));
        Assert.Contains("position 401 is damaged", Assert.Throws<JournalException>(() => follower.ReadNew().Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_of_somebody_else_at_the_next_position_is_not_taken_for_ours()
    {
        using PostgresJournal journal = PostgresJournal.Open(_settings);
        journal.Append(SampleFacts.Group(1));
        PostgresServer.Execute(_settings, "INSERT INTO journal SELECT 2, epoch, count, at_ms, version, payload, hash FROM journal");
        string message = Assert.Throws<JournalException>(() => journal.Append(SampleFacts.Group(2))).Message;
        Assert.Contains("holds what another writer stored", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Database=x;Password=secret", "ConnectionString: it has a password")]
    [InlineData("Database=x", "ConnectionString: it names no Host")]
    [InlineData("Host=db;Nonsense=1", "ConnectionString: it is no connection string of Npgsql")]
    [InlineData("", "ConnectionString: found nothing")]
    public void Settings_that_cannot_be_used_are_refused_in_words(string connection, string told)
    {
        string message = Assert.Throws<JournalException>(() => PostgresJournal.Open(new PostgresSettings { ConnectionString = connection })).Message;
        Assert.Contains(told, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schema_of_something_else_or_of_a_later_version_is_left_alone()
    {
        Assert.Contains("there are no tables", Assert.Throws<JournalException>(() => PostgresJournal.OpenReadOnly(_settings)).Message, StringComparison.Ordinal);
        PostgresServer.Execute(_settings, $"CREATE SCHEMA {_settings.Schema}; CREATE TABLE {_settings.Schema}.customer (name text)");
        Assert.Contains("tables of something else", Assert.Throws<JournalException>(() => PostgresJournal.Open(_settings)).Message, StringComparison.Ordinal);
        PostgresServer.Execute(_settings, "DROP TABLE customer");
        using (PostgresJournal.Open(_settings))
        {
        }

        PostgresServer.Execute(_settings, "INSERT INTO schema_version (version) VALUES (99)");
        Assert.Contains("of version 99", Assert.Throws<JournalException>(() => PostgresJournal.Open(_settings)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_forgets_commits_is_refused()
    {
        PostgresSettings strict = _settings with { AllowLossyServer = false };
        Assert.Contains("fsync=off", Assert.Throws<JournalException>(() => PostgresJournal.Open(strict)).Message, StringComparison.Ordinal);
    }
}
