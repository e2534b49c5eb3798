using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;
using Xunit;

namespace PaymentSwitch.Storage.Tests.Conformance;

/// <summary>
/// What every read side does: it shows the same as lists in memory would, however the groups come and however often it
/// is closed in between. A new one inherits this, and says how it is opened.
/// </summary>
public abstract partial class ReadSideSpec
{
    /// <summary>Opens the read side of this test; a second time, what the first one left.</summary>
    protected abstract IReadSide Open();

    /// <summary>Whether a read side that was closed is found again.</summary>
    protected abstract bool LastsBeyondClosing { get; }

    [Fact]
    public void A_read_side_begins_with_nothing()
    {
        using IReadSide readSide = Open();
        Assert.Equal(0, readSide.Position);
        Assert.Empty(readSide.ListAccounts());
        Assert.Empty(readSide.ListPayments(new PaymentFilter()));
        Assert.Empty(readSide.ReadMailbox(ProjectedGroups.Banks[0], 0, 10));
        AssertNoMovements(readSide, Euro(ProjectedGroups.Banks[0]));
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    public void It_shows_the_same_as_lists_in_memory_however_the_groups_come(int seed)
    {
        var random = new Random(seed);
        var source = new ProjectedGroups(seed);
        using var expected = new InMemoryReadSide();
        IReadSide readSide = Open();
        CommitGroup? last = null;
        for (int round = 0; round < 40; round++)
        {
            List<CommitGroup> groups = [.. Enumerable.Range(0, random.Next(8)).Select(_ => source.Next())];
            // A group that is projected already may come again and is left out.
            if (last is not null && random.Next(3) == 0) groups.Insert(0, last);
            AccountStanding[] accounts = source.Accounts();
            expected.Project(groups, accounts);
            readSide.Project(groups, accounts);
            last = groups.Count > 0 ? groups[^1] : last;
            if (LastsBeyondClosing && random.Next(5) == 0)
            {
                readSide.Dispose();
                readSide = Open();
            }

            if (round % 8 == 7) Compare(expected, readSide, random);
        }

        Assert.True(expected.ListPayments(new PaymentFilter(Max: 10_000)).Count > 512, "The lists are too short to go over blocks.");
        readSide.Dispose();
    }

    [Fact]
    public void What_was_forgotten_is_projected_anew_from_the_beginning()
    {
        CommitGroup[] groups = [.. new ProjectedGroups(31).Take(60)];
        using var expected = new InMemoryReadSide();
        expected.Project(groups, []);
        using IReadSide readSide = Open();
        readSide.Project(groups[..40], new ProjectedGroups(1).Accounts());
        readSide.Clear();
        Assert.Equal(0, readSide.Position);
        Assert.Empty(readSide.ListAccounts());
        Assert.Empty(readSide.ListPayments(new PaymentFilter()));
        Assert.Empty(readSide.ReadMailbox(ProjectedGroups.Banks[0], 0, 10));
        AssertNoMovements(readSide, Euro(ProjectedGroups.Banks[0]));
        readSide.Project(groups, []);
        Compare(expected, readSide, new Random(1));
    }

    /// <summary>Asks both the same questions.</summary>
    internal static void Compare(IReadSide expected, IReadSide readSide, Random random)
    {
        Assert.Equal(expected.Position, readSide.Position);
        Assert.Equal(expected.ListAccounts().OrderBy(account => account.Id), readSide.ListAccounts().OrderBy(account => account.Id));
        int payments = expected.ListPayments(new PaymentFilter(Max: int.MaxValue)).Count;
        foreach (ParticipantId? bank in (ParticipantId?[])[null, .. ProjectedGroups.Banks, new ParticipantId("NOBODY")])
        {
            foreach (PaymentStatus? status in (PaymentStatus?[])[null, PaymentStatus.Settled, PaymentStatus.Rejected, PaymentStatus.Expired])
            {
                var all = new PaymentFilter(bank, status, Max: int.MaxValue);
                var page = new PaymentFilter(bank, status, random.Next(1, payments + 2), random.Next(0, 20));
                Assert.Equal(expected.ListPayments(all), readSide.ListPayments(all));
                Assert.Equal(expected.ListPayments(page), readSide.ListPayments(page));
            }

            if (bank is not ParticipantId participant) continue;
            CompareMovements(expected, readSide, Euro(participant), random);
            Assert.Equal(expected.ReadMailbox(participant, 0, int.MaxValue), readSide.ReadMailbox(participant, 0, int.MaxValue));
            foreach (long after in (long[])[random.Next(700), 255, 256, 257])
            {
                int max = random.Next(0, 600);
                Assert.Equal(expected.ReadMailbox(participant, after, max), readSide.ReadMailbox(participant, after, max));
            }
        }
    }
}
