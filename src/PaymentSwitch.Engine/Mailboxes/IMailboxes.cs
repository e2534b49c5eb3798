using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;

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
/// A message in a mailbox: which one it is and the payment as it was when it was put there. The bytes are made from that
/// whenever they are read, and are the same each time.
/// </summary>
/// <param name="Cursor">Its place in the mailbox.</param>
/// <param name="Step">Which message: one of the steps of <see cref="PaymentFlow"/> that deliver.</param>
/// <param name="Payment">The payment as it was then.</param>
/// <param name="AtMs">When it was put there, in Unix milliseconds.</param>
public sealed record MailboxMessage(long Cursor, PaymentStep Step, Payment Payment, long AtMs);
