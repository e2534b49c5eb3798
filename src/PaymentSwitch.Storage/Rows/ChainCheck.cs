using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Events;

namespace PaymentSwitch.Storage.Rows;

/// <summary>
/// Follows the chain from row to row: the next position, a hash that fits what is in the row and what stands before it,
/// epochs that never go back, a version that is known. Not for several threads at once.
/// </summary>
/// <param name="name">What the journal is called, for messages: its file, or its place in a database.</param>
internal sealed class ChainCheck(string name) : IDisposable
{
    private readonly JournalHash _hash = new();
    private readonly byte[] _before = new byte[JournalHash.Length];
    private long _epochBefore;

    /// <summary>The position that must come next.</summary>
    public long Next { get; private set; } = 1;

    /// <summary>Begins with the first row.</summary>
    public void BeginAtFirst()
    {
        Next = 1;
        _epochBefore = 0;
        JournalHash.Genesis.CopyTo(_before);
    }

    /// <summary>Begins behind a row, whose hash is taken as it is stored.</summary>
    /// <exception cref="InvalidDataException">It is no hash.</exception>
    public void BeginAfter(long position, long epoch, ReadOnlySpan<byte> hash)
    {
        if (hash.Length != JournalHash.Length) throw new InvalidDataException("its hash is not 32 bytes long");
        Next = position + 1;
        _epochBefore = epoch;
        hash.CopyTo(_before);
    }

    /// <summary>The next row, where it is the one that must come.</summary>
    /// <exception cref="InvalidDataException">It is damaged; the message says how.</exception>
    /// <exception cref="JournalException">Another row comes, or it is of another version.</exception>
    public JournalRow Take(in RowNumbers numbers, byte[] payload, ReadOnlySpan<byte> stored)
    {
        if (numbers.Position != Next) throw new JournalException($"{name}: position {Next} is missing.");
        byte[] hash = new byte[JournalHash.Length];
        _hash.Of(_before, numbers, payload, hash);
        if (!stored.SequenceEqual(hash)) throw new InvalidDataException("its hash does not match what it holds and what stands before it");
        if (numbers.Epoch < _epochBefore)
            throw new InvalidDataException($"it was written under epoch {numbers.Epoch}, after epoch {_epochBefore} had begun");
        if (numbers.Version != GroupCodec.Version)
            throw new JournalException($"{name}: position {numbers.Position} is of version {numbers.Version}; this version of the switch knows {GroupCodec.Version}.");
        hash.CopyTo(_before, 0);
        _epochBefore = numbers.Epoch;
        Next++;
        return new JournalRow(numbers, payload, hash);
    }

    public void Dispose() => _hash.Dispose();
}
