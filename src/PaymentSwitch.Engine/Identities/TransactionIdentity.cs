using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Engine.Identities;

/// <summary>Sender and transaction id as one number.</summary>
internal static class TransactionIdentity
{
    /// <summary>
    /// The first 64 bits of SHA-256, so that nobody can choose an id that falls together with another bank's. By chance
    /// two of ten million fall together once in 10^5 such sets. 0 where there is no id, or the scheme does not ask.
    /// </summary>
    public static long HashOf(SchemeProfile profile, ParticipantId sender, string? transactionId)
    {
        if (transactionId is null || !profile.Has(SchemeRule.UniqueTransactionId)) return 0;
        string text = $"{sender.Value}\n{transactionId}";
        Span<byte> bytes = stackalloc byte[512];
        if (!Encoding.UTF8.TryGetBytes(text, bytes, out int length)) return Digest(Encoding.UTF8.GetBytes(text));
        return Digest(bytes[..length]);
    }

    private static long Digest(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        long value = BinaryPrimitives.ReadInt64LittleEndian(hash);
        return value == 0 ? 1 : value;
    }
}
