using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Gateway.Mailboxes;

/// <summary>
/// Who reads which mailbox now. One reader that goes on from its cursor is what a bank needs; each mailbox has room for a few, and for each
/// mailbox one piece of a page is made at a time, so that a bank that asks often for old messages keeps one processor busy at most.
/// </summary>
/// <param name="underWayMax">How many reads of one mailbox may be under way.</param>
internal sealed class MailboxReaders(int underWayMax)
{
    private readonly ConcurrentDictionary<ParticipantId, Readers> _readers = new();

    /// <summary>Counts a read in. Null, and not counted, where there are too many; otherwise to be disposed of when it has ended.</summary>
    public MailboxReader? TryEnter(ParticipantId participant)
    {
        Readers readers = _readers.GetOrAdd(participant, static _ => new Readers());
        if (Interlocked.Increment(ref readers.UnderWay) <= underWayMax) return new MailboxReader(readers);
        Interlocked.Decrement(ref readers.UnderWay);
        return null;
    }

    /// <summary>The reads of one mailbox.</summary>
    [SuppressMessage("Design", "CA1001", Justification = "It lives as long as the gateway, and nobody asks the semaphore for its wait handle.")]
    internal sealed class Readers
    {
        public readonly SemaphoreSlim Turn = new(1);
        public int UnderWay;
    }
}

/// <summary>A read of a mailbox that is under way.</summary>
/// <param name="readers">All reads of this mailbox.</param>
internal readonly struct MailboxReader(MailboxReaders.Readers readers) : IDisposable
{
    /// <summary>Waits until no other reader of this mailbox is having messages made.</summary>
    public Task TakeTurnAsync(CancellationToken cancellation) => readers.Turn.WaitAsync(cancellation);

    /// <summary>Lets the next one.</summary>
    public void EndTurn() => readers.Turn.Release();

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Decrement(ref readers.UnderWay);
}
