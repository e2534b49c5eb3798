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
/// Each item's leaf is over a salt and the item. The salts follow from the row's hash and its whole payload: who has the journal can make
/// them again, and who was shown some facts cannot try out what the others may be, short of guessing all of the row at once. They are the
/// numbers of the items, encrypted by AES-256 under a key for each row, because that is one call for all: a hash for each costs as much
/// as all the rest.
/// </remarks>
internal sealed class RowContents
{
    /// <summary>The item with the row's numbers. The one before it is the row's hash, which is never shown.</summary>
    public const int NumbersItem = 1;

    /// <summary>The item with the first fact.</summary>
    public const int FirstFactItem = 2;

    /// <summary>How many bytes a salt has.</summary>
    public const int SaltLength = 16;

    private const int NumbersLength = 40;

    private static readonly byte[] Label = "paymentswitch-salts-1\n"u8.ToArray();

    private readonly byte[] _salts;
    private readonly byte[] _leaves;

    private RowContents(IReadOnlyList<ReadOnlyMemory<byte>> facts, byte[] salts, byte[] leaves)
    {
        Facts = facts;
        _salts = salts;
        _leaves = leaves;
    }

    /// <summary>The facts as they are stored.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Facts { get; }

    /// <summary>Takes a row apart.</summary>
    /// <exception cref="JournalException">Its payload is no group, or has another number of facts than the row says.</exception>
    public static RowContents Of(JournalRow row)
    {
        List<ReadOnlyMemory<byte>> facts = FactsOf(row);
        int items = FirstFactItem + facts.Count;
        byte[] salts = SaltsOf(row, items);
        byte[] leaves = new byte[items * MerkleHash.Length];
        for (int item = 0; item < items; item++)
        {
            ReadOnlySpan<byte> shown = item switch { 0 => row.Hash, NumbersItem => NumbersOf(row.Numbers), _ => facts[item - FirstFactItem].Span };
            MerkleHash.Leaf(SaltOf(salts, item), shown, leaves.AsSpan(item * MerkleHash.Length, MerkleHash.Length));
        }

        return new RowContents(facts, salts, leaves);
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
    public (byte[] Salt, IReadOnlyList<byte[]> Path) Show(int item) => (SaltOf(_salts, item).ToArray(), new MerkleTree(_leaves).Inclusion(item));

    /// <summary>The leaf of an item that was shown, among the row's items.</summary>
    /// <param name="salt">Its salt, <see cref="SaltLength"/> bytes: with any other length bytes could pass from it to the item.</param>
    /// <param name="item">The item.</param>
    public static byte[] ItemLeaf(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> item)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(salt.Length, SaltLength);
        byte[] leaf = new byte[MerkleHash.Length];
        MerkleHash.Leaf(salt, item, leaf);
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

    private static byte[] SaltsOf(JournalRow row, int items)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Label);
        hash.AppendData(row.Hash);
        hash.AppendData(row.Payload);
        using var aes = Aes.Create();
        aes.Key = hash.GetHashAndReset();
        byte[] salts = new byte[items * SaltLength];
        for (int item = 0; item < items; item++) BinaryPrimitives.WriteInt32BigEndian(salts.AsSpan(((item + 1) * SaltLength) - 4), item);
        return aes.EncryptEcb(salts, PaddingMode.None);
    }

    private static ReadOnlySpan<byte> SaltOf(byte[] salts, int item) => salts.AsSpan(item * SaltLength, SaltLength);
}
