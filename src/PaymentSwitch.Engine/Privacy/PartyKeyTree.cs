using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PaymentSwitch.Engine.Privacy;

/// <summary>
/// The keys of all parties there could ever be, as a tree: each node's key gives those of its children and never that of its
/// parent, and a leaf's is a party's. So one key of 16 bytes stands for all of them, none has to be stored when a party first pays, and a
/// single one can still be destroyed: the keys above it are given up for those of all the branches that lead elsewhere. Nobody, who has
/// what remains, can make the destroyed one again.
/// </summary>
/// <remarks>
/// It is the tree of Goldreich, Goldwasser and Micali (<i>How to construct random functions</i>, 1986) with 64 branches in place of
/// two, in its use as a puncturable pseudorandom function. A branch's key is the first half of a SHA-256 over the parent's key and
/// where the branch leads. What was destroyed costs up to 63 keys for each of ten levels. Never changed: to destroy makes another tree.
/// </remarks>
internal sealed class PartyKeyTree
{
    private const int DigitBits = 6;
    private const int Branches = 1 << DigitBits;

    /// <summary>How many levels there are below the root.</summary>
    public const int Depth = Domain.Privacy.PartyHandle.Bits / DigitBits;

    // The keys of this level are kept, 64 at a time, once one of them was needed: 4 MB for all of them, and a third less to calculate.
    private const int KeptDepth = 3;
    private const int LeavesKept = 1 << 16;

    private readonly Dictionary<TreePlace, UInt128> _keys;
    private readonly UInt128[]?[] _upper = new UInt128[1 << (DigitBits * (KeptDepth - 1))][];
    private readonly Leaf?[] _leaves = new Leaf[LeavesKept];

    private PartyKeyTree(Dictionary<TreePlace, UInt128> keys) => _keys = keys;

    /// <summary>The keys that are left, and where each stands: together all that can be made from the tree.</summary>
    public IReadOnlyDictionary<TreePlace, UInt128> Keys => _keys;

    /// <summary>Whether nothing was ever destroyed.</summary>
    public bool IsWhole => _keys.Count == 1;

    /// <summary>A whole tree.</summary>
    /// <param name="root">Its root's key: 16 bytes that nobody can guess.</param>
    public static PartyKeyTree Of(ReadOnlySpan<byte> root) => new(new() { [default] = BinaryPrimitives.ReadUInt128BigEndian(root) });

    /// <summary>The tree that these keys are what is left of.</summary>
    public static PartyKeyTree Of(IEnumerable<KeyValuePair<TreePlace, UInt128>> keys) => new(new(keys));

    /// <summary>A party's key; false where it was destroyed.</summary>
    /// <param name="handle">Whose: 60 bits.</param>
    /// <param name="key">The key.</param>
    public bool TryFind(ulong handle, out UInt128 key)
    {
        ref Leaf? kept = ref _leaves[handle & (LeavesKept - 1)];
        if (kept is { } leaf && leaf.Handle == handle)
        {
            key = leaf.Key;
            return true;
        }

        if (!TryFindAbove(handle, out int depth, out key)) return false;
        if (depth < KeptDepth) (depth, key) = (KeptDepth, Upper(handle, depth, key));
        for (; depth < Depth; depth++) key = Branch(key, depth, Digit(handle, depth));
        kept = new Leaf(handle, key);
        return true;
    }

    /// <summary>A tree without one party's key; null where it has none any more.</summary>
    public PartyKeyTree? Without(ulong handle)
    {
        if (!TryFindAbove(handle, out int depth, out UInt128 key)) return null;
        var keys = new Dictionary<TreePlace, UInt128>(_keys);
        keys.Remove(TreePlace.Above(handle, depth));
        for (; depth < Depth; depth++)
        {
            int path = Digit(handle, depth);
            ulong parent = TreePlace.Above(handle, depth).Prefix;
            for (int digit = 0; digit < Branches; digit++)
                if (digit != path) keys.Add(new TreePlace(depth + 1, (parent << DigitBits) | (uint)digit), Branch(key, depth, digit));
            key = Branch(key, depth, path);
        }

        return new PartyKeyTree(keys);
    }

    private bool TryFindAbove(ulong handle, out int depth, out UInt128 key)
    {
        for (depth = 0; depth <= Depth; depth++)
            if (_keys.TryGetValue(TreePlace.Above(handle, depth), out key)) return true;
        key = default;
        return false;
    }

    // Several threads may make the same block at the same time: they make it alike.
    private UInt128 Upper(ulong handle, int depth, UInt128 key)
    {
        ref UInt128[]? block = ref _upper[TreePlace.Above(handle, KeptDepth - 1).Prefix];
        UInt128[]? made = Volatile.Read(ref block);
        if (made is null)
        {
            for (; depth < KeptDepth - 1; depth++) key = Branch(key, depth, Digit(handle, depth));
            made = new UInt128[Branches];
            for (int digit = 0; digit < Branches; digit++) made[digit] = Branch(key, KeptDepth - 1, digit);
            Volatile.Write(ref block, made);
        }

        return made[Digit(handle, KeptDepth - 1)];
    }

    private static int Digit(ulong handle, int depth) => (int)(handle >> (DigitBits * (Depth - 1 - depth))) & (Branches - 1);

    private static UInt128 Branch(UInt128 key, int depth, int digit)
    {
        Span<byte> from = stackalloc byte[18];
        BinaryPrimitives.WriteUInt128BigEndian(from, key);
        from[16] = (byte)depth;
        from[17] = (byte)digit;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(from, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    private sealed record Leaf(ulong Handle, UInt128 Key);
}

/// <summary>A place in the tree of party keys.</summary>
/// <param name="Depth">How far below the root: 0 to 10.</param>
/// <param name="Prefix">What all handles below it begin with: six bits for each level.</param>
internal readonly record struct TreePlace(int Depth, ulong Prefix)
{
    /// <summary>The place above a handle at a depth.</summary>
    public static TreePlace Above(ulong handle, int depth) => new(depth, handle >> (6 * (PartyKeyTree.Depth - depth)));
}
