using System.Security.Cryptography;

namespace PaymentSwitch.Storage.Audit;

/// <summary>The two hashes of a Merkle tree as RFC 6962 has them: leaves and nodes are told apart by the first byte, so that neither passes for the other.</summary>
internal static class MerkleHash
{
    /// <summary>How many bytes a hash has.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    // Leaves here are short: a hash, or two.
    private const int LeafBytesOnStack = 128;

    /// <summary>The root of a tree without leaves.</summary>
    public static byte[] Empty => SHA256.HashData([]);

    /// <summary>The hash of a leaf.</summary>
    /// <param name="data">What the leaf holds.</param>
    /// <param name="into">Where the hash goes: <see cref="Length"/> bytes.</param>
    public static void Leaf(ReadOnlySpan<byte> data, Span<byte> into)
    {
        Span<byte> prefixed = data.Length < LeafBytesOnStack ? stackalloc byte[LeafBytesOnStack] : new byte[data.Length + 1];
        prefixed[0] = LeafPrefix;
        data.CopyTo(prefixed[1..]);
        SHA256.HashData(prefixed[..(data.Length + 1)], into);
    }

    /// <inheritdoc cref="Leaf(ReadOnlySpan{byte}, Span{byte})"/>
    public static byte[] Leaf(ReadOnlySpan<byte> data)
    {
        byte[] hash = new byte[Length];
        Leaf(data, hash);
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
