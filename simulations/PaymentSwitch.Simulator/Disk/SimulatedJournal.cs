using System.Buffers.Binary;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Simulator.World;
using PaymentSwitch.Storage.Events;
using PaymentSwitch.Storage.Rows;

namespace PaymentSwitch.Simulator.Disk;

/// <summary>Where an append has come when the machine may die.</summary>
internal enum AppendStage
{
    /// <summary>Nothing is written.</summary>
    BeforeWrite,

    /// <summary>Everything is written, nothing synced.</summary>
    BeforeSync,

    /// <summary>Everything is safe, and nobody knows it.</summary>
    AfterSync,
}

/// <summary>
/// The journal on a simulated disk. Rows are those of the real journals, numbers, payload and chained hash, by their own
/// code; what stands in for the database is an append-only file that says what a database says: stored, or not known.
/// </summary>
internal sealed class SimulatedJournal : IJournal
{
    /// <summary>What stands before the first row.</summary>
    public const int HeaderBytes = 512;

    private const int PrefixBytes = 4 + (5 * 8) + JournalHash.Length;

    // Journals are opened often, and those of a thread never work at the same time.
    [ThreadStatic]
    private static GroupCodec? _writingHere;
    [ThreadStatic]
    private static GroupCodec? _readingHere;
    [ThreadStatic]
    private static JournalHash? _hashHere;

    private readonly SimulatedDisk _disk;
    private readonly Action<AppendStage> _at;
    private readonly Func<long, byte[], bool> _found;
    private readonly Action<CommitGroup, byte[]> _stored;
    private readonly GroupCodec _writing = _writingHere ??= new GroupCodec();
    private readonly GroupCodec _reading = _readingHere ??= new GroupCodec(copies: true);
    private readonly JournalHash _hash = _hashHere ??= new JournalHash();
    private readonly List<(int Offset, int Length)> _rows = [];
    private readonly Dictionary<long, CommitGroup> _read = [];
    private int _checkedAtChange;
    private readonly long _epoch;
    private byte[] _lastHash = JournalHash.Genesis.ToArray();
    private byte[] _buffer = new byte[4096];
    private int _end = HeaderBytes;
    private bool _isBroken;

    private SimulatedJournal(SimulatedDisk disk, Action<AppendStage> at, Func<long, byte[], bool> found, Action<CommitGroup, byte[]> stored)
    {
        _disk = disk;
        _at = at;
        _found = found;
        _stored = stored;
        if (disk.Length < HeaderBytes) disk.Write(0, new byte[HeaderBytes]);
        _epoch = EpochOnDisk() + 1;
        byte[] epoch = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(epoch, _epoch);
        disk.Write(0, epoch);
        disk.Sync(seal: false);
        Scan();
        _checkedAtChange = disk.Changes;
    }

    /// <inheritdoc/>
    public long LastPosition => _rows.Count;

    /// <summary>Opens it for writing and takes the next epoch, so that whoever had it before can append no more.</summary>
    /// <param name="disk">Where it is.</param>
    /// <param name="at">Is called as an append goes on; the machine may die in it.</param>
    /// <param name="found">Is called for each row found at opening, with its position and hash; says whether its group is wanted too.</param>
    /// <param name="stored">Is called for each group that is safe, also for those found at opening and wanted, with its hash.</param>
    /// <exception cref="JournalException">It is damaged.</exception>
    /// <exception cref="DiskException">The disk fails.</exception>
    public static SimulatedJournal Open(SimulatedDisk disk, Action<AppendStage> at, Func<long, byte[], bool> found, Action<CommitGroup, byte[]> stored) =>
        new(disk, at, found, stored);

    // Every row was checked when it was found, or is as it was appended, and since then nothing on the disk has become something else.
    private bool IsAsChecked => _checkedAtChange == _disk.Changes;

    /// <inheritdoc/>
    public void Append(CommitGroup group)
    {
        if (_isBroken) throw new JournalException("An append has failed before: nobody knows what is stored.");
        // The row and the check are one transaction in the databases, and one step here.
        if (EpochOnDisk() != _epoch) throw new JournalException($"Another writer has taken over: the epoch is {EpochOnDisk()}, ours is {_epoch}.");
        if (group.Position != LastPosition + 1) throw new JournalException($"After position {LastPosition} cannot come {group.Position}.");
        ReadOnlySpan<byte> payload = _writing.Write(group);
        int length = PrefixBytes + payload.Length;
        if (_buffer.Length < length) _buffer = new byte[length * 2];
        Span<byte> row = _buffer.AsSpan(0, length);
        var numbers = new RowNumbers(group.Position, _epoch, group.Entries.Count, group.AtMs, GroupCodec.Version);
        byte[] hash = new byte[JournalHash.Length];
        _hash.Of(_lastHash, numbers, payload, hash);
        WritePrefix(row, numbers, hash, payload.Length);
        payload.CopyTo(row[PrefixBytes..]);
        _at(AppendStage.BeforeWrite);
        _isBroken = true;
        try
        {
            _disk.Write(_end, row);
            _at(AppendStage.BeforeSync);
            _disk.Sync(seal: true);
        }
        catch (DiskException error)
        {
            throw new JournalException($"Position {group.Position} could not be stored, or it is not known whether it was.", error);
        }

        _isBroken = false;
        _at(AppendStage.AfterSync);
        _rows.Add((_end, length));
        _end += length;
        _lastHash = hash;
        _stored(group, hash);
    }

    /// <inheritdoc/>
    public IEnumerable<CommitGroup> Read(long fromPosition)
    {
        // For the reader alone, who may add to it.
        for (long position = fromPosition; position <= LastPosition; position++) yield return Checked(position);
    }

    /// <inheritdoc/>
    public CommitGroup ReadGroup(long position)
    {
        if (position < 1 || position > LastPosition) throw new JournalException($"There is no group at position {position}.");
        if (!IsAsChecked) return Checked(position);
        if (!_read.TryGetValue(position, out CommitGroup? group)) _read.Add(position, group = Checked(position));
        return group;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // What it works with belongs to the thread.
    }

    private CommitGroup Checked(long position)
    {
        (int offset, int length) = _rows[(int)position - 1];
        ReadOnlySpan<byte> row = _disk.Read(offset, length);
        RowNumbers numbers = NumbersOf(row);
        if (!IsAsChecked)
        {
            ReadOnlySpan<byte> before = position == 1 ? JournalHash.Genesis : HashOf(_disk.Read(_rows[(int)position - 2].Offset, PrefixBytes));
            Span<byte> hash = stackalloc byte[JournalHash.Length];
            _hash.Of(before, numbers, row[PrefixBytes..], hash);
            if (numbers.Position != position || !hash.SequenceEqual(HashOf(row))) throw new JournalException($"Journal position {position} is damaged.");
        }

        return _reading.Read(position, numbers.AtMs, numbers.Count, row[PrefixBytes..].ToArray());
    }

    private long EpochOnDisk() => BinaryPrimitives.ReadInt64BigEndian(_disk.Read(0, 8));

    /// <summary>Finds all rows, by the chain. A tail that was never sealed is cut off; damage in what was sealed is told.</summary>
    private void Scan()
    {
        Span<byte> hash = stackalloc byte[JournalHash.Length];
        while (_end + PrefixBytes <= _disk.Length)
        {
            ReadOnlySpan<byte> prefix = _disk.Read(_end, PrefixBytes);
            int length = BinaryPrimitives.ReadInt32BigEndian(prefix);
            bool isWhole = length >= 0 && length <= _disk.Length - _end - PrefixBytes;
            RowNumbers numbers = NumbersOf(prefix);
            if (isWhole)
            {
                _hash.Of(_lastHash, numbers, _disk.Read(_end + PrefixBytes, length), hash);
                isWhole = hash.SequenceEqual(HashOf(prefix)) && numbers.Position == _rows.Count + 1;
            }

            if (!isWhole)
            {
                if (_end < _disk.SealedLength) throw new JournalException($"Journal position {_rows.Count + 1} is damaged.");
                break;
            }

            _rows.Add((_end, PrefixBytes + length));
            _end += PrefixBytes + length;
            _lastHash = hash.ToArray();
            if (_found(numbers.Position, _lastHash))
                _stored(_reading.Read(numbers.Position, numbers.AtMs, numbers.Count, _disk.Read(_end - length, length).ToArray()), _lastHash);
        }

        if (_end < _disk.SealedLength) throw new JournalException($"Journal position {_rows.Count + 1} is damaged.");
        if (_end < _disk.Length) _disk.CutAt(_end);
    }

    private static void WritePrefix(Span<byte> row, in RowNumbers numbers, ReadOnlySpan<byte> hash, int payloadLength)
    {
        BinaryPrimitives.WriteInt32BigEndian(row, payloadLength);
        BinaryPrimitives.WriteInt64BigEndian(row[4..], numbers.Position);
        BinaryPrimitives.WriteInt64BigEndian(row[12..], numbers.Epoch);
        BinaryPrimitives.WriteInt64BigEndian(row[20..], numbers.Count);
        BinaryPrimitives.WriteInt64BigEndian(row[28..], numbers.AtMs);
        BinaryPrimitives.WriteInt64BigEndian(row[36..], numbers.Version);
        hash.CopyTo(row[44..]);
    }

    private static RowNumbers NumbersOf(ReadOnlySpan<byte> row) => new(
        BinaryPrimitives.ReadInt64BigEndian(row[4..]), BinaryPrimitives.ReadInt64BigEndian(row[12..]), BinaryPrimitives.ReadInt64BigEndian(row[20..]),
        BinaryPrimitives.ReadInt64BigEndian(row[28..]), BinaryPrimitives.ReadInt64BigEndian(row[36..]));

    private static ReadOnlySpan<byte> HashOf(ReadOnlySpan<byte> row) => row.Slice(44, JournalHash.Length);
}
