using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Simulator.World;
using PaymentSwitch.Storage.Events;

namespace PaymentSwitch.Simulator.Disk;

/// <summary>Snapshots by the real codec, the last one kept; each may fail to be stored, or be gone.</summary>
internal sealed class SimulatedSnapshots(Chance chance, Swarm swarm, FaultCounts faults) : ISnapshotStore
{
    private (long Position, byte[] Bytes, IReadOnlyList<IdentitySegment> Identities)? _last;

    /// <summary>Whether faults happen.</summary>
    public bool IsCalm { get; set; }

    /// <inheritdoc/>
    public void Save(SwitchSnapshot snapshot)
    {
        if (!IsCalm && chance.Happens(swarm[Fault.SnapshotFails]))
        {
            faults.Add(Fault.SnapshotFails);
            throw new JournalException("The snapshot could not be stored (simulated).");
        }

        // Where there are two writers the slower one may put an older one in place of the newer: recovery only takes longer.
        _last = (snapshot.Position, SnapshotCodec.Write(snapshot), Copied(snapshot.Identities));
    }

    /// <inheritdoc/>
    public SwitchSnapshot? Load() => _last is { } last ? SnapshotCodec.Read(last.Position, last.Bytes, _ => last.Identities) : null;

    /// <summary>The machine has died.</summary>
    public void MaybeLose()
    {
        if (_last is null || !chance.Happens(swarm[Fault.SnapshotLost])) return;
        faults.Add(Fault.SnapshotLost);
        _last = null;
    }

    private static IReadOnlyList<IdentitySegment> Copied(IReadOnlyList<IdentitySegment> segments) =>
        [.. segments.Select(segment => segment with { Identities = segment.Identities.ToArray() })];
}
