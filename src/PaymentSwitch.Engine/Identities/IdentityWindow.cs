using System.Numerics;
using System.Runtime.InteropServices;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.Identities;

/// <summary>
/// The identities of finished payments, as long as they must be known. A log of 40 bytes a payment in segments of fixed
/// size, and over it hash tables of entry numbers: about 70 bytes a payment in all, none of it seen by the garbage
/// collector. Tables are cut into shards, so that growing one never takes more than about a millisecond. Transaction ids may
/// be forgotten sooner than payments.
/// </summary>
internal sealed class IdentityWindow
{
    /// <summary>How many identities a segment holds.</summary>
    public const int SegmentSize = 16_384;

    // A segment begins small: a switch that has just begun, or knows little, need not pay for a whole one.
    private const int FirstSize = 64;

    private readonly List<Segment> _segments = [];
    private readonly EntryTable _byUetr = new();
    private readonly EntryTable _byTransactionId = new();
    private long _firstSegment;
    private long _firstWithTransactionIds;

    // Per process, so that nobody outside can choose identities whose hashes fall together.
    private readonly ulong _seed = BitConverter.ToUInt64(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));

    /// <summary>How many identities are known.</summary>
    public int Count { get; private set; }

    /// <summary>Looks an identity up.</summary>
    public bool TryFind(Uetr uetr, out FinishedPayment found)
    {
        long entry = FindEntry(uetr);
        found = entry < 0 ? default : At(entry);
        return entry >= 0;
    }

    /// <summary>Looks for a payment by the hash of its sender and transaction id.</summary>
    public bool TryFindTransactionId(long hash, out Uetr uetr)
    {
        foreach (long entry in _byTransactionId.Candidates((ulong)hash))
        {
            if (At(entry).TransactionIdHash != hash) continue;
            uetr = At(entry).Uetr;
            return true;
        }

        uetr = default;
        return false;
    }

    /// <summary>All transaction ids that are known, by their hashes.</summary>
    public IEnumerable<(long Hash, Uetr Payment)> ListTransactionIds()
    {
        foreach (Segment segment in _segments.Skip((int)(_firstWithTransactionIds - _firstSegment)))
            for (int i = 0; i < segment.Count; i++)
                if (segment[i].TransactionIdHash is not 0 and long hash) yield return (hash, segment[i].Uetr);
    }

    /// <summary>Takes in a payment that leaves memory, or a newer last position of one that did so before.</summary>
    public void Put(in FinishedPayment payment)
    {
        long known = FindEntry(payment.Uetr);
        if (known >= 0)
        {
            Segment holder = _segments[(int)((known / SegmentSize) - _firstSegment)];
            holder.Change((int)(known % SegmentSize), payment);
            return;
        }

        if (_segments.Count == 0 || _segments[^1].Count == SegmentSize) _segments.Add(new Segment(_firstSegment + _segments.Count));
        Segment open = _segments[^1];
        long entry = (open.Number * SegmentSize) + open.Count;
        open.Add(payment);
        _byUetr.Add(Hash(payment.Uetr), entry);
        if (payment.TransactionIdHash != 0) _byTransactionId.Add((ulong)payment.TransactionIdHash, entry);
        Count++;
    }

    /// <summary>Forgets the transaction ids of the oldest segments, as long as everything in them became final before a moment.</summary>
    public void ForgetTransactionIdsBefore(long finalAtMs)
    {
        while (_firstWithTransactionIds - _firstSegment < _segments.Count - 1)
        {
            Segment oldest = _segments[(int)(_firstWithTransactionIds - _firstSegment)];
            if (oldest.LatestFinalAtMs >= finalAtMs) return;
            RemoveTransactionIds(oldest);
            _firstWithTransactionIds++;
        }
    }

    /// <summary>Forgets the oldest segments, as long as everything in them became final before a moment.</summary>
    /// <returns>How many identities were forgotten.</returns>
    public int ForgetBefore(long finalAtMs)
    {
        int forgotten = 0;
        while (_segments.Count > 1 && _segments[0].LatestFinalAtMs < finalAtMs)
        {
            Segment oldest = _segments[0];
            for (int i = 0; i < oldest.Count; i++) _byUetr.Remove(Hash(oldest[i].Uetr), (oldest.Number * SegmentSize) + i);
            if (_firstWithTransactionIds == _firstSegment)
            {
                RemoveTransactionIds(oldest);
                _firstWithTransactionIds++;
            }

            forgotten += oldest.Count;
            _segments.RemoveAt(0);
            _firstSegment++;
        }

        Count -= forgotten;
        return forgotten;
    }

    /// <summary>All segments for a snapshot. What they refer to is not changed afterwards.</summary>
    public IReadOnlyList<IdentitySegment> Capture() => _segments.ConvertAll(segment => segment.Capture());

    /// <summary>Takes a snapshot's segments in. The window must be empty.</summary>
    public void Restore(IReadOnlyList<IdentitySegment> segments)
    {
        if (segments.Count == 0) return;
        _firstSegment = segments[0].Number;
        _firstWithTransactionIds = _firstSegment;
        foreach (IdentitySegment segment in segments)
        {
            _segments.Add(new Segment(segment.Number, segment.Revision, segment.Identities.Span));
            ReadOnlySpan<FinishedPayment> identities = segment.Identities.Span;
            for (int i = 0; i < identities.Length; i++)
            {
                long entry = (segment.Number * SegmentSize) + i;
                _byUetr.Add(Hash(identities[i].Uetr), entry);
                if (identities[i].TransactionIdHash != 0) _byTransactionId.Add((ulong)identities[i].TransactionIdHash, entry);
            }

            Count += identities.Length;
        }
    }

    private void RemoveTransactionIds(Segment segment)
    {
        for (int i = 0; i < segment.Count; i++)
        {
            ref readonly FinishedPayment payment = ref segment[i];
            if (payment.TransactionIdHash != 0) _byTransactionId.Remove((ulong)payment.TransactionIdHash, (segment.Number * SegmentSize) + i);
        }
    }

    private ulong Hash(Uetr uetr)
    {
        (ulong low, ulong high) = MemoryMarshal.Read<(ulong, ulong)>(MemoryMarshal.AsBytes(new ReadOnlySpan<Uetr>(in uetr)));
        ulong mixed = (low ^ _seed) * 0x9E37_79B9_7F4A_7C15UL;
        mixed = (mixed ^ (mixed >> 32) ^ high) * 0xC2B2_AE3D_27D4_EB4FUL;
        return mixed ^ (mixed >> 29);
    }

    private long FindEntry(Uetr uetr)
    {
        foreach (long entry in _byUetr.Candidates(Hash(uetr)))
            if (At(entry).Uetr == uetr) return entry;
        return -1;
    }

    private ref readonly FinishedPayment At(long entry) =>
        ref _segments[(int)((entry / SegmentSize) - _firstSegment)][(int)(entry % SegmentSize)];

    /// <summary>A run of identities. Once captured, its array is shared with a snapshot, and a change makes a copy first.</summary>
    private sealed class Segment(long number)
    {
        private FinishedPayment[] _identities = new FinishedPayment[FirstSize];
        private int _capturedCount;
        private int _revision;

        public Segment(long number, int revision, ReadOnlySpan<FinishedPayment> identities)
            : this(number)
        {
            _identities = new FinishedPayment[(int)Math.Max(FirstSize, BitOperations.RoundUpToPowerOf2((uint)identities.Length))];
            identities.CopyTo(_identities);
            Count = identities.Length;
            _revision = revision;
            foreach (ref readonly FinishedPayment identity in identities) LatestFinalAtMs = Math.Max(LatestFinalAtMs, identity.FinalAtMs);
        }

        public long Number { get; } = number;

        public int Count { get; private set; }

        public long LatestFinalAtMs { get; private set; }

        public ref readonly FinishedPayment this[int index] => ref _identities[index];

        public void Add(in FinishedPayment payment)
        {
            if (Count == _identities.Length) Grow();
            _identities[Count++] = payment;
            _revision++;
            LatestFinalAtMs = Math.Max(LatestFinalAtMs, payment.FinalAtMs);
        }

        public void Change(int index, in FinishedPayment payment)
        {
            if (index < _capturedCount)
            {
                _identities = _identities.ToArray();
                _capturedCount = 0;
            }

            _identities[index] = payment;
            _revision++;
        }

        public IdentitySegment Capture()
        {
            _capturedCount = Count;
            return new IdentitySegment(Number, _revision, _identities.AsMemory(0, Count));
        }

        private void Grow()
        {
            // A copy: what was captured before stays with its snapshot.
            Array.Resize(ref _identities, _identities.Length * 2);
            _capturedCount = 0;
        }
    }
}
