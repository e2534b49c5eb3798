using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.Mailboxes;

/// <summary>What participants have to fetch: one mailbox each, read by cursor, as often as wanted.</summary>
public interface IMailboxes
{
    /// <summary>Reads on from a cursor; waits for something to come where there is nothing.</summary>
    /// <param name="participant">Whose mailbox.</param>
    /// <param name="afterCursor">The last cursor the reader has; 0 from the beginning.</param>
    /// <param name="max">At most so many messages.</param>
    /// <param name="wait">How long to wait where there is nothing; zero not at all.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The messages in order; none where the wait has ended.</returns>
    ValueTask<IReadOnlyList<MailboxMessage>> ReadAsync(
        ParticipantId participant, long afterCursor, int max, TimeSpan wait, CancellationToken cancellation);

    /// <summary>The last cursor given out in a mailbox; 0 for none.</summary>
    long LastCursor(ParticipantId participant);
}

/// <summary>
/// A message in a mailbox: which one it is, the fact that it follows from, and its entity as it was then. The bytes are made
/// from that whenever they are read, and are the same each time.
/// </summary>
/// <param name="To">Whose mailbox.</param>
/// <param name="Cursor">Its place in the mailbox.</param>
/// <param name="Kind">Which message.</param>
/// <param name="Entity">Whose fact it follows from.</param>
/// <param name="Fact">The fact; its time is when the message was put there.</param>
/// <param name="Payment">The payment as it was then; null where the fact is of another entity.</param>
public sealed record MailboxMessage(ParticipantId To, long Cursor, DeliveryKind Kind, EntityKey Entity, IDomainEvent Fact, Payment? Payment);
