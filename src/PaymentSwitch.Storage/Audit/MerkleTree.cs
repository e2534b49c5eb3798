using System.Numerics;

namespace PaymentSwitch.Storage.Audit;

/// <summary>
/// A whole tree in memory, about 64 bytes for each leaf, from which proofs are made. Level 0 has the leaves; a node without a right
/// neighbour stands on the next level as it is, which gives the same root as splitting at the largest power of two.
/// </summary>
internal sealed class MerkleTree
{
    private readonly List<byte[]> _levels = [];

    /// <summary>A tree over leaves.</summary>
    /// <param name="leaves">Their hashes, one after the other: <see cref="MerkleHash.Length"/> bytes each.</param>
    public MerkleTree(ReadOnlySpan<byte> leaves)
    {
        if (leaves.Length % MerkleHash.Length != 0) throw new ArgumentException("These are no hashes.", nameof(leaves));
        Size = leaves.Length / MerkleHash.Length;
        _levels.Add(leaves.ToArray());
        while (_levels[^1].Length > MerkleHash.Length) _levels.Add(Above(_levels[^1]));
    }

    /// <summary>How many leaves there are.</summary>
    public long Size { get; }

    /// <summary>The root.</summary>
    public byte[] Root() => Size == 0 ? MerkleHash.Empty : Hash(_levels.Count - 1, 0).ToArray();

    /// <summary>What shows that a leaf is in the tree: the hashes beside its way to the root, from below.</summary>
    /// <param name="index">Which leaf, counted from 0.</param>
    public IReadOnlyList<byte[]> Inclusion(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Size);
        var path = new List<byte[]>();
        for (int level = 0; level < _levels.Count - 1; level++, index >>= 1)
        {
            long beside = index ^ 1;
            if (beside < CountOf(level)) path.Add(Hash(level, beside).ToArray());
        }

        return path;
    }

    /// <summary>What shows that the tree's first leaves are those of a smaller tree.</summary>
    /// <param name="firstSize">How many leaves that one has; at least 1.</param>
    public IReadOnlyList<byte[]> Consistency(long firstSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(firstSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstSize, Size);
        var path = new List<byte[]>();
        AddConsistency(firstSize, 0, Size, isWhole: true, path);
        return path;
    }

    private static byte[] Above(byte[] level)
    {
        int count = level.Length / MerkleHash.Length;
        byte[] above = new byte[(count + 1) / 2 * MerkleHash.Length];
        for (int i = 0; i < count; i += 2)
        {
            Span<byte> into = above.AsSpan(i / 2 * MerkleHash.Length, MerkleHash.Length);
            ReadOnlySpan<byte> left = level.AsSpan(i * MerkleHash.Length, MerkleHash.Length);
            if (i + 1 == count) left.CopyTo(into);
            else MerkleHash.Node(left, level.AsSpan((i + 1) * MerkleHash.Length, MerkleHash.Length), into);
        }

        return above;
    }

    /// <param name="firstSize">How many of the leaves from <paramref name="from"/> on are in the smaller tree.</param>
    /// <param name="from">The first leaf of the subtree.</param>
    /// <param name="to">The leaf behind its last one.</param>
    /// <param name="isWhole">Whether the verifier can have the subtree's root from the smaller tree itself.</param>
    /// <param name="path">Takes the hashes.</param>
    private void AddConsistency(long firstSize, long from, long to, bool isWhole, List<byte[]> path)
    {
        long size = to - from;
        if (firstSize == size)
        {
            if (!isWhole) path.Add(Subtree(from, to));
            return;
        }

        long split = 1L << (BitOperations.Log2((ulong)(size - 1)));
        if (firstSize <= split)
        {
            AddConsistency(firstSize, from, from + split, isWhole, path);
            path.Add(Subtree(from + split, to));
        }
        else
        {
            AddConsistency(firstSize - split, from + split, to, isWhole: false, path);
            path.Add(Subtree(from, from + split));
        }
    }

    private byte[] Subtree(long from, long to)
    {
        int level = to - from == 1 ? 0 : BitOperations.Log2((ulong)(to - from - 1)) + 1;
        return Hash(level, from >> level).ToArray();
    }

    private long CountOf(int level) => _levels[level].Length / MerkleHash.Length;

    private ReadOnlySpan<byte> Hash(int level, long index) => _levels[level].AsSpan((int)(index * MerkleHash.Length), MerkleHash.Length);
}
