using System.Buffers;
using System.Security.Cryptography;

namespace PaymentSwitch.Storage.Audit;

/// <summary>The two hashes of a Merkle tree as RFC 6962 has them: leaves and nodes are told apart by the first byte, so that neither passes for the other.</summary>
internal static class MerkleHash
{
    /// <summary>How many bytes a hash has.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    // Most leaves are short; messages of banks are not.
    private const int BytesOnStack = 512;

    /// <summary>The root of a tree without leaves.</summary>
    public static byte[] Empty => SHA256.HashData([]);

    /// <summary>The hash of a leaf that holds one thing and then another.</summary>
    /// <param name="first">The first; empty for none.</param>
    /// <param name="second">The other.</param>
    /// <param name="into">Where the hash goes: <see cref="Length"/> bytes.</param>
    public static void Leaf(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> into)
    {
        int length = 1 + first.Length + second.Length;
        byte[]? rented = length <= BytesOnStack ? null : ArrayPool<byte>.Shared.Rent(length);
        Span<byte> prefixed = (rented ?? stackalloc byte[BytesOnStack])[..length];
        prefixed[0] = LeafPrefix;
        first.CopyTo(prefixed[1..]);
        second.CopyTo(prefixed[(1 + first.Length)..]);
        SHA256.HashData(prefixed, into);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>The hash of a leaf.</summary>
    /// <param name="data">What the leaf holds.</param>
    public static byte[] Leaf(ReadOnlySpan<byte> data)
    {
        byte[] hash = new byte[Length];
        Leaf([], data, hash);
        return hash;
    }

    /// <summary>The hash of a node; it may go where one of the two stands.</summary>
    public static void Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> into)
    {
        Span<byte> both = stackalloc byte[1 + (2 * Length)];
        both[0] = NodePrefix;
        left.CopyTo(both[1..]);
        right.CopyTo(both[(1 + Length)..]);
        SHA256.HashData(both, into);
    }

    /// <inheritdoc cref="Node(ReadOnlySpan{byte}, ReadOnlySpan{byte}, Span{byte})"/>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        byte[] hash = new byte[Length];
        Node(left, right, hash);
        return hash;
    }
}
