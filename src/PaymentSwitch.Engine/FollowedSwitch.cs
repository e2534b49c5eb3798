using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Deciding;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Mailboxes;
using PaymentSwitch.Engine.Recovery;

namespace PaymentSwitch.Engine;

/// <summary>
/// The state of a switch that another process runs, kept warm: it takes in every group that the other one has stored, decides
/// nothing and stores nothing. <see cref="EmbeddedSwitchSetup.Followed"/> starts a switch from it, which then has only the
/// last few groups to read. Not for several threads at once.
/// </summary>
public sealed class FollowedSwitch
{
    private readonly PaymentArchive _archive;
    private bool _isTakenOver;

    private FollowedSwitch(EmbeddedSwitchSetup setup)
    {
        _archive = new PaymentArchive(setup.Journal);
        Core = new SwitchCore(SchemeCatalogue.Of(setup.Schemes), setup.Limits, setup.ReadProfile, setup.Accounts is not null);
        MailboxSet = new MailboxSet(_archive, setup.ReadSide, setup.Limits.MailboxMessagesInMemoryMax);
        if (setup.Snapshots.Load() is not SwitchSnapshot snapshot) return;
        Core.Restore(snapshot);
        foreach ((ParticipantId participant, long cursor) in snapshot.MailboxCursors) MailboxSet.StartAfter(participant, cursor);
        SnapshotPosition = snapshot.Position;
    }

    /// <summary>The last position that was taken in; 0 for none.</summary>
    public long Position => Core.Position;

    /// <summary>The position of the snapshot that it began with; 0 for none.</summary>
    public long SnapshotPosition { get; }

    /// <summary>How many payments have no outcome yet, as of <see cref="Position"/>.</summary>
    public int OpenPayments => Core.OpenPayments;

    /// <summary>Which party keys messages are sealed under, and which of them are destroyed.</summary>
    public PartyKeyring Keyring => Core.Keyring;

    /// <summary>What payments and accounts elsewhere have to know, when it has changed since it was asked for last; null where it has not.</summary>
    /// <param name="nowMs">The time, in Unix milliseconds.</param>
    public SwitchView? TakeChangedView(long nowMs) => Core.TakeChangedView(nowMs);

    /// <summary>Which of an account's bookings are over (<see cref="EmbeddedSwitch.ListOverAsync"/>).</summary>
    public IReadOnlyList<BookingKey> ListOver(AccountId account, long afterSequenceNr, IReadOnlyList<BookingKey> keys) => Core.ListOver(account, afterSequenceNr, keys);

    /// <summary>Up to where what another host has stored is contained in it.</summary>
    public TailMark Tail => Core.Tail;

    /// <summary>All entities.</summary>
    internal SwitchCore Core { get; }

    /// <summary>The mailboxes, as of <see cref="Position"/>. May be read by any thread.</summary>
    public IMailboxes Mailboxes => MailboxSet;

    /// <summary>The latest messages of all mailboxes.</summary>
    internal MailboxSet MailboxSet { get; }

    /// <summary>Begins with the last snapshot; groups after it are to be taken in next.</summary>
    /// <param name="setup">What the switch will be made of. Its journal is read only here, and may be another object at the takeover.</param>
    /// <exception cref="JournalException">The snapshot is damaged or of a later version.</exception>
    public static FollowedSwitch Open(EmbeddedSwitchSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        return new FollowedSwitch(setup);
    }

    /// <summary>Takes the next group in, as it was stored.</summary>
    /// <param name="group">The group after <see cref="Position"/>.</param>
    /// <exception cref="JournalException">It is not the next one.</exception>
    public void Follow(CommitGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (_isTakenOver) throw new InvalidOperationException("A switch was started from it: it follows no more.");
        Core.Replay(group, _archive.Load);
        MailboxSet.Publish(group);
    }

    /// <summary>Gives the state to the switch that is started from it, once.</summary>
    internal FollowedSwitch TakenOver()
    {
        if (_isTakenOver) throw new InvalidOperationException("A switch was started from it already.");
        _isTakenOver = true;
        return this;
    }
}
