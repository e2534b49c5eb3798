using System.Buffers.Binary;
using PaymentSwitch.Domain;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.ReadModels;

/// <summary>
/// A run of 256 mailbox pointers as one blob: 13 bytes each (position, index of the fact, kind). The cursor follows from
/// the block's number and the place in it, because mailboxes have no gaps.
/// </summary>
/// <param name="participant">The participant's number in the file.</param>
/// <param name="number">The block's number; block 0 begins with cursor 1.</param>
internal sealed class MailboxBlock(long participant, long number)
{
    /// <summary>How many cursors a block covers.</summary>
    public const int Size = 256;

    private const int PointerBytes = 13;
    private readonly byte[] _bytes = new byte[Size * PointerBytes];
    private int _count;

    public long Participant { get; } = participant;

    public long Number { get; } = number;

    /// <summary>Whether it holds pointers that are not stored.</summary>
    public bool IsDirty { get; set; }

    public bool IsFull => _count == Size;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _count * PointerBytes);

    /// <summary>The number of the block that a cursor lies in.</summary>
    public static long NumberOf(long cursor) => (cursor - 1) / Size;

    /// <summary>Takes up what was stored of this block.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public void Restore(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _bytes.Length || bytes.Length % PointerBytes != 0) throw new InvalidDataException("a block of a mailbox has not the length of one");
        bytes.CopyTo(_bytes);
        _count = bytes.Length / PointerBytes;
    }

    /// <exception cref="JournalException">The cursor is not the next one.</exception>
    public void Add(in Delivery delivery, long position)
    {
        long next = (Number * Size) + _count + 1;
        if (delivery.Cursor != next)
            throw new JournalException($"Journal position {position}: in the mailbox of {delivery.Participant} cursor {next} must come next, not {delivery.Cursor}.");
        Span<byte> at = _bytes.AsSpan(_count * PointerBytes, PointerBytes);
        BinaryPrimitives.WriteInt64BigEndian(at, position);
        BinaryPrimitives.WriteInt32BigEndian(at[8..], delivery.EntryIndex);
        at[12] = (byte)delivery.Kind;
        _count++;
        IsDirty = true;
    }

    /// <summary>Adds the pointers after a cursor to a list, up to a length of the list.</summary>
    public static void Read(ReadOnlySpan<byte> bytes, long number, long afterCursor, int max, List<MailboxPointer> pointers)
    {
        for (int i = (int)Math.Max(0, afterCursor - (number * Size)); (i + 1) * PointerBytes <= bytes.Length && pointers.Count < max; i++)
        {
            ReadOnlySpan<byte> at = bytes.Slice(i * PointerBytes, PointerBytes);
            pointers.Add(new MailboxPointer(
                (number * Size) + i + 1,
                BinaryPrimitives.ReadInt64BigEndian(at),
                BinaryPrimitives.ReadInt32BigEndian(at[8..]),
                (DeliveryKind)at[12]));
        }
    }
}
