using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.InMemory;

/// <summary>Keeps the last snapshot as long as the process lasts.</summary>
public sealed class InMemorySnapshotStore : ISnapshotStore
{
    private SwitchSnapshot? _last;

    /// <inheritdoc/>
    public void Save(SwitchSnapshot snapshot) => Volatile.Write(ref _last, snapshot);

    /// <inheritdoc/>
    public SwitchSnapshot? Load() => Volatile.Read(ref _last);
}
