using System.Diagnostics;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Postgres;

/// <summary>The warm state of a server that is not the one that writes: what that has stored, taken in as it comes. Not for several threads at once.</summary>
public sealed class FollowedJournal : IDisposable
{
    private const int GroupsAtATime = 500;
    private readonly PostgresJournal _journal;
    private readonly PostgresSnapshotStore _snapshots;
    private readonly PostgresReadSide _readSide;
    private readonly PostgresJournalFollower _follower;
    private readonly PostgresStandbyMark _mark;
    private long _caughtUpAt = Stopwatch.GetTimestamp();
    private long _position;

    /// <summary>Begins with the last snapshot, and shows the others that there is a standby.</summary>
    /// <param name="settings">Where the journal is; its tables are there.</param>
    /// <param name="setup">What the switch will be made of but its stores.</param>
    /// <exception cref="JournalException">The database cannot be read, or what is in it is damaged.</exception>
    public FollowedJournal(PostgresSettings settings, Func<IJournal, ISnapshotStore, IReadSide, EmbeddedSwitchSetup> setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        _journal = PostgresJournal.OpenReadOnly(settings);
        _snapshots = PostgresSnapshotStore.Open(settings);
        _readSide = PostgresReadSide.Open(settings);
        State = FollowedSwitch.Open(setup(_journal, _snapshots, _readSide));
        _position = State.Position;
        _follower = PostgresJournalFollower.Open(settings, State.Position);
        _mark = PostgresStandbyMark.Open(settings);
    }

    /// <summary>The state.</summary>
    public FollowedSwitch State { get; }

    /// <summary>The journal, to read.</summary>
    public IJournal Journal => _journal;

    /// <summary>The read models, to read.</summary>
    public IReadSide ReadSide => _readSide;

    /// <summary>The last position that was followed. May be asked by any thread.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>How long ago all there was had been followed, in ms. May be asked by any thread.</summary>
    public long BehindMs => (long)Stopwatch.GetElapsedTime(Volatile.Read(ref _caughtUpAt)).TotalMilliseconds;

    /// <summary>Takes in what is new, some hundred groups at a time.</summary>
    /// <returns>Whether that was all there is now.</returns>
    /// <exception cref="JournalException">The database cannot be read, or what is in it is damaged.</exception>
    public bool CatchUp()
    {
        _mark.Keep();
        int taken = 0;
        foreach (CommitGroup group in _follower.ReadNew())
        {
            State.Follow(group);
            Volatile.Write(ref _position, group.Position);
            if (++taken == GroupsAtATime) return false;
        }

        Volatile.Write(ref _caughtUpAt, Stopwatch.GetTimestamp());
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _mark.Dispose();
        _follower.Dispose();
        _readSide.Dispose();
        _snapshots.Dispose();
        _journal.Dispose();
    }
}
