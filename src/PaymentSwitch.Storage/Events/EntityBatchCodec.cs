using Google.Protobuf;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Engine.Hosting;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Events;

/// <summary>
/// What an entity has stored at once, to bytes and back: in the form of a commit group, without what a group alone has (a position, places in
/// mailboxes), so that the facts are stored as everywhere.
/// </summary>
public static class EntityBatchCodec
{
    [ThreadStatic]
    private static GroupCodec? _codec;

    private static GroupCodec Codec => _codec ??= new GroupCodec();

    /// <summary>The batch as bytes.</summary>
    /// <exception cref="JournalException">There is no stored form for one of the facts.</exception>
    public static byte[] Write(EntityBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var group = new CommitGroup(batch.Facts.Count) { Position = 0 };
        for (int i = 0; i < batch.Facts.Count; i++) group.Entries.Add(new JournalEntry(batch.Entity, batch.FirstSequenceNr + i, 0, batch.Facts[i]));
        foreach (TailDelivery delivery in batch.Deliveries) group.Deliveries.Add(new Delivery(delivery.Participant, 0, delivery.FactIndex, delivery.Kind));
        return Codec.Write(group).ToArray();
    }

    /// <summary>The batch of its bytes, which are not to be changed any more.</summary>
    /// <exception cref="JournalException">They are not what <see cref="Write(EntityBatch)"/> wrote, or of a later version.</exception>
    public static EntityBatch Read(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        CommitGroup group = Codec.ReadAny(bytes);
        if (group.Entries.Count == 0) throw new JournalException("A batch has no facts.");
        JournalEntry first = group.Entries[0];
        for (int i = 1; i < group.Entries.Count; i++)
        {
            if (group.Entries[i].Entity != first.Entity || group.Entries[i].SequenceNr != first.SequenceNr + i)
                throw new JournalException($"A batch of {first.Entity} has a fact that is not the next one of it.");
        }

        return new EntityBatch(
            first.Entity,
            first.SequenceNr,
            [.. group.Entries.Select(entry => entry.Event)],
            [.. group.Deliveries.Select(delivery => new TailDelivery(delivery.Participant, delivery.EntryIndex, delivery.Kind))]);
    }

    /// <summary>A captured account as bytes.</summary>
    /// <param name="state">The account.</param>
    /// <param name="sequenceNr">How many facts are in it.</param>
    public static byte[] Write(AccountState state, long sequenceNr) => SnapshotCodec.Write(new SwitchSnapshot(0, 0, [(state, sequenceNr)], [], [], [], []));

    /// <summary>The captured account of its bytes.</summary>
    /// <exception cref="JournalException">They are not those of one.</exception>
    public static (AccountState State, long SequenceNr) ReadAccount(byte[] bytes)
    {
        try
        {
            return SnapshotCodec.Read(0, bytes, static _ => []).Accounts.Single();
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or InvalidDataException or InvalidOperationException)
        {
            throw new JournalException($"The snapshot of an account cannot be read: {error.Message}", error);
        }
    }
}
