using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Events;

/// <summary>
/// Commit groups to the payload of a journal row and back. It keeps its buffers and what it has read not long ago, so one
/// instance is for one thread at a time.
/// </summary>
/// <param name="copies">
/// Whether the messages in groups that are read are copies. Otherwise they are slices of the payload: faster, and right
/// for who reads everything; but a single payment kept from a group would keep the whole payload in memory.
/// </param>
internal sealed class GroupCodec(bool copies = false)
{
    /// <summary>The version of a payload's form, stored in each row.</summary>
    public const int Version = 1;

    // Room is made for no more than so many facts before they are there: a damaged count must not take all memory.
    private const int ExpectedFactsMax = 1 << 16;

    private readonly StoredBuffer _buffer = new();
    private readonly Dictionary<ParticipantId, int> _indexes = [];
    private readonly List<ParticipantId> _participants = [];
    private readonly FactReader _facts = new(copies);

    /// <summary>The payload. Valid until the next call.</summary>
    /// <exception cref="JournalException">There is no stored form for one of the facts.</exception>
    public ReadOnlySpan<byte> Write(CommitGroup group) => WriteMemory(group).Span;

    /// <summary>The payload, for who hands it on. Valid until the next call.</summary>
    /// <exception cref="JournalException">There is no stored form for one of the facts.</exception>
    public ReadOnlyMemory<byte> WriteMemory(CommitGroup group)
    {
        _buffer.Clear();
        List<JournalEntry> entries = group.Entries;
        for (int i = 0; i < entries.Count; i++)
        {
            int start = _buffer.Open(1);
            FactWriter.Write(_buffer, entries[i], group.Position);
            _buffer.Close(start);
        }

        _indexes.Clear();
        _participants.Clear();
        foreach (Delivery delivery in group.Deliveries)
        {
            if (!_indexes.TryGetValue(delivery.Participant, out int index))
            {
                index = _participants.Count;
                _indexes.Add(delivery.Participant, index);
                _participants.Add(delivery.Participant);
            }

            int start = _buffer.Open(2);
            _buffer.Number(1, index);
            _buffer.Number(2, delivery.Cursor);
            _buffer.Number(3, delivery.EntryIndex);
            _buffer.Number(4, (long)delivery.Kind);
            _buffer.Close(start);
        }

        foreach (ParticipantId participant in _participants) _buffer.TextAlways(3, participant.Value);
        if (!group.Tail.IsNone)
        {
            int mark = _buffer.Open(4);
            _buffer.Number(1, group.Tail.Transaction);
            _buffer.Number(2, group.Tail.Row);
            _buffer.Close(mark);
        }

        return _buffer.WrittenMemory;
    }

    /// <summary>The group of a payload.</summary>
    /// <param name="position">The group's position.</param>
    /// <param name="atMs">When it was handed over, in Unix milliseconds.</param>
    /// <param name="count">How many facts the row says it has.</param>
    /// <param name="payload">The payload; not to be changed any more.</param>
    /// <exception cref="JournalException">It is not what a writer wrote, or of a later version.</exception>
    public CommitGroup Read(long position, long atMs, long count, byte[] payload)
    {
        CommitGroup group = Read(new CommitGroup((int)Math.Clamp(count, 0, ExpectedFactsMax)) { Position = position, AtMs = atMs }, payload);
        if (group.Entries.Count != count)
            throw new JournalException($"Journal position {position}: the row says {count} facts, and {group.Entries.Count} are there.");
        return group;
    }

    /// <summary>What a payload has, where nothing beside it says how many facts there are.</summary>
    /// <exception cref="JournalException">It is not what a writer wrote, or of a later version.</exception>
    public CommitGroup ReadAny(byte[] payload) => Read(new CommitGroup(1) { Position = 0 }, payload);

    private CommitGroup Read(CommitGroup group, byte[] payload)
    {
        long position = group.Position;
        try
        {
            _participants.Clear();
            int firstDelivery = -1;
            var reader = new StoredReader(payload, 0, payload.Length);
            while (reader.Next())
            {
                switch (reader.Field)
                {
                    case 1:
                        group.Entries.Add(_facts.Read(reader.Message(), position));
                        break;
                    case 3:
                        _participants.Add(_facts.Participant(ref reader));
                        break;
                    case 4:
                        group.Tail = Mark(reader.Message());
                        break;
                    default:
                        if (reader.Field == 2 && firstDelivery < 0) firstDelivery = reader.FieldStart;
                        reader.Skip();
                        break;
                }
            }

            // The names that deliveries refer to come after them.
            if (firstDelivery >= 0) ReadDeliveries(new StoredReader(payload, firstDelivery, payload.Length), group);
        }
        catch (InvalidDataException error)
        {
            throw new JournalException($"Journal position {position}, fact {group.Entries.Count}: {error.Message}.", error);
        }

        return group;
    }

    private static TailMark Mark(StoredReader from)
    {
        long transaction = 0, row = 0;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: transaction = from.Natural(); break;
                case 2: row = from.Natural(); break;
                default: from.Skip(); break;
            }
        }

        return new TailMark(transaction, row);
    }

    private void ReadDeliveries(StoredReader from, CommitGroup group)
    {
        while (from.Next())
        {
            if (from.Field == 2) group.Deliveries.Add(Delivery(from.Message(), group.Entries.Count));
            else from.Skip();
        }
    }

    private Delivery Delivery(StoredReader from, int facts)
    {
        int participant = 0, fact = 0, kind = 0;
        long cursor = 0;
        while (from.Next())
        {
            switch (from.Field)
            {
                case 1: participant = from.Count(); break;
                case 2: cursor = from.Natural(); break;
                case 3: fact = from.Count(); break;
                case 4: kind = from.Count(); break;
                default: from.Skip(); break;
            }
        }

        if (participant >= _participants.Count) throw new InvalidDataException("a delivery names a participant that is not there");
        if (fact >= facts) throw new InvalidDataException("a delivery follows from a fact that is not there");
        if (!Enum.IsDefined((DeliveryKind)kind)) throw new InvalidDataException($"this version of the switch knows no delivery of kind {kind}");
        return new Delivery(_participants[participant], cursor, fact, (DeliveryKind)kind);
    }
}
