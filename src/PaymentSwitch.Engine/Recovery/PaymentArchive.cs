using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Deciding;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.Recovery;

/// <summary>
/// Finished payments, read from the journal: each fact names the position of the one before it. A few groups are kept,
/// because what is asked for together often stands together.
/// </summary>
internal sealed class PaymentArchive(IJournal journal)
{
    private const int GroupsKept = 8;
    private readonly LinkedList<CommitGroup> _kept = [];
    private readonly Lock _gate = new();

    /// <summary>A payment with all its facts.</summary>
    public LivePayment Load(MissingPayment missing) =>
        new(missing.Uetr, missing.LastPosition, Facts(missing.Uetr, missing.LastPosition, int.MaxValue));

    /// <summary>The fact at a place in the journal, and where it is a payment's the payment as it was with it.</summary>
    public (JournalEntry Entry, Payment? After) LoadAsOf(long position, int entryIndex)
    {
        JournalEntry entry = Group(position).Entries[entryIndex];
        if (entry.Entity.Kind != EntityKind.Payment) return (entry, null);
        Uetr uetr = entry.Entity.Payment;
        return (entry, Payment.Of(uetr, Facts(uetr, position, entryIndex)));
    }

    private PaymentEvent[] Facts(Uetr uetr, long lastPosition, int lastIndex)
    {
        var newestFirst = new List<PaymentEvent>();
        long position = lastPosition;
        while (position > 0)
        {
            List<JournalEntry> entries = Group(position).Entries;
            long previous = 0;
            for (int i = Math.Min(lastIndex, entries.Count - 1); i >= 0; i--)
            {
                if (entries[i].Entity.Kind != EntityKind.Payment || entries[i].Entity.Payment != uetr) continue;
                newestFirst.Add((PaymentEvent)entries[i].Event);
                previous = entries[i].PreviousPosition;
            }

            if (newestFirst.Count == 0 || previous >= position)
                throw new JournalException($"Journal position {position}: the facts of payment {uetr} do not lead back to its first.");
            position = previous;
            lastIndex = int.MaxValue;
        }

        newestFirst.Reverse();
        return [.. newestFirst];
    }

    private CommitGroup Group(long position)
    {
        lock (_gate)
        {
            for (LinkedListNode<CommitGroup>? node = _kept.First; node is not null; node = node.Next)
            {
                if (node.Value.Position != position) continue;
                _kept.Remove(node);
                _kept.AddFirst(node);
                return node.Value;
            }
        }

        CommitGroup group = journal.ReadGroup(position);
        lock (_gate)
        {
            _kept.AddFirst(group);
            if (_kept.Count > GroupsKept) _kept.RemoveLast();
        }

        return group;
    }
}
