using System.Buffers.Binary;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine;

namespace PaymentSwitch.Storage.ReadModels;

/// <summary>
/// A run of 88 movements of one account as one blob: 45 bytes each (time, amount, kind, UETR, position, index of the
/// fact). The number follows from the block's number and the place in it, the balance from the one before the block.
/// </summary>
/// <param name="account">The account's number in the file.</param>
internal sealed class MovementBlock(long account)
{
    /// <summary>How many movements a block covers: as many as a row can hold within one page, so that storing it again writes one.</summary>
    public const int Size = 88;

    /// <summary>The greatest number of a block: it takes 32 bits of a row's key.</summary>
    public const long NumberMax = uint.MaxValue;

    private const int RecordBytes = 45;
    private const int UetrAt = 17;
    private readonly byte[] _bytes = new byte[Size * RecordBytes];
    private int _count;

    public long Account { get; } = account;

    /// <summary>The block's number; block 0 begins with movement 1.</summary>
    public long Number { get; private set; }

    /// <summary>When its first movement was, in Unix milliseconds.</summary>
    public long FirstAtMs { get; private set; }

    /// <summary>The balance before its first movement, in minor units.</summary>
    public long BalanceBeforeMinor { get; private set; }

    /// <summary>The balance after its last movement, in minor units.</summary>
    public long BalanceMinor { get; private set; }

    /// <summary>Whether it holds movements that are not stored.</summary>
    public bool IsDirty { get; set; }

    public bool IsFull => _count == Size;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _count * RecordBytes);

    /// <summary>The number of the block that a movement lies in.</summary>
    public static long NumberOf(long movement) => (movement - 1) / Size;

    /// <summary>The key of a block's row: the account's blocks follow each other, and no index beside the rows is needed.</summary>
    public static long KeyOf(long account, long block) => (account << 32) | block;

    /// <summary>The number of the block in a row.</summary>
    public static long NumberOfKey(long key) => key & NumberMax;

    /// <summary>The number of a block's first movement.</summary>
    public static long FirstOf(long block) => (block * Size) + 1;

    /// <summary>Takes up what was stored.</summary>
    /// <exception cref="InvalidDataException">It is no block.</exception>
    public void Restore(long number, long firstAtMs, long balanceBeforeMinor, ReadOnlySpan<byte> bytes)
    {
        _count = CountOf(bytes);
        bytes.CopyTo(_bytes);
        Number = number;
        FirstAtMs = firstAtMs;
        BalanceBeforeMinor = balanceBeforeMinor;
        BalanceMinor = balanceBeforeMinor;
        for (int i = 0; i < _count; i++) BalanceMinor += AmountAt(bytes, i);
    }

    /// <summary>Adds a movement. A full block becomes the next one first: what was in it must have been stored.</summary>
    /// <returns>The movement's number.</returns>
    public long Add(in BookedFact booked, long atMs, long position, int entryIndex)
    {
        if (IsFull) BeginNext();
        if (_count == 0) FirstAtMs = atMs;
        Span<byte> at = _bytes.AsSpan(_count * RecordBytes, RecordBytes);
        BinaryPrimitives.WriteInt64BigEndian(at, atMs);
        BinaryPrimitives.WriteInt64BigEndian(at[8..], booked.AmountMinor);
        at[16] = (byte)booked.Kind;
        // No UETR is all zeros.
        booked.Payment.GetValueOrDefault().Value.TryWriteBytes(at[UetrAt..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(at[33..], position);
        BinaryPrimitives.WriteInt32BigEndian(at[41..], entryIndex);
        _count++;
        BalanceMinor += booked.AmountMinor;
        IsDirty = true;
        return (Number * Size) + _count;
    }

    /// <summary>Adds stored movements from a number on to a list, up to a length of the list.</summary>
    /// <exception cref="InvalidDataException">It is no block.</exception>
    public static void Read(
        AccountId account, long block, long balanceBeforeMinor, ReadOnlySpan<byte> bytes, long fromNumber, int max, List<Movement> movements)
    {
        int count = CountOf(bytes);
        long balanceMinor = balanceBeforeMinor;
        for (int i = 0; i < count && movements.Count < max; i++)
        {
            long amountMinor = AmountAt(bytes, i);
            balanceMinor += amountMinor;
            long number = FirstOf(block) + i;
            if (number < fromNumber) continue;
            ReadOnlySpan<byte> at = bytes.Slice(i * RecordBytes, RecordBytes);
            var uetr = new Guid(at.Slice(UetrAt, 16), bigEndian: true);
            movements.Add(new Movement(
                account,
                number,
                BinaryPrimitives.ReadInt64BigEndian(at),
                amountMinor,
                balanceMinor,
                (MovementKind)at[16],
                uetr == Guid.Empty ? null : new Uetr(uetr),
                null,
                BinaryPrimitives.ReadInt64BigEndian(at[33..]),
                BinaryPrimitives.ReadInt32BigEndian(at[41..])));
        }
    }

    /// <summary>The number of the first movement of a stored block at or after a moment, or null where all are before it.</summary>
    /// <exception cref="InvalidDataException">It is no block.</exception>
    public static long? Find(long block, ReadOnlySpan<byte> bytes, long atOrAfterMs)
    {
        int count = CountOf(bytes);
        for (int i = 0; i < count; i++)
            if (BinaryPrimitives.ReadInt64BigEndian(bytes[(i * RecordBytes)..]) >= atOrAfterMs) return FirstOf(block) + i;
        return null;
    }

    /// <summary>How many movements a stored block has.</summary>
    /// <exception cref="InvalidDataException">It is no block.</exception>
    public static int CountOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes.Length > Size * RecordBytes || bytes.Length % RecordBytes != 0)
            throw new InvalidDataException("a block of movements has not the length of one");
        return bytes.Length / RecordBytes;
    }

    private static long AmountAt(ReadOnlySpan<byte> bytes, int index) => BinaryPrimitives.ReadInt64BigEndian(bytes[((index * RecordBytes) + 8)..]);

    private void BeginNext()
    {
        Number++;
        BalanceBeforeMinor = BalanceMinor;
        _count = 0;
    }
}
