using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>The chain: SHA-256 over a label, the hash before, everything else in the row.</summary>
internal static class JournalHash
{
    private static readonly byte[] Label = "paymentswitch-journal-1\n"u8.ToArray();

    /// <summary>The hash before the first row.</summary>
    public static byte[] Genesis { get; } = new byte[SHA256.HashSizeInBytes];

    public static byte[] Of(ReadOnlySpan<byte> before, long position, long epoch, long count, long atMs, ReadOnlySpan<byte> payload)
    {
        Span<byte> numbers = stackalloc byte[40];
        BinaryPrimitives.WriteInt64BigEndian(numbers, position);
        BinaryPrimitives.WriteInt64BigEndian(numbers[8..], epoch);
        BinaryPrimitives.WriteInt64BigEndian(numbers[16..], count);
        BinaryPrimitives.WriteInt64BigEndian(numbers[24..], atMs);
        BinaryPrimitives.WriteInt64BigEndian(numbers[32..], payload.Length);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Label);
        hash.AppendData(before);
        hash.AppendData(numbers);
        hash.AppendData(payload);
        return hash.GetHashAndReset();
    }
}
