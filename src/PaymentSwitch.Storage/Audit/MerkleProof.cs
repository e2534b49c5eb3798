using System.Numerics;

namespace PaymentSwitch.Storage.Audit;

/// <summary>Verifies proofs without the tree.</summary>
internal static class MerkleProof
{
    /// <summary>Whether a leaf stands in a tree.</summary>
    /// <param name="leaf">The leaf's hash.</param>
    /// <param name="index">Where it stands, counted from 0.</param>
    /// <param name="size">How many leaves the tree has.</param>
    /// <param name="path">The proof.</param>
    /// <param name="root">The tree's root.</param>
    public static bool HasLeaf(ReadOnlySpan<byte> leaf, long index, long size, IReadOnlyList<byte[]> path, ReadOnlySpan<byte> root) =>
        RootOf(leaf, index, size, path) is byte[] found && root.SequenceEqual(found);

    /// <summary>The root of the tree in which a leaf stands; null where the proof is none for such a tree.</summary>
    /// <inheritdoc cref="HasLeaf"/>
    public static byte[]? RootOf(ReadOnlySpan<byte> leaf, long index, long size, IReadOnlyList<byte[]> path)
    {
        if (index < 0 || index >= size || leaf.Length != MerkleHash.Length) return null;
        byte[] hash = leaf.ToArray();
        // The node on the way to the root, and the last one of its level.
        long node = index, last = size - 1;
        foreach (byte[] beside in path)
        {
            if (last == 0 || beside.Length != MerkleHash.Length) return null;
            if ((node & 1) == 1 || node == last)
            {
                MerkleHash.Node(beside, hash, hash);
                SkipLonely(ref node, ref last);
            }
            else
            {
                MerkleHash.Node(hash, beside, hash);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0 ? hash : null;
    }

    /// <summary>Whether a tree begins with all the leaves of a smaller one.</summary>
    /// <param name="firstSize">How many leaves the smaller one has; at least 1.</param>
    /// <param name="firstRoot">Its root.</param>
    /// <param name="size">How many leaves the tree has.</param>
    /// <param name="root">Its root.</param>
    /// <param name="path">The proof.</param>
    public static bool Continues(long firstSize, ReadOnlySpan<byte> firstRoot, long size, ReadOnlySpan<byte> root, IReadOnlyList<byte[]> path)
    {
        if (firstSize < 1 || firstSize > size || path.Any(hash => hash.Length != MerkleHash.Length)) return false;
        if (firstSize == size) return path.Count == 0 && firstRoot.SequenceEqual(root);
        // A perfect tree stands in the larger one as it is.
        List<byte[]> hashes = BitOperations.IsPow2(firstSize) ? [firstRoot.ToArray(), .. path] : [.. path];
        if (hashes.Count < 2) return false;
        long node = firstSize - 1, last = size - 1;
        while ((node & 1) == 1)
        {
            node >>= 1;
            last >>= 1;
        }

        byte[] first = [.. hashes[0]], whole = [.. hashes[0]];
        foreach (byte[] hash in hashes.Skip(1))
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                MerkleHash.Node(hash, first, first);
                MerkleHash.Node(hash, whole, whole);
                SkipLonely(ref node, ref last);
            }
            else
            {
                MerkleHash.Node(whole, hash, whole);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0 && firstRoot.SequenceEqual(first) && root.SequenceEqual(whole);
    }

    /// <summary>Levels on which the node has no neighbour are passed as it is.</summary>
    private static void SkipLonely(ref long node, ref long last)
    {
        while ((node & 1) == 0 && node != 0)
        {
            node >>= 1;
            last >>= 1;
        }
    }
}
