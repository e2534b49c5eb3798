using System.Buffers.Binary;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Engine;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>A run of mailbox pointers as one blob: 21 bytes each (cursor, position, index of the fact, step).</summary>
internal sealed class MailboxBlock(long participant, long number)
{
    /// <summary>How many cursors a block covers.</summary>
    public const int Size = 256;

    private const int PointerBytes = 21;
    private readonly byte[] _bytes = new byte[Size * PointerBytes];
    private int _count;

    public long Participant { get; } = participant;

    public long Number { get; } = number;

    public bool IsDirty { get; set; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _count * PointerBytes);

    public void Restore(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes);
        _count = bytes.Length / PointerBytes;
    }

    public void Add(in MailboxPointer pointer)
    {
        Span<byte> at = _bytes.AsSpan(_count * PointerBytes, PointerBytes);
        BinaryPrimitives.WriteInt64BigEndian(at, pointer.Cursor);
        BinaryPrimitives.WriteInt64BigEndian(at[8..], pointer.Position);
        BinaryPrimitives.WriteInt32BigEndian(at[16..], pointer.EntryIndex);
        at[20] = (byte)pointer.Step;
        _count++;
        IsDirty = true;
    }

    public static void Read(ReadOnlySpan<byte> bytes, long afterCursor, int max, List<MailboxPointer> pointers)
    {
        for (; bytes.Length >= PointerBytes && pointers.Count < max; bytes = bytes[PointerBytes..])
        {
            long cursor = BinaryPrimitives.ReadInt64BigEndian(bytes);
            if (cursor <= afterCursor) continue;
            pointers.Add(new MailboxPointer(
                cursor, BinaryPrimitives.ReadInt64BigEndian(bytes[8..]), BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), (PaymentStep)bytes[20]));
        }
    }
}
