using System.Collections.Concurrent;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Recovery;

namespace PaymentSwitch.Engine.Mailboxes;

/// <summary>
/// All mailboxes. The latest messages of all of them together are in memory, up to a bound; older ones are made from the
/// journal, by the read side's index. A reader never skips one: where the index lags behind, it waits.
/// </summary>
internal sealed class MailboxSet(PaymentArchive archive, IReadSide readSide, int messagesInMemoryMax) : IMailboxes
{
    private static readonly TimeSpan IndexLag = TimeSpan.FromMilliseconds(50);
    private readonly ConcurrentDictionary<ParticipantId, Mailbox> _mailboxes = new();
    private readonly Queue<Mailbox> _oldestFirst = new();
    private PaymentArchive _archive = archive;
    private IReadSide _readSide = readSide;

    /// <summary>Says which cursor was given out last in a mailbox whose messages are not in memory. Called during recovery.</summary>
    public void StartAfter(ParticipantId participant, long cursor) => Of(participant).StartAfter(cursor);

    /// <summary>Says where older messages are found from now on. Called before anybody reads.</summary>
    public void ReadFrom(PaymentArchive archive, IReadSide readSide)
    {
        _archive = archive;
        _readSide = readSide;
    }

    /// <summary>Puts the deliveries of a stored group in. Called by one thread, after the commit.</summary>
    public void Publish(CommitGroup group)
    {
        foreach (Delivery delivery in group.Deliveries)
        {
            JournalEntry entry = group.Entries[delivery.EntryIndex];
            Mailbox mailbox = Of(delivery.Participant);
            mailbox.Publish(new MailboxMessage(delivery.Participant, delivery.Cursor, delivery.Kind, entry.Entity, entry.Event, entry.After));
            _oldestFirst.Enqueue(mailbox);
            if (_oldestFirst.Count > messagesInMemoryMax) _oldestFirst.Dequeue().DropOldest();
        }
    }

    /// <inheritdoc/>
    public long LastCursor(ParticipantId participant) => Of(participant).LastCursor;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<MailboxMessage>> ReadAsync(
        ParticipantId participant, long afterCursor, int max, TimeSpan wait, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterCursor);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        long endsAt = Environment.TickCount64 + (long)wait.TotalMilliseconds;
        Mailbox mailbox = Of(participant);
        while (true)
        {
            MailboxMessage[] messages = mailbox.Read(afterCursor, max, out bool inMemory, out Task? arrival);
            if (!inMemory) messages = ReadFromJournal(participant, afterCursor, max);
            if (messages.Length > 0) return messages;
            long leftMs = endsAt - Environment.TickCount64;
            if (leftMs <= 0) return messages;
            try
            {
                if (arrival is null) await Task.Delay(IndexLag, cancellation).ConfigureAwait(false);
                else await arrival.WaitAsync(TimeSpan.FromMilliseconds(leftMs), cancellation).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                return messages;
            }
        }
    }

    private MailboxMessage[] ReadFromJournal(ParticipantId participant, long afterCursor, int max)
    {
        var messages = new List<MailboxMessage>();
        foreach (MailboxPointer pointer in _readSide.ReadMailbox(participant, afterCursor, max))
        {
            if (pointer.Cursor != afterCursor + 1 + messages.Count) break;
            (JournalEntry entry, Payment? after) = _archive.LoadAsOf(pointer.Position, pointer.EntryIndex);
            messages.Add(new MailboxMessage(participant, pointer.Cursor, pointer.Kind, entry.Entity, entry.Event, after));
        }

        return [.. messages];
    }

    private Mailbox Of(ParticipantId participant) => _mailboxes.GetOrAdd(participant, static _ => new Mailbox());
}
