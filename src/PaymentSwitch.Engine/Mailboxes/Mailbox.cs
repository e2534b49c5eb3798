namespace PaymentSwitch.Engine.Mailboxes;

/// <summary>The latest messages of one mailbox, and those who wait for the next one.</summary>
internal sealed class Mailbox
{
    private readonly Lock _gate = new();
    private MailboxMessage[] _ring = new MailboxMessage[16];
    private long _firstCursor = 1;
    private long _lastCursor;
    private TaskCompletionSource? _arrival;

    /// <summary>The last cursor that readers may see.</summary>
    public long LastCursor => Volatile.Read(ref _lastCursor);

    /// <summary>Says which cursor was given out last, where the messages before are not at hand.</summary>
    public void StartAfter(long cursor)
    {
        _firstCursor = cursor + 1;
        _lastCursor = cursor;
    }

    /// <summary>Puts the next message in and wakes those who wait.</summary>
    public void Publish(MailboxMessage message)
    {
        TaskCompletionSource? arrival;
        lock (_gate)
        {
            if (message.Cursor != _lastCursor + 1)
                throw new InvalidOperationException($"Mailbox: after cursor {_lastCursor} came {message.Cursor}.");
            if (message.Cursor - _firstCursor >= _ring.Length) Grow();
            _ring[message.Cursor & (_ring.Length - 1)] = message;
            Volatile.Write(ref _lastCursor, message.Cursor);
            arrival = _arrival;
            _arrival = null;
        }

        arrival?.TrySetResult();
    }

    /// <summary>Lets go of the oldest message in memory.</summary>
    public void DropOldest()
    {
        lock (_gate)
        {
            if (_firstCursor > _lastCursor) return;
            _ring[_firstCursor & (_ring.Length - 1)] = null!;
            _firstCursor++;
        }
    }

    /// <summary>The messages after a cursor, as far as they are in memory.</summary>
    /// <param name="afterCursor">The last cursor the reader has.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="inMemory">False where the message after the cursor has left memory.</param>
    /// <param name="arrival">Completes when there is more; null where something was found.</param>
    public MailboxMessage[] Read(long afterCursor, int max, out bool inMemory, out Task? arrival)
    {
        lock (_gate)
        {
            arrival = null;
            inMemory = afterCursor + 1 >= _firstCursor;
            if (!inMemory) return [];
            int count = (int)Math.Min(max, Math.Max(0, _lastCursor - afterCursor));
            if (count == 0)
            {
                _arrival ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                arrival = _arrival.Task;
                return [];
            }

            var messages = new MailboxMessage[count];
            for (int i = 0; i < count; i++) messages[i] = _ring[(afterCursor + 1 + i) & (_ring.Length - 1)];
            return messages;
        }
    }

    private void Grow()
    {
        var larger = new MailboxMessage[_ring.Length * 2];
        for (long cursor = _firstCursor; cursor <= _lastCursor; cursor++)
            larger[cursor & (larger.Length - 1)] = _ring[cursor & (_ring.Length - 1)];
        _ring = larger;
    }
}
