using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PaymentSwitch.Storage.Events;

/// <summary>The checksum of a snapshot's row: SHA-256 over the row's two numbers and its payload.</summary>
internal static class SnapshotHash
{
    public static byte[] Of(long version, long number, ReadOnlySpan<byte> payload)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> numbers = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(numbers, version);
        BinaryPrimitives.WriteInt64BigEndian(numbers[8..], number);
        hash.AppendData(numbers);
        hash.AppendData(payload);
        return hash.GetHashAndReset();
    }
}
