using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Engine.InMemory;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Scenarios;
using Xunit;

namespace PaymentSwitch.Engine.Tests;

/// <summary>What a standby's state refuses, and when the last group is told to be stored.</summary>
public sealed class FollowedSwitchTests
{
    [Fact]
    public async Task A_state_is_taken_over_once_and_follows_no_more()
    {
        using var journal = new InMemoryJournal();
        EmbeddedSwitchSetup setup = SetupOn(journal);
        FollowedSwitch followed = FollowedSwitch.Open(setup);
        await using EmbeddedSwitch first = EmbeddedSwitch.Open(setup with { Followed = followed });
        Assert.Throws<InvalidOperationException>(() => followed.Follow(new CommitGroup { Position = 1 }));
        Assert.Throws<InvalidOperationException>(() => EmbeddedSwitch.Open(setup with { Followed = followed }));
    }

    [Fact]
    public async Task A_journal_that_has_lost_what_was_followed_is_refused()
    {
        using var journal = new InMemoryJournal();
        EmbeddedSwitchSetup setup = SetupOn(journal);
        FollowedSwitch followed = FollowedSwitch.Open(setup);
        await using (EmbeddedSwitch first = EmbeddedSwitch.Open(setup)) await EnrolAsync(first);
        foreach (CommitGroup group in journal.Read(1)) followed.Follow(group);
        Assert.Equal(journal.LastPosition, followed.Position);

        using var shorter = new InMemoryJournal();
        JournalException refused = Assert.Throws<JournalException>(() => EmbeddedSwitch.Open(setup with { Journal = shorter, Followed = followed }));
        Assert.Contains("The standby has followed up to position 1, the journal ends at 0", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_group_is_told_to_be_stored_when_the_switch_stops()
    {
        using var journal = new InMemoryJournal();
        await using EmbeddedSwitch running = EmbeddedSwitch.Open(SetupOn(journal));
        await EnrolAsync(running);
        Assert.False(running.LastStored.IsCompleted);
        await running.DisposeAsync();
        Assert.True(running.LastStored.IsCompletedSuccessfully);
    }

    private static EmbeddedSwitchSetup SetupOn(IJournal journal) => new()
    {
        Schemes = [TestProfiles.Gross], Journal = journal, Snapshots = new InMemorySnapshotStore(), ReadSide = new InMemoryReadSide(),
    };

    private static async Task EnrolAsync(EmbeddedSwitch running)
    {
        ParticipantReply reply = await running.CommandParticipantAsync(
            Scheme.Alpha, new EnrolParticipant(Scheme.Alpha.Value, [new ReachableAgent(AgentIdentification.OfBic(Scheme.Alpha.Value), "Alpha", IsReachableParty: false)], Scheme.Operator));
        Assert.Equal(ParticipantReply.Done, reply);
    }
}
