using System.Buffers.Binary;
using System.Security.Cryptography;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Events;
using PaymentSwitch.Storage.Rows;

namespace PaymentSwitch.Storage.Audit;

/// <summary>
/// A row of the journal as a small tree of its own, whose root is what a checkpoint signs of it: the row's hash, its numbers, and each
/// of its facts by itself. So one fact can be shown without the others of its group, and without any change to how rows are stored.
/// </summary>
/// <remarks>
/// Each item's leaf is over a salt and the item's digest. The salts follow from the row's hash and all the digests together: who has the
/// journal can make them again, and who was shown some facts cannot try out what the others may be, short of guessing all of them at once.
/// </remarks>
internal sealed class RowContents
{
    /// <summary>The item with the row's numbers. The one before it is the row's hash, which is never shown.</summary>
    public const int NumbersItem = 1;

    /// <summary>The item with the first fact.</summary>
    public const int FirstFactItem = 2;

    private const int NumbersLength = 40;

    private static readonly byte[] Label = "paymentswitch-salts-1\n"u8.ToArray();

    private readonly byte[] _key;
    private readonly byte[] _leaves;

    private RowContents(IReadOnlyList<ReadOnlyMemory<byte>> facts, byte[] key, byte[] leaves)
    {
        Facts = facts;
        _key = key;
        _leaves = leaves;
    }

    /// <summary>The facts as they are stored.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Facts { get; }

    /// <summary>Takes a row apart.</summary>
    /// <exception cref="JournalException">Its payload is no group, or has another number of facts than the row says.</exception>
    public static RowContents Of(JournalRow row)
    {
        List<ReadOnlyMemory<byte>> facts = FactsOf(row);
        byte[] keyed = new byte[Label.Length + ((FirstFactItem + facts.Count) * MerkleHash.Length)];
        Label.CopyTo(keyed, 0);
        Span<byte> digests = keyed.AsSpan(Label.Length);
        row.Hash.CopyTo(digests);
        Digest(row.Numbers, Digest(digests, NumbersItem));
        for (int i = 0; i < facts.Count; i++) SHA256.HashData(facts[i].Span, Digest(digests, FirstFactItem + i));
        byte[] key = SHA256.HashData(keyed);
        byte[] leaves = new byte[digests.Length];
        Span<byte> salt = stackalloc byte[MerkleHash.Length];
        for (int item = 0; item < FirstFactItem + facts.Count; item++)
        {
            Salt(key, item, salt);
            Leaf(salt, Digest(digests, item), Digest(leaves, item));
        }

        return new RowContents(facts, key, leaves);
    }

    /// <summary>The row's leaf in the tree over the journal.</summary>
    public byte[] JournalLeaf() => JournalLeaf(Root());

    /// <summary>The leaf, in the tree over the journal, of a row with this root.</summary>
    public static byte[] JournalLeaf(ReadOnlySpan<byte> root) => MerkleHash.Leaf(root);

    /// <summary>The root over the items.</summary>
    public byte[] Root()
    {
        var frontier = new MerkleFrontier();
        for (int at = 0; at < _leaves.Length; at += MerkleHash.Length) frontier.Add(_leaves[at..(at + MerkleHash.Length)]);
        return frontier.Root();
    }

    /// <summary>What belongs to an item that is shown: its salt, and what proves that it is among the row's items.</summary>
    public (byte[] Salt, IReadOnlyList<byte[]> Path) Show(int item)
    {
        byte[] salt = new byte[MerkleHash.Length];
        Salt(_key, item, salt);
        return (salt, new MerkleTree(_leaves).Inclusion(item));
    }

    /// <summary>The leaf of an item that was shown, among the row's items.</summary>
    public static byte[] ItemLeaf(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> item)
    {
        byte[] leaf = new byte[MerkleHash.Length];
        Leaf(salt, SHA256.HashData(item), leaf);
        return leaf;
    }

    /// <summary>A row's numbers as they are hashed.</summary>
    public static byte[] NumbersOf(in RowNumbers numbers)
    {
        byte[] bytes = new byte[NumbersLength];
        BinaryPrimitives.WriteInt64BigEndian(bytes, numbers.Position);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(8), numbers.Epoch);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(16), numbers.Count);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(24), numbers.AtMs);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(32), numbers.Version);
        return bytes;
    }

    private static List<ReadOnlyMemory<byte>> FactsOf(JournalRow row)
    {
        var facts = new List<ReadOnlyMemory<byte>>();
        try
        {
            var reader = new StoredReader(row.Payload, 0, row.Payload.Length);
            while (reader.Next())
            {
                if (reader.Field == 1) facts.Add(reader.Memory());
                else reader.Skip();
            }
        }
        catch (InvalidDataException error)
        {
            throw new JournalException($"Journal position {row.Numbers.Position}, fact {facts.Count}: {error.Message}.", error);
        }

        if (facts.Count != row.Numbers.Count)
            throw new JournalException($"Journal position {row.Numbers.Position}: the row says {row.Numbers.Count} facts, and {facts.Count} are there.");
        return facts;
    }

    private static void Digest(in RowNumbers numbers, Span<byte> into) => SHA256.HashData(NumbersOf(numbers), into);

    private static void Salt(ReadOnlySpan<byte> key, int item, Span<byte> into)
    {
        Span<byte> seed = stackalloc byte[MerkleHash.Length + 4];
        key.CopyTo(seed);
        BinaryPrimitives.WriteInt32BigEndian(seed[MerkleHash.Length..], item);
        SHA256.HashData(seed, into);
    }

    private static void Leaf(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> digest, Span<byte> into)
    {
        Span<byte> both = stackalloc byte[2 * MerkleHash.Length];
        salt.CopyTo(both);
        digest.CopyTo(both[MerkleHash.Length..]);
        MerkleHash.Leaf(both, into);
    }

    private static Span<byte> Digest(Span<byte> digests, int item) => digests.Slice(item * MerkleHash.Length, MerkleHash.Length);
}
