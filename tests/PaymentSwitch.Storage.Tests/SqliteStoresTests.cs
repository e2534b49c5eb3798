using Microsoft.Data.Sqlite;
using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Sqlite;
using PaymentSwitch.Storage.Tests.Conformance;
using Xunit;

namespace PaymentSwitch.Storage.Tests;

/// <summary>What snapshots and read models do in SQLite beyond what every store does: damage, interruption, what is written again.</summary>
public sealed class SqliteStoresTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Snapshots => _folder.File("snapshot.db");

    private string ReadModels => _folder.File("read.db");

    [Fact]
    public void A_segment_is_written_again_only_when_its_revision_has_changed_and_goes_when_it_is_dropped()
    {
        using SqliteSnapshotStore store = SqliteSnapshotStore.Open(Snapshots);
        store.Save(SampleSnapshots.Of(1, SampleSnapshots.Segment(0, 1, 3), SampleSnapshots.Segment(1, 1, 3)));
        Execute(Snapshots, "CREATE TABLE written (number); CREATE TRIGGER on_write AFTER INSERT ON identity_segment BEGIN INSERT INTO written VALUES (new.number); END");
        store.Save(SampleSnapshots.Of(2, SampleSnapshots.Segment(0, 1, 3), SampleSnapshots.Segment(1, 2, 4), SampleSnapshots.Segment(2, 1, 1)));
        Assert.Equal("1,2", Scalar(Snapshots, "SELECT group_concat(number) FROM written"));
        store.Save(SampleSnapshots.Of(3, SampleSnapshots.Segment(2, 1, 1)));
        Assert.Equal("1,2", Scalar(Snapshots, "SELECT group_concat(number) FROM written"));
        Assert.Equal("2", Scalar(Snapshots, "SELECT group_concat(number) FROM identity_segment"));
    }

    [Theory]
    [InlineData("UPDATE snapshot SET position = position + 1")]
    [InlineData("UPDATE snapshot SET position = 'x'")]
    [InlineData("UPDATE snapshot SET payload = zeroblob(length(payload))")]
    [InlineData("UPDATE snapshot SET hash = zeroblob(32)")]
    [InlineData("DELETE FROM identity_segment WHERE number = 1")]
    [InlineData("UPDATE identity_segment SET revision = 8 WHERE number = 1")]
    [InlineData("UPDATE identity_segment SET payload = zeroblob(length(payload)) WHERE number = 1")]
    [InlineData("UPDATE identity_segment SET payload = zeroblob(length(payload) + 1) WHERE number = 1")]
    [InlineData("UPDATE identity_segment SET payload = (SELECT payload FROM identity_segment WHERE number = 0), hash = (SELECT hash FROM identity_segment WHERE number = 0) WHERE number = 1")]
    public void A_changed_snapshot_is_refused_and_the_way_out_is_named(string change)
    {
        using (SqliteSnapshotStore store = SqliteSnapshotStore.Open(Snapshots))
            store.Save(SampleSnapshots.Of(5, SampleSnapshots.Segment(0, 1, 3), SampleSnapshots.Segment(1, 1, 3)));
        Execute(Snapshots, change);
        using SqliteSnapshotStore again = SqliteSnapshotStore.Open(Snapshots);
        string message = Assert.Throws<JournalException>(() => again.Load()).Message;
        Assert.Contains(Snapshots, message, StringComparison.Ordinal);
        Assert.Contains("the journal has everything", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_segment_of_an_earlier_snapshot_is_not_taken_for_a_later_one_though_it_is_undamaged()
    {
        using SqliteSnapshotStore store = SqliteSnapshotStore.Open(Snapshots);
        store.Save(SampleSnapshots.Of(1, SampleSnapshots.Segment(0, 1, 3)));
        Execute(Snapshots, "CREATE TABLE earlier AS SELECT * FROM identity_segment");
        store.Save(SampleSnapshots.Of(2, SampleSnapshots.Segment(0, 2, 3)));
        Execute(Snapshots, "INSERT OR REPLACE INTO identity_segment SELECT * FROM earlier");
        Assert.Contains("identity segment 0 is damaged", Assert.Throws<JournalException>(() => store.Load()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_snapshot_that_could_not_be_stored_leaves_the_one_before()
    {
        using SqliteSnapshotStore store = SqliteSnapshotStore.Open(Snapshots);
        SwitchSnapshot before = SampleSnapshots.Of(5, SampleSnapshots.Segment(0, 1, 3));
        store.Save(before);
        Execute(Snapshots, "CREATE TRIGGER full BEFORE INSERT ON snapshot BEGIN SELECT RAISE(ABORT, 'no room'); END");
        Assert.Throws<JournalException>(() => store.Save(SampleSnapshots.Of(6, SampleSnapshots.Segment(0, 2, 4), SampleSnapshots.Segment(1, 1, 4))));
        Assert.Equal(SampleSnapshots.Describe(before), SampleSnapshots.Describe(store.Load()!));
    }

    [Fact]
    public void A_projection_that_fails_changes_nothing_and_can_be_tried_again()
    {
        CommitGroup[] groups = [.. new ProjectedGroups(41).Take(60)];
        using var expected = new InMemoryReadSide();
        using SqliteReadSide readSide = SqliteReadSide.Open(ReadModels);
        readSide.Project(groups[..20], []);
        Execute(ReadModels, "CREATE TRIGGER full BEFORE UPDATE ON progress BEGIN SELECT RAISE(ABORT, 'no room'); END");
        for (int i = 0; i < 3; i++) Assert.Throws<JournalException>(() => readSide.Project(groups[20..], []));
        expected.Project(groups[..20], []);
        ReadSideSpec.Compare(expected, readSide, new Random(1));

        Execute(ReadModels, "DROP TRIGGER full");
        expected.Project(groups[20..], []);
        readSide.Project(groups[20..], []);
        ReadSideSpec.Compare(expected, readSide, new Random(1));
    }

    [Fact]
    public void Groups_with_a_gap_between_them_and_mailboxes_with_one_are_refused()
    {
        CommitGroup[] groups = [.. new ProjectedGroups(42).Take(10)];
        using SqliteReadSide readSide = SqliteReadSide.Open(ReadModels);
        readSide.Project(groups[..3], []);
        Assert.Contains("after position 3 cannot come 5", Assert.Throws<JournalException>(() => readSide.Project(groups[4..], [])).Message, StringComparison.Ordinal);

        var skipping = new CommitGroup { Position = 4 };
        skipping.Deliveries.Add(new Delivery(ProjectedGroups.Banks[0], 9_999, 0, Domain.DeliveryKind.ConfirmToDebtorAgent));
        Assert.Contains("9999", Assert.Throws<JournalException>(() => readSide.Project([skipping], [])).Message, StringComparison.Ordinal);
        Assert.Equal(3, readSide.Position);
    }

    [Fact]
    public void Read_models_as_a_crash_leaves_them_stand_at_an_earlier_position_and_go_on_to_the_same()
    {
        CommitGroup[] groups = [.. new ProjectedGroups(43).Take(200)];
        using var expected = new InMemoryReadSide();
        expected.Project(groups, []);
        byte[] file, log;
        using (SqliteReadSide readSide = SqliteReadSide.Open(ReadModels))
        {
            for (int i = 0; i < groups.Length; i += 5) readSide.Project(groups[i..(i + 5)], []);
            file = File.ReadAllBytes(ReadModels);
            log = File.ReadAllBytes(ReadModels + "-wal");
        }

        var random = new Random(9);
        var positions = new HashSet<long>();
        for (int i = 0; i < 12; i++)
        {
            string crashed = _folder.File($"crashed{i}.db");
            File.WriteAllBytes(crashed, file);
            // The beginning of the log holds the tables.
            File.WriteAllBytes(crashed + "-wal", log[..random.Next(log.Length / 10, log.Length)]);
            using SqliteReadSide readSide = SqliteReadSide.Open(crashed);
            positions.Add(readSide.Position);
            readSide.Project(groups, []);
            ReadSideSpec.Compare(expected, readSide, random);
        }

        Assert.InRange(positions.Count, 4, 12);
    }

    [Fact]
    public void A_folder_is_made_where_there_is_none_and_opened_by_one_only()
    {
        string folder = _folder.File("a/b");
        using (SqliteStorage storage = SqliteStorage.Open(folder))
        {
            storage.Journal.Append(SampleFacts.Group(1));
            storage.Snapshots.Save(SampleSnapshots.Of(1));
            Assert.Equal(0, storage.ReadSide.Position);
            Assert.Throws<JournalException>(() => SqliteStorage.Open(folder));
        }

        using SqliteStorage again = SqliteStorage.Open(folder);
        Assert.Equal(1, again.Journal.LastPosition);
        Assert.Equal(1, again.Snapshots.Load()!.Position);
    }

    public void Dispose() => _folder.Dispose();

    private static void Execute(string path, string sql) => Scalar(path, sql);

    private static object? Scalar(string path, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
