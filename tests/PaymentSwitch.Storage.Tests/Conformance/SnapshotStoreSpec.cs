using PaymentSwitch.Engine.Journal;
using Xunit;

namespace PaymentSwitch.Storage.Tests.Conformance;

/// <summary>What every store of snapshots does. A new one inherits this, and says how it is opened.</summary>
public abstract class SnapshotStoreSpec
{
    /// <summary>Opens the store of this test; a second time, what the first one left.</summary>
    protected abstract ISnapshotStore Open();

    [Fact]
    public void A_store_begins_without_a_snapshot() => Assert.Null(Open().Load());

    [Fact]
    public void A_snapshot_comes_back_as_it_was_saved()
    {
        ISnapshotStore store = Open();
        SwitchSnapshot snapshot = SampleSnapshots.Of(7, SampleSnapshots.Segment(0, 3, 5), SampleSnapshots.Segment(1, 1, 2));
        store.Save(snapshot);
        Assert.Equal(SampleSnapshots.Describe(snapshot), SampleSnapshots.Describe(store.Load()!));
    }

    [Fact]
    public void A_snapshot_of_nothing_at_all_is_one()
    {
        ISnapshotStore store = Open();
        var nothing = new SwitchSnapshot(0, 0, [], [], [], [], []);
        store.Save(nothing);
        Assert.Equal(SampleSnapshots.Describe(nothing), SampleSnapshots.Describe(store.Load()!));
    }

    [Fact]
    public void The_next_snapshot_takes_the_place_of_the_one_before_whatever_became_of_the_segments()
    {
        ISnapshotStore store = Open();
        var random = new Random(3);
        long oldest = 0;
        var revisions = new List<int> { 1 };
        for (int round = 1; round <= 30; round++)
        {
            // As in the switch: the newest segment grows, new ones are begun, the oldest shrink and go.
            if (random.Next(3) == 0) revisions.Add(1);
            else revisions[^1]++;
            if (random.Next(4) == 0) revisions[0]++;
            if (random.Next(4) == 0 && revisions.Count > 1)
            {
                revisions.RemoveAt(0);
                oldest++;
            }

            SwitchSnapshot snapshot = SampleSnapshots.Of(
                round, [.. revisions.Select((revision, i) => SampleSnapshots.Segment(oldest + i, revision, (revision % 7) + 1))]);
            store.Save(snapshot);
            if (random.Next(3) == 0) store = Open();
            Assert.Equal(SampleSnapshots.Describe(snapshot), SampleSnapshots.Describe(store.Load()!));
        }
    }
}
