using System.Security.Cryptography;
using PaymentSwitch.Storage.Audit;
using Xunit;

namespace PaymentSwitch.Storage.Tests.Audit;

/// <summary>The tree against RFC 6962 written down as it is defined, by recursion over all leaves.</summary>
public sealed class MerkleTests
{
    // All pairs of sizes up to here: beyond a few perfect trees nothing new comes.
    private const int SizeMax = 70;

    private static readonly byte[][] Leaves = [.. Enumerable.Range(0, SizeMax).Select(i => MerkleHash.Leaf(BitConverter.GetBytes(i * 7919)))];

    // The inputs that implementations of RFC 6962 are compared by, and the roots over the first of them.
    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Known_inputs_have_their_known_roots(int count, string root)
    {
        string[] inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
        byte[][] leaves = [.. inputs[..count].Select(input => MerkleHash.Leaf(Convert.FromHexString(input)))];
        Assert.Equal(root, Convert.ToHexStringLower(TreeOf(leaves).Root()));
        Assert.Equal(root, Convert.ToHexStringLower(FrontierOf(leaves).Root()));
    }

    [Fact]
    public void Tree_and_frontier_have_the_root_of_the_definition_at_every_size()
    {
        var frontier = new MerkleFrontier();
        for (int size = 0; size <= SizeMax; size++)
        {
            byte[] root = Root(Leaves[..size]);
            Assert.Equal(root, TreeOf(Leaves[..size]).Root());
            Assert.Equal(root, frontier.Root());
            Assert.Equal(root, new MerkleFrontier(size, [.. frontier.Peaks]).Root());
            if (size < SizeMax) frontier.Add(Leaves[size]);
        }
    }

    [Fact]
    public void Every_leaf_of_every_size_is_proven_as_defined_and_nowhere_else()
    {
        for (int size = 1; size <= SizeMax; size++)
        {
            MerkleTree tree = TreeOf(Leaves[..size]);
            byte[] root = tree.Root();
            for (int index = 0; index < size; index++)
            {
                IReadOnlyList<byte[]> path = tree.Inclusion(index);
                Assert.Equal(Path(index, Leaves[..size]), path);
                Assert.True(MerkleProof.HasLeaf(Leaves[index], index, size, path, root));
                Assert.False(MerkleProof.HasLeaf(Leaves[(index + 1) % SizeMax], index, size, path, root));
                for (int other = 0; other < size; other++)
                    if (other != index) Assert.False(MerkleProof.HasLeaf(Leaves[index], other, size, path, root), $"{index} of {size} passes for {other}");
                Assert.False(MerkleProof.HasLeaf(Leaves[index], index, size, [.. path, root], root));
                if (path.Count > 0) Assert.False(MerkleProof.HasLeaf(Leaves[index], index, size, [.. path.Skip(1)], root));
                foreach (IReadOnlyList<byte[]> damaged in Flips(path)) Assert.False(MerkleProof.HasLeaf(Leaves[index], index, size, damaged, root));
            }
        }
    }

    [Fact]
    public void Every_size_is_proven_to_continue_every_smaller_one_as_defined_and_no_other_tree()
    {
        for (int size = 1; size <= SizeMax; size++)
        {
            MerkleTree tree = TreeOf(Leaves[..size]);
            byte[] root = tree.Root();
            for (int first = 1; first <= size; first++)
            {
                byte[] firstRoot = Root(Leaves[..first]);
                IReadOnlyList<byte[]> path = tree.Consistency(first);
                Assert.Equal(Consistency(first, Leaves[..size], isWhole: true), path);
                Assert.True(MerkleProof.Continues(first, firstRoot, size, root, path), $"{first} in {size}");
                byte[][] other = [.. Leaves[..first]];
                other[first / 2] = MerkleHash.Leaf([9]);
                Assert.False(MerkleProof.Continues(first, Root(other), size, root, path), $"another {first} in {size}");
                Assert.False(MerkleProof.Continues(first, firstRoot, size, Root(other), path));
                Assert.False(MerkleProof.Continues(first, firstRoot, size, root, [.. path, root]));
                if (path.Count > 0) Assert.False(MerkleProof.Continues(first, firstRoot, size, root, [.. path.Skip(1)]));
                foreach (IReadOnlyList<byte[]> damaged in Flips(path)) Assert.False(MerkleProof.Continues(first, firstRoot, size, root, damaged));
            }

            Assert.False(MerkleProof.Continues(size + 1, root, size, root, []));
            Assert.False(MerkleProof.Continues(0, MerkleHash.Empty, size, root, []));
        }
    }

    [Fact]
    public void A_node_never_passes_for_a_leaf()
    {
        byte[] both = [.. Leaves[0], .. Leaves[1]];
        Assert.NotEqual(MerkleHash.Leaf(both), MerkleHash.Node(Leaves[0], Leaves[1]));
        Assert.Equal(SHA256.HashData([0, .. both]), MerkleHash.Leaf(both));
        Assert.Equal(SHA256.HashData([1, .. both]), MerkleHash.Node(Leaves[0], Leaves[1]));
        byte[] large = new byte[1000];
        Assert.Equal(SHA256.HashData([0, .. large]), MerkleHash.Leaf(large));
    }

    [Fact]
    public void Peaks_of_another_size_are_refused() => Assert.Throws<ArgumentException>(() => new MerkleFrontier(3, [Leaves[0]]));

    private static MerkleTree TreeOf(byte[][] leaves) => new(leaves.SelectMany(leaf => leaf).ToArray());

    private static MerkleFrontier FrontierOf(byte[][] leaves)
    {
        var frontier = new MerkleFrontier();
        foreach (byte[] leaf in leaves) frontier.Add(leaf);
        return frontier;
    }

    private static byte[] Root(byte[][] leaves) => leaves switch
    {
        [] => SHA256.HashData([]),
        [var one] => one,
        _ => SHA256.HashData([1, .. Root(leaves[..Split(leaves.Length)]), .. Root(leaves[Split(leaves.Length)..])]),
    };

    private static List<byte[]> Path(int index, byte[][] leaves)
    {
        if (leaves.Length == 1) return [];
        int split = Split(leaves.Length);
        return index < split
            ? [.. Path(index, leaves[..split]), Root(leaves[split..])]
            : [.. Path(index - split, leaves[split..]), Root(leaves[..split])];
    }

    private static List<byte[]> Consistency(int first, byte[][] leaves, bool isWhole)
    {
        if (first == leaves.Length) return isWhole ? [] : [Root(leaves)];
        int split = Split(leaves.Length);
        return first <= split
            ? [.. Consistency(first, leaves[..split], isWhole), Root(leaves[split..])]
            : [.. Consistency(first - split, leaves[split..], isWhole: false), Root(leaves[..split])];
    }

    /// <summary>The largest power of two below a number.</summary>
    private static int Split(int size)
    {
        int split = 1;
        while (split * 2 < size) split *= 2;
        return split;
    }

    private static IEnumerable<IReadOnlyList<byte[]>> Flips(IReadOnlyList<byte[]> path)
    {
        for (int i = 0; i < path.Count; i++)
        {
            byte[][] damaged = [.. path.Select(hash => (byte[])hash.Clone())];
            damaged[i][i % MerkleHash.Length] ^= 0x10;
            yield return damaged;
        }
    }
}
