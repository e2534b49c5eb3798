using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;

namespace PaymentSwitch.Engine.Journal;

/// <summary>
/// Everything the embedded host knows at one position of the journal, so that recovery starts there instead of at zero.
/// It holds nothing that the journal does not: it may be deleted at any time.
/// </summary>
/// <param name="Position">The last group that is contained in it.</param>
/// <param name="AtMs">The switch's clock there, in Unix milliseconds.</param>
/// <param name="Accounts">All accounts, each with the sequence number of its last fact.</param>
/// <param name="Participants">All participants, each with the sequence number of its last fact.</param>
/// <param name="LivePayments">The payments in memory, each by its facts.</param>
/// <param name="MailboxCursors">The last cursor given out in each mailbox.</param>
/// <param name="Identities">
/// The identities of finished payments, oldest segment first. Full segments change rarely: a store keeps those whose
/// <see cref="IdentitySegment.Revision"/> it has already.
/// </param>
public sealed record SwitchSnapshot(
    long Position,
    long AtMs,
    IReadOnlyList<(AccountState State, long SequenceNr)> Accounts,
    IReadOnlyList<(Participant State, long SequenceNr)> Participants,
    IReadOnlyList<LivePayment> LivePayments,
    IReadOnlyList<(ParticipantId Participant, long Cursor)> MailboxCursors,
    IReadOnlyList<IdentitySegment> Identities)
{
    /// <summary>Up to where what another host has decided is contained in it; none where there is no other.</summary>
    public TailMark Tail { get; init; }

    /// <summary>All other entities in memory, each by its facts: settlement cycles, approvals, liquidity transfers, requests to pay, schemes.</summary>
    public IReadOnlyList<LiveEntity> Others { get; init; } = [];
}

/// <summary>An entity that is kept by its facts.</summary>
/// <param name="Key">Which.</param>
/// <param name="Facts">Its facts, oldest first.</param>
public sealed record LiveEntity(EntityKey Key, IReadOnlyList<IDomainEvent> Facts);

/// <summary>A payment in memory.</summary>
/// <param name="Uetr">Which.</param>
/// <param name="LastPosition">The position of the group with its last fact.</param>
/// <param name="Facts">Its facts, oldest first.</param>
public sealed record LivePayment(Uetr Uetr, long LastPosition, IReadOnlyList<PaymentEvent> Facts);

/// <summary>A run of identities of finished payments, in the order in which they left memory.</summary>
/// <param name="Number">The segment's number, counted from 0; never reused.</param>
/// <param name="Revision">Goes up with every change of its content.</param>
/// <param name="Identities">The identities; not to be changed by whoever receives them.</param>
public sealed record IdentitySegment(long Number, int Revision, ReadOnlyMemory<FinishedPayment> Identities);

/// <summary>What is kept of a finished payment as long as its identity must be known: 40 bytes.</summary>
/// <param name="Uetr">Its identity.</param>
/// <param name="TransactionIdHash">A 64-bit hash of sender and transaction id; 0 where it has none.</param>
/// <param name="LastPosition">The position of the group with its last fact: from there the journal leads to all the others.</param>
/// <param name="FinalAtMs">When it became final, in Unix milliseconds.</param>
public readonly record struct FinishedPayment(Uetr Uetr, long TransactionIdHash, long LastPosition, long FinalAtMs);

/// <summary>Where snapshots are kept.</summary>
public interface ISnapshotStore
{
    /// <summary>Keeps a snapshot, all or nothing, in place of the one before it.</summary>
    /// <exception cref="JournalException">It could not be stored. The switch can go on; recovery will take longer.</exception>
    void Save(SwitchSnapshot snapshot);

    /// <summary>The last snapshot, or null where there is none or it is of another version (the journal has everything).</summary>
    /// <exception cref="JournalException">There is one, and it is damaged.</exception>
    SwitchSnapshot? Load();
}
