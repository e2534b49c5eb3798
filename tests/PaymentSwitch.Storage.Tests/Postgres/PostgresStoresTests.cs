using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Postgres;
using PaymentSwitch.Storage.Tests.Conformance;
using Xunit;

namespace PaymentSwitch.Storage.Tests.Postgres;

/// <summary>What snapshots and read models do in PostgreSQL beyond what every store does: damage, the one before, two who project at a time.</summary>
public sealed class PostgresStoresTests(PostgresServer server)
{
    private readonly PostgresSettings _settings = server.NewSettings();

    [Fact]
    public void The_last_two_snapshots_are_kept_and_share_the_segments_that_are_the_same()
    {
        using PostgresSnapshotStore store = PostgresSnapshotStore.Open(_settings);
        store.Save(SampleSnapshots.Of(1, SampleSnapshots.Segment(0, 1, 3)));
        SwitchSnapshot before = SampleSnapshots.Of(2, SampleSnapshots.Segment(0, 1, 3), SampleSnapshots.Segment(1, 1, 2));
        store.Save(before);
        store.Save(SampleSnapshots.Of(3, SampleSnapshots.Segment(0, 1, 3), SampleSnapshots.Segment(1, 2, 4)));
        Assert.Equal("2,3", PostgresServer.Execute(_settings, "SELECT string_agg(position::text, ',' ORDER BY position) FROM snapshot"));
        Assert.Equal(3L, PostgresServer.Execute(_settings, "SELECT count(*) FROM identity_segment"));

        // The way back to the one before.
        PostgresServer.Execute(_settings, "DELETE FROM snapshot WHERE position = 3");
        Assert.Equal(SampleSnapshots.Describe(before), SampleSnapshots.Describe(store.Load()!));
    }

    [Theory]
    [InlineData("UPDATE snapshot SET hash = sha256('x')")]
    [InlineData("UPDATE snapshot SET position = position + 1", true)]
    [InlineData("UPDATE snapshot_chunk SET payload = payload || '\\x00'::bytea")]
    [InlineData("DELETE FROM snapshot_chunk")]
    [InlineData("DELETE FROM snapshot_segment WHERE number = 1")]
    [InlineData("UPDATE snapshot_segment SET revision = 8 WHERE number = 1")]
    [InlineData("UPDATE identity_segment SET payload = payload || payload")]
    [InlineData("DELETE FROM identity_segment")]
    public void A_changed_snapshot_is_refused_and_the_way_out_is_named(string change, bool isKeyOfOthers = false)
    {
        using PostgresSnapshotStore store = PostgresSnapshotStore.Open(_settings);
        store.Save(SampleSnapshots.Of(5, SampleSnapshots.Segment(0, 1, 3), SampleSnapshots.Segment(1, 1, 3)));
        if (isKeyOfOthers) PostgresServer.Execute(_settings, "ALTER TABLE snapshot_chunk DROP CONSTRAINT snapshot_chunk_position_fkey; ALTER TABLE snapshot_segment DROP CONSTRAINT snapshot_segment_position_fkey");
        PostgresServer.Execute(_settings, change);
        Assert.Contains("the journal has everything", Assert.Throws<JournalException>(() => store.Load()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_snapshot_of_another_version_is_not_read_and_goes_with_the_next()
    {
        using PostgresSnapshotStore store = PostgresSnapshotStore.Open(_settings);
        store.Save(SampleSnapshots.Of(5, SampleSnapshots.Segment(0, 1, 3)));
        PostgresServer.Execute(_settings, "UPDATE snapshot SET version = 1");
        Assert.Null(store.Load());
        store.Save(SampleSnapshots.Of(4));
        Assert.Equal(4, store.Load()!.Position);
        Assert.Equal(1L, PostgresServer.Execute(_settings, "SELECT count(*) FROM snapshot"));
    }

    [Fact]
    public void A_projection_that_fails_changes_nothing_and_can_be_tried_again()
    {
        CommitGroup[] groups = [.. new ProjectedGroups(41).Take(60)];
        using var expected = new InMemoryReadSide();
        using PostgresReadSide readSide = PostgresReadSide.Open(_settings);
        readSide.Project(groups[..20], []);
        PostgresServer.Execute(_settings, "ALTER TABLE progress ADD CONSTRAINT full_up CHECK (position <= 20)");
        for (int i = 0; i < 3; i++) Assert.Throws<JournalException>(() => readSide.Project(groups[20..], []));
        expected.Project(groups[..20], []);
        ReadSideSpec.Compare(expected, readSide, new Random(1));

        PostgresServer.Execute(_settings, "ALTER TABLE progress DROP CONSTRAINT full_up");
        expected.Project(groups[20..], []);
        readSide.Project(groups[20..], []);
        ReadSideSpec.Compare(expected, readSide, new Random(1));
    }

    [Fact]
    public async Task Two_that_project_the_same_groups_at_a_time_leave_each_of_them_once()
    {
        CommitGroup[] groups = [.. new ProjectedGroups(45).Take(200)];
        using var expected = new InMemoryReadSide();
        expected.Project(groups, []);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(which => Task.Run(() =>
        {
            using PostgresReadSide readSide = PostgresReadSide.Open(_settings);
            // Each hands over all that the other one may not have done yet.
            for (int upTo = 1 + which; upTo <= groups.Length; upTo = Math.Min(upTo + 7, upTo == groups.Length ? upTo + 1 : groups.Length)) readSide.Project(groups[..upTo], []);
        })));
        using PostgresReadSide after = PostgresReadSide.Open(_settings);
        ReadSideSpec.Compare(expected, after, new Random(1));
    }

    [Fact]
    public void A_changed_block_is_found_and_the_way_out_is_named()
    {
        using PostgresReadSide readSide = PostgresReadSide.Open(_settings);
        readSide.Project([.. new ProjectedGroups(46).Take(40)], []);
        PostgresServer.Execute(_settings, "UPDATE mailbox SET pointers = pointers || '\\x00'::bytea; UPDATE movement SET records = '\\x00'::bytea");
        var account = new Domain.Accounts.AccountId(ProjectedGroups.Banks[0], Domain.Currency.Of("EUR"));
        Assert.Contains("rebuild-read-model", Assert.Throws<JournalException>(() => readSide.ReadMovements(account, 1, 10)).Message, StringComparison.Ordinal);
    }
}
