using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.InMemory;

/// <summary>A journal that lasts as long as the process: for tests, and for measuring what the engine costs without storage.</summary>
/// <param name="keep">Whether groups can be read back. Without, nothing but the position is kept.</param>
public sealed class InMemoryJournal(bool keep = true) : IJournal
{
    private readonly List<CommitGroup> _groups = [];
    private readonly Lock _gate = new();
    private long _lastPosition;

    /// <inheritdoc/>
    public long LastPosition => Volatile.Read(ref _lastPosition);

    /// <inheritdoc/>
    public void Append(CommitGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        lock (_gate)
        {
            if (group.Position != _lastPosition + 1)
                throw new JournalException($"After position {_lastPosition} cannot come {group.Position}.");
            if (keep) _groups.Add(group);
            Volatile.Write(ref _lastPosition, group.Position);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<CommitGroup> Read(long fromPosition)
    {
        for (long position = fromPosition; position <= LastPosition; position++) yield return ReadGroup(position);
    }

    /// <inheritdoc/>
    public CommitGroup ReadGroup(long position)
    {
        lock (_gate)
        {
            if (position < 1 || position > _groups.Count) throw new JournalException($"There is no group at position {position}.");
            return _groups[(int)position - 1];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
