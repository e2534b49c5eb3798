using PaymentSwitch.Simulator.World;

namespace PaymentSwitch.Simulator.Disk;

/// <summary>The disk could not do what it was asked.</summary>
internal sealed class DiskException(string message) : IOException(message);

/// <summary>
/// One file on a disk, as cruel as disks are: what was written is safe only after a sync that succeeded. When the machine
/// dies, each sector that was not synced is there or is not; when a sync fails, likewise.
/// </summary>
internal sealed class SimulatedDisk(Chance chance, Swarm swarm, FaultCounts faults) : IDisposable
{
    private const int Sector = 512;
    private const int FirstBytes = 256 * 1024;

    // Worlds come one after the other on a thread: the next one's disk is made of the same memory, which costs more to get than to use.
    [ThreadStatic]
    private static byte[]? _spareCurrent;
    [ThreadStatic]
    private static byte[]? _spareSafe;

    private readonly List<(int Offset, int Length)> _unsynced = [];
    private byte[] _current = Taken(ref _spareCurrent);
    private byte[] _safe = Taken(ref _spareSafe);
    private (int Offset, byte Was)? _rotten;

    /// <summary>How many bytes there are, as the running machine sees it.</summary>
    public int Length { get; private set; }

    /// <summary>Up to where everything was synced once: what is damaged before that was damaged later.</summary>
    public int SealedLength { get; private set; }

    /// <summary>How often bytes that could be read became others, in whatever way. Appending changes none.</summary>
    public int Changes { get; private set; }

    /// <summary>Whether a byte is another one than was written.</summary>
    public bool IsRotten => _rotten is not null;

    /// <summary>Whether faults happen.</summary>
    public bool IsCalm { get; set; }

    /// <summary>Writes, which makes nothing safe yet.</summary>
    /// <exception cref="DiskException">The disk is full. A part may have been written.</exception>
    public void Write(int offset, ReadOnlySpan<byte> bytes)
    {
        if (Happens(Fault.DiskFull))
        {
            Put(offset, bytes[..chance.Below(bytes.Length)]);
            throw new DiskException("No space left on device (simulated).");
        }

        Put(offset, bytes);
    }

    /// <summary>Makes safe what was written.</summary>
    /// <param name="seal">Whether everything up to the end is meant to stay. Otherwise there may be an unfinished tail.</param>
    /// <exception cref="DiskException">It is not known what is safe. Nobody may go on as if it were.</exception>
    public void Sync(bool seal)
    {
        if (Happens(Fault.SyncFails))
        {
            KeepSomeSectors();
            throw new DiskException("Input/output error (simulated).");
        }

        foreach ((int offset, int length) in _unsynced) _current.AsSpan(offset, length).CopyTo(_safe.AsSpan(offset));
        _unsynced.Clear();
        if (seal) SealedLength = Length;
    }

    /// <summary>The machine dies: what was not synced is there in part.</summary>
    public void LoseUnsynced()
    {
        KeepSomeSectors();
        _safe.AsSpan(0, Length).CopyTo(_current);
        Changes++;
    }

    /// <summary>What the running machine reads.</summary>
    public ReadOnlySpan<byte> Read(int offset, int length) => _current.AsSpan(offset, length);

    /// <summary>Forgets everything from a place on, as a journal does with a tail that was never sealed.</summary>
    public void CutAt(int length)
    {
        _current.AsSpan(length, Length - length).Clear();
        _safe.AsSpan(length, Length - length).Clear();
        _unsynced.Clear();
        Length = length;
        Changes++;
    }

    /// <summary>Changes a byte of what is safe.</summary>
    public void Rot(int from)
    {
        if (SealedLength <= from || _rotten is not null) return;
        int offset = (int)chance.Between(from, SealedLength);
        _rotten = (offset, _safe[offset]);
        byte changed = (byte)(_safe[offset] ^ (1 << chance.Below(8)));
        _safe[offset] = changed;
        _current[offset] = changed;
        Changes++;
    }

    /// <summary>Somebody has noticed, and brought the copy that is kept elsewhere.</summary>
    public void Heal()
    {
        if (_rotten is not (int offset, byte was)) return;
        _safe[offset] = was;
        _current[offset] = was;
        _rotten = null;
        Changes++;
    }

    /// <summary>The world is over: the next one on this thread takes the memory over, empty.</summary>
    public void Dispose()
    {
        _current.AsSpan(0, Length).Clear();
        _safe.AsSpan(0, Length).Clear();
        (_spareCurrent, _spareSafe) = (_current, _safe);
        _current = _safe = [];
    }

    private static byte[] Taken(ref byte[]? spare)
    {
        byte[] taken = spare ?? new byte[FirstBytes];
        spare = null;
        return taken;
    }

    private void Put(int offset, ReadOnlySpan<byte> bytes)
    {
        int end = offset + bytes.Length;
        if (end > _current.Length)
        {
            int size = Math.Max(end, _current.Length * 2);
            Array.Resize(ref _current, size);
            Array.Resize(ref _safe, size);
        }

        if (offset < Length) Changes++;
        bytes.CopyTo(_current.AsSpan(offset));
        _unsynced.Add((offset, bytes.Length));
        Length = Math.Max(Length, end);
    }

    private void KeepSomeSectors()
    {
        // Without this fault what was not synced is gone as a whole, or there as a whole.
        bool torn = Happens(Fault.TornWrite);
        bool all = chance.Happens(0.5);
        if (torn && _unsynced.Count > 0) faults.Add(Fault.TornWrite);
        foreach ((int offset, int length) in _unsynced)
        {
            for (int at = offset; at < offset + length; at += Sector - (at % Sector))
            {
                int size = Math.Min(Sector - (at % Sector), offset + length - at);
                if (torn ? chance.Happens(0.5) : all) _current.AsSpan(at, size).CopyTo(_safe.AsSpan(at));
            }
        }

        _unsynced.Clear();
    }

    private bool Happens(Fault fault)
    {
        if (IsCalm || !chance.Happens(swarm[fault])) return false;
        if (fault != Fault.TornWrite) faults.Add(fault);
        return true;
    }
}
