using Google.Protobuf;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Events;

/// <summary>A snapshot without the identities in its segments to bytes and back.</summary>
internal static partial class SnapshotCodec
{
    /// <exception cref="JournalException">There is no stored form for something in it.</exception>
    public static byte[] Write(SwitchSnapshot snapshot)
    {
        var stored = new Stored.Snapshot { AtMs = snapshot.AtMs };
        foreach ((AccountState state, long sequenceNr) in snapshot.Accounts) stored.Accounts.Add(Account(state, sequenceNr));
        foreach ((Participant state, long sequenceNr) in snapshot.Participants) stored.Participants.Add(Participant(state, sequenceNr));
        foreach (LivePayment live in snapshot.LivePayments) stored.Payments.Add(Payment(live));
        foreach (LiveEntity live in snapshot.Others) stored.Others.Add(Entity(live));
        foreach ((ParticipantId participant, long cursor) in snapshot.MailboxCursors)
            stored.Mailboxes.Add(new Stored.SnapshotMailbox { Participant = participant.Value, Cursor = cursor });
        if (!snapshot.Tail.IsNone) stored.Tail = new Stored.Mark { Transaction = (ulong)snapshot.Tail.Transaction, Row = (ulong)snapshot.Tail.Row };
        foreach (IdentitySegment segment in snapshot.Identities)
        {
            stored.Segments.Add(new Stored.SnapshotSegment
            {
                Number = segment.Number, Revision = segment.Revision, Count = segment.Identities.Length,
            });
        }

        return stored.ToByteArray();
    }

    /// <summary>The snapshot of its bytes.</summary>
    /// <param name="position">Its position.</param>
    /// <param name="bytes">What <see cref="Write"/> gave.</param>
    /// <param name="segments">Gives the identities of the segments that belong to it.</param>
    /// <exception cref="InvalidProtocolBufferException">The bytes are not those of a snapshot.</exception>
    /// <exception cref="InvalidDataException">They are not those of a snapshot of this version.</exception>
    public static SwitchSnapshot Read(
        long position, byte[] bytes, Func<IReadOnlyList<Stored.SnapshotSegment>, IReadOnlyList<IdentitySegment>> segments)
    {
        Stored.Snapshot stored = Stored.Snapshot.Parser.ParseFrom(bytes);
        var facts = new FactReader();
        return new SwitchSnapshot(
            position,
            stored.AtMs,
            [.. stored.Accounts.Select(account => (Account(account), (long)account.SequenceNr))],
            [.. stored.Participants.Select(participant => (Participant(participant, facts), (long)participant.SequenceNr))],
            [.. stored.Payments.Select(payment => Payment(payment, facts))],
            [.. stored.Mailboxes.Select(mailbox => (new ParticipantId(mailbox.Participant), mailbox.Cursor))],
            segments(stored.Segments))
        {
            Tail = stored.Tail is { } tail ? new TailMark((long)tail.Transaction, (long)tail.Row) : default,
            Others = [.. stored.Others.Select(other => Entity(other, facts))],
        };
    }

    private static Stored.SnapshotPayment Payment(LivePayment live)
    {
        var payment = new Stored.SnapshotPayment { Uetr = Bytes(live.Uetr), LastPosition = live.LastPosition };
        payment.Facts.AddRange(Facts(EntityKey.Of(live.Uetr), live.Facts));
        return payment;
    }

    private static LivePayment Payment(Stored.SnapshotPayment payment, FactReader facts) => new(
        StoredReader.UetrOf(payment.Uetr.Span),
        payment.LastPosition,
        [
            .. payment.Facts.Select(fact =>
                Fact(fact, facts).Event as PaymentEvent ?? throw new InvalidDataException("a payment has a fact that is none of a payment")),
        ]);

    private static Stored.SnapshotEntity Entity(LiveEntity live)
    {
        // It is found again by its facts alone.
        if (live.Facts.Count == 0) throw new JournalException($"{live.Key} is to be kept by its facts, and has none.");
        var entity = new Stored.SnapshotEntity();
        entity.Facts.AddRange(Facts(live.Key, live.Facts));
        return entity;
    }

    private static LiveEntity Entity(Stored.SnapshotEntity entity, FactReader facts)
    {
        JournalEntry[] entries = [.. entity.Facts.Select(fact => Fact(fact, facts))];
        if (entries.Length == 0) throw new InvalidDataException("an entity has no facts");
        if (entries.Any(entry => entry.Entity != entries[0].Entity)) throw new InvalidDataException($"{entries[0].Entity} has a fact of another entity");
        return new LiveEntity(entries[0].Entity, [.. entries.Select(entry => entry.Event)]);
    }

    private static IEnumerable<ByteString> Facts(EntityKey key, IReadOnlyList<IDomainEvent> facts)
    {
        var buffer = new StoredBuffer(4096);
        for (int i = 0; i < facts.Count; i++)
        {
            buffer.Clear();
            FactWriter.Write(buffer, new JournalEntry(key, i + 1, 0, facts[i]), 0);
            yield return ByteString.CopyFrom(buffer.Written);
        }
    }

    private static JournalEntry Fact(ByteString fact, FactReader facts)
    {
        // A copy, which the fact's messages are slices of.
        byte[] bytes = fact.ToByteArray();
        return facts.Read(new StoredReader(bytes, 0, bytes.Length), 0);
    }

    private static ByteString Bytes(Uetr uetr)
    {
        byte[] bytes = new byte[16];
        uetr.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }
}
