using System.Numerics;

namespace PaymentSwitch.Storage.Audit;

/// <summary>
/// A tree that only grows, of which no more is kept than goes on mattering: the roots of its perfect subtrees, one for each
/// one bit of its size, the largest first. From them follows its root; a billion leaves are thirty hashes.
/// </summary>
internal sealed class MerkleFrontier
{
    private readonly List<byte[]> _peaks = [];

    /// <summary>A tree without leaves.</summary>
    public MerkleFrontier()
    {
    }

    /// <summary>A tree that was kept.</summary>
    /// <param name="size">How many leaves it has.</param>
    /// <param name="peaks">Its <see cref="Peaks"/>.</param>
    /// <exception cref="ArgumentException">There are not as many of them as its size has one bits.</exception>
    public MerkleFrontier(long size, IReadOnlyList<byte[]> peaks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (peaks.Count != BitOperations.PopCount((ulong)size) || peaks.Any(peak => peak.Length != MerkleHash.Length))
            throw new ArgumentException($"A tree of {size} leaves cannot have these peaks.", nameof(peaks));
        Size = size;
        _peaks.AddRange(peaks);
    }

    /// <summary>How many leaves there are.</summary>
    public long Size { get; private set; }

    /// <summary>The roots of its perfect subtrees, the largest first.</summary>
    public IReadOnlyList<byte[]> Peaks => _peaks;

    /// <summary>Adds a leaf.</summary>
    /// <param name="leaf">Its hash, <see cref="MerkleHash.Leaf(ReadOnlySpan{byte})"/>; not to be changed any more.</param>
    public void Add(byte[] leaf)
    {
        byte[] hash = leaf;
        // Each one bit that the size ends with is a subtree as large as what was just made.
        for (long size = Size; (size & 1) == 1; size >>= 1)
        {
            hash = MerkleHash.Node(_peaks[^1], hash);
            _peaks.RemoveAt(_peaks.Count - 1);
        }

        _peaks.Add(hash);
        Size++;
    }

    /// <summary>The root.</summary>
    public byte[] Root()
    {
        if (_peaks.Count == 0) return MerkleHash.Empty;
        byte[] root = _peaks[^1];
        for (int i = _peaks.Count - 2; i >= 0; i--) root = MerkleHash.Node(_peaks[i], root);
        return root;
    }
}
