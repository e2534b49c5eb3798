using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Engine.Privacy;
using Xunit;

namespace PaymentSwitch.Engine.Tests;

/// <summary>The tree of keys, held against one that keeps all its leaves: keys that are left never change, keys that are destroyed are found by nobody.</summary>
public sealed class PartyKeyTreeTests
{
    private const ulong Last = (1UL << PartyHandle.Bits) - 1;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Only_what_is_destroyed_is_gone(int seed)
    {
        var random = new Random(seed);
        PartyKeyTree whole = PartyKeyTree.Of(new byte[16]), tree = whole;
        // Neighbours share all but the last branches; the others share none.
        ulong near = (ulong)random.NextInt64((long)Last);
        ulong[] handles = [0, Last, near, near ^ 1, near ^ 63, near ^ 64, near ^ (63UL << 54), .. Enumerable.Range(0, 40).Select(_ => (ulong)random.NextInt64((long)Last))];
        var destroyed = new HashSet<ulong>();
        foreach (ulong handle in handles.OrderBy(_ => random.Next()).Take(20))
        {
            tree = tree.Without(handle)!;
            destroyed.Add(handle);
            foreach (ulong any in handles)
            {
                Assert.Equal(!destroyed.Contains(any), tree.TryFind(any, out UInt128 key));
                if (!destroyed.Contains(any)) Assert.True(whole.TryFind(any, out UInt128 same) && same == key);
            }

            Assert.Null(tree.Without(handle));
        }

        // What remains is the leaves that are left, each under one key alone.
        PartyKeyTree again = PartyKeyTree.Of(tree.Keys);
        Assert.All(handles, handle => Assert.Equal(!destroyed.Contains(handle), again.TryFind(handle, out _)));
        Assert.InRange(tree.Keys.Count, 630, (20 * 630) + 1);
        UInt128 leaves = tree.Keys.Keys.Aggregate(UInt128.Zero, (sum, place) => sum + (UInt128.One << (6 * (PartyKeyTree.Depth - place.Depth))));
        Assert.Equal((UInt128.One << PartyHandle.Bits) - (UInt128)destroyed.Count, leaves);
    }

    [Fact]
    public void Keys_of_parties_have_nothing_in_common()
    {
        PartyKeyTree tree = PartyKeyTree.Of(new byte[16]);
        var keys = new HashSet<UInt128>();
        for (ulong handle = 0; handle < 5_000; handle++)
        {
            Assert.True(tree.TryFind(handle, out UInt128 low) && keys.Add(low));
            Assert.True(tree.TryFind(handle << 46, out UInt128 high) && (handle == 0 || keys.Add(high)));
        }

        PartyKeyTree other = PartyKeyTree.Of([.. new byte[15], 1]);
        Assert.True(other.TryFind(7, out UInt128 elsewhere) && keys.Add(elsewhere));
    }

    [Fact]
    public void Many_threads_find_the_same_keys_while_others_are_destroyed()
    {
        PartyKeys keys = PartyKeys.Of(new byte[56]);
        string[] accounts = [.. Enumerable.Range(0, 500).Select(number => $"NL{number:00}")];
        PartyHandle[] handles = [.. accounts.Select(account => keys.HandleOf(account))];
        var expected = new Dictionary<PartyHandle, UInt128>();
        foreach (PartyHandle handle in handles)
        {
            Assert.True(keys.Tree.TryFind(handle.Value, out UInt128 key));
            expected.Add(handle, key);
        }

        Parallel.For(0, 4, thread =>
        {
            for (int i = 0; i < handles.Length; i++)
            {
                if (thread == 0 && i % 5 == 0) keys.Erase(handles[i]);
                bool found = keys.Tree.TryFind(handles[i].Value, out UInt128 key);
                if (found) Assert.Equal(expected[handles[i]], key);
                else Assert.Equal(0, i % 5);
            }
        });
        Assert.Equal(100, handles.Count(keys.IsErased));
    }
}
