using System.Buffers;
using Google.Protobuf;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Events;

/// <summary>Commit groups to the payload of a journal row and back. One instance per writer: it reuses its buffers.</summary>
internal sealed class GroupCodec
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 20);
    private readonly Dictionary<ParticipantId, uint> _participants = [];
    private readonly Stored.Group _group = new();

    /// <summary>The payload. Valid until the next call.</summary>
    public ReadOnlyMemory<byte> Write(CommitGroup group)
    {
        _group.Facts.Clear();
        _group.Deliveries.Clear();
        _group.Participants.Clear();
        _participants.Clear();
        foreach (JournalEntry entry in group.Entries) _group.Facts.Add(FactWriter.Write(entry, group.Position));
        foreach (Delivery delivery in group.Deliveries)
        {
            if (!_participants.TryGetValue(delivery.Participant, out uint index))
            {
                index = (uint)_group.Participants.Count;
                _participants.Add(delivery.Participant, index);
                _group.Participants.Add(delivery.Participant.Value);
            }

            _group.Deliveries.Add(new Stored.Delivery
            {
                Participant = index, Cursor = (ulong)delivery.Cursor, Fact = (uint)delivery.EntryIndex, Step = (uint)delivery.Step,
            });
        }

        _buffer.ResetWrittenCount();
        _group.WriteTo(_buffer);
        return _buffer.WrittenMemory;
    }

    /// <summary>The group of a payload.</summary>
    /// <exception cref="JournalException">It is not what a writer wrote, or of a later version.</exception>
    public static CommitGroup Read(long position, long atMs, byte[] payload)
    {
        Stored.Group stored;
        try
        {
            stored = Stored.Group.Parser.ParseFrom(payload);
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new JournalException($"Journal position {position}: the payload cannot be read.", error);
        }

        var group = new CommitGroup(stored.Facts.Count) { Position = position, AtMs = atMs };
        foreach (Stored.Fact fact in stored.Facts) group.Entries.Add(FactReader.Read(fact, position));
        ParticipantId[] participants = [.. stored.Participants.Select(name => new ParticipantId(name))];
        foreach (Stored.Delivery delivery in stored.Deliveries)
        {
            group.Deliveries.Add(new Delivery(
                participants[(int)delivery.Participant], (long)delivery.Cursor, (int)delivery.Fact, (PaymentStep)delivery.Step));
        }

        return group;
    }
}
