using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PaymentSwitch.Storage.Rows;

/// <summary>The chain: SHA-256 over a label, the hash before, and everything else in the row. Not for several threads at once.</summary>
internal sealed class JournalHash : IDisposable
{
    /// <summary>How many bytes a hash has.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    private static readonly byte[] Label = "paymentswitch-journal-1\n"u8.ToArray();

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The hash before the first row.</summary>
    public static ReadOnlySpan<byte> Genesis => new byte[Length];

    /// <summary>The hash of a row.</summary>
    /// <param name="before">The hash of the row before it.</param>
    /// <param name="row">The row's numbers.</param>
    /// <param name="payload">Its payload.</param>
    /// <param name="into">Where the hash goes: <see cref="Length"/> bytes.</param>
    public void Of(ReadOnlySpan<byte> before, in RowNumbers row, ReadOnlySpan<byte> payload, Span<byte> into)
    {
        Span<byte> header = stackalloc byte[Label.Length + Length + 48];
        Label.CopyTo(header);
        before.CopyTo(header[Label.Length..]);
        Span<byte> numbers = header[(Label.Length + Length)..];
        BinaryPrimitives.WriteInt64BigEndian(numbers, row.Position);
        BinaryPrimitives.WriteInt64BigEndian(numbers[8..], row.Epoch);
        BinaryPrimitives.WriteInt64BigEndian(numbers[16..], row.Count);
        BinaryPrimitives.WriteInt64BigEndian(numbers[24..], row.AtMs);
        BinaryPrimitives.WriteInt64BigEndian(numbers[32..], row.Version);
        BinaryPrimitives.WriteInt64BigEndian(numbers[40..], payload.Length);
        _hash.AppendData(header);
        _hash.AppendData(payload);
        _hash.GetHashAndReset(into);
    }

    public void Dispose() => _hash.Dispose();
}

/// <summary>The numbers in a row of the journal.</summary>
/// <param name="Position">The group's position.</param>
/// <param name="Epoch">The epoch of the writer that appended it.</param>
/// <param name="Count">How many facts are in it.</param>
/// <param name="AtMs">When it was handed over, in Unix milliseconds.</param>
/// <param name="Version">The version of the payload's form.</param>
internal readonly record struct RowNumbers(long Position, long Epoch, long Count, long AtMs, long Version);
