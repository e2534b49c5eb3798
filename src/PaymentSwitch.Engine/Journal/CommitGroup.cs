using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;

namespace PaymentSwitch.Engine.Journal;

/// <summary>
/// What is committed together, all or nothing: facts in the order in which they were decided, and the deliveries to
/// banks that follow from them. One group is one row of the journal.
/// </summary>
/// <param name="expectedFacts">About how many facts it will hold.</param>
public sealed class CommitGroup(int expectedFacts = 0)
{
    /// <summary>The group's place in the journal; the first has 1, and there are no gaps.</summary>
    public required long Position { get; init; }

    /// <summary>When the group was handed to the journal, in Unix milliseconds.</summary>
    public long AtMs { get; set; }

    /// <summary>Up to where the group contains what another host has decided; none where there is no other.</summary>
    public TailMark Tail { get; set; }

    /// <summary>The facts.</summary>
    public List<JournalEntry> Entries { get; } = new(expectedFacts);

    /// <summary>The deliveries: what is put into which mailbox under which cursor.</summary>
    public List<Delivery> Deliveries { get; } = new(expectedFacts / 2);

    /// <summary>About how many bytes the group takes in the journal: the messages in it, and an allowance per fact.</summary>
    public long EstimatedBytes { get; set; }
}

/// <summary>One stored fact.</summary>
/// <param name="Entity">Whose.</param>
/// <param name="SequenceNr">The entity's how-many-th fact, counted from 1.</param>
/// <param name="PreviousPosition">
/// The position of the group with the entity's fact before this one, 0 for its first: so a payment's facts are found
/// from the last one backwards, without an index. Only kept for payments; 0 for other entities.
/// </param>
/// <param name="Event">The fact.</param>
/// <param name="After">The payment with the fact taken in, where the one who hands it over has it at hand. Not stored.</param>
public readonly record struct JournalEntry(
    EntityKey Entity, long SequenceNr, long PreviousPosition, IDomainEvent Event, Payment? After = null);

/// <summary>One message put into a participant's mailbox.</summary>
/// <param name="Participant">Whose mailbox.</param>
/// <param name="Cursor">Its place there; the first has 1, and there are no gaps.</param>
/// <param name="EntryIndex">The index, in the group, of the fact it follows from.</param>
/// <param name="Kind">Which message.</param>
public readonly record struct Delivery(ParticipantId Participant, long Cursor, int EntryIndex, DeliveryKind Kind);
