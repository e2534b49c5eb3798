using System.Buffers.Binary;

namespace PaymentSwitch.Storage.ReadModels;

/// <summary>
/// A run of up to 256 numbers of payments that one participant has sent or received, as one blob of 8 bytes each. It
/// stands in for an index by participant, which would cost more than all else that is written for a payment.
/// </summary>
/// <param name="participant">The participant's number in the file.</param>
/// <param name="first">The number of the first payment in it, by which the block is found.</param>
internal sealed class PaymentBlock(long participant, long first)
{
    private const int Size = 256;
    private const int NumberBytes = sizeof(long);
    private readonly byte[] _bytes = new byte[Size * NumberBytes];
    private int _count;

    public long Participant { get; } = participant;

    public long First { get; } = first;

    /// <summary>Whether it holds numbers that are not stored.</summary>
    public bool IsDirty { get; set; }

    public bool IsFull => _count == Size;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _count * NumberBytes);

    /// <summary>Takes up what was stored of this block.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public void Restore(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _bytes.Length || bytes.Length % NumberBytes != 0) throw new InvalidDataException("a block of payments has not the length of one");
        bytes.CopyTo(_bytes);
        _count = bytes.Length / NumberBytes;
    }

    public void Add(long payment)
    {
        BinaryPrimitives.WriteInt64BigEndian(_bytes.AsSpan(_count * NumberBytes), payment);
        _count++;
        IsDirty = true;
    }

    /// <summary>The numbers in a stored block, the latest first.</summary>
    public static long[] LatestFirst(ReadOnlySpan<byte> bytes)
    {
        long[] numbers = new long[bytes.Length / NumberBytes];
        for (int i = 0; i < numbers.Length; i++) numbers[^(i + 1)] = BinaryPrimitives.ReadInt64BigEndian(bytes[(i * NumberBytes)..]);
        return numbers;
    }
}
