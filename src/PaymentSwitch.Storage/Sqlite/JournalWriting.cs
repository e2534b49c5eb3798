using Microsoft.Data.Sqlite;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Rows;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>
/// The one writer of a journal. At opening it takes the lock and looks at the journal's end without writing a byte; it writes from
/// <see cref="Begin"/> or the first append on. So whoever finds damage while reading what is stored leaves the files as he found them:
/// SQLite would append over what stands behind damage in the log. One thread at a time appends.
/// </summary>
internal sealed class JournalWriting : IDisposable
{
    private readonly string _path;
    private readonly FileStream _lock;
    private readonly SqliteJournalSettings _settings;
    private readonly JournalHead _end;
    private readonly Lock _beginning = new();
    private JournalAppending? _appending;
    private long _lastPosition;
    private JournalException? _failure;

    private JournalWriting(string path, FileStream held, SqliteJournalSettings settings)
    {
        _path = path;
        _lock = held;
        _settings = settings;
        using JournalReading? stored = JournalReading.OpenIfAny(path);
        _end = stored?.CheckedEnd() ?? JournalReading.EndOfNone(path);
        _lastPosition = _end.Position;
        Notices = NoticesOf(path, _end.Position);
        // There is nothing that could be written over.
        if (stored is null) Begin();
    }

    /// <summary>The position of the last group on stable storage; may be asked by any thread.</summary>
    public long LastPosition => Volatile.Read(ref _lastPosition);

    /// <summary>What was found at opening that somebody should know of.</summary>
    public IReadOnlyList<string> Notices { get; }

    public static JournalWriting Open(string path, SqliteJournalSettings settings)
    {
        FileStream held = SqliteLock.Take(path);
        try
        {
            return new JournalWriting(path, held, settings);
        }
        catch (SqliteException error)
        {
            held.Dispose();
            throw SqliteFile.Cannot($"{path} cannot be taken over for writing", error, SqliteJournal.Form);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Takes the next epoch, where that has not been done; from here on the files are written.</summary>
    /// <exception cref="JournalException">The journal cannot be written.</exception>
    public void Begin()
    {
        lock (_beginning) _appending ??= JournalAppending.Begin(_path, _end, _settings);
    }

    /// <summary>Appends a group; after an error every further append fails as well.</summary>
    public void Append(CommitGroup group)
    {
        if (_failure is not null)
            throw new JournalException($"{_path}: nothing is appended any more after this error: {_failure.Message}", _failure);
        try
        {
            if (Volatile.Read(ref _appending) is null) Begin();
            _appending!.Store(group);
            Volatile.Write(ref _lastPosition, group.Position);
        }
        catch (SqliteException error)
        {
            throw _failure = SqliteFile.Cannot($"{_path}: position {group.Position} could not be stored", error, SqliteJournal.Form);
        }
        catch (JournalException error)
        {
            _failure = error;
            throw;
        }
    }

    public void Dispose()
    {
        try
        {
            _appending?.Dispose();
        }
        finally
        {
            _lock.Dispose();
        }
    }

    private static IReadOnlyList<string> NoticesOf(string path, long lastPosition) => JournalHead.Find(path) switch
    {
        { IsThere: false } when lastPosition > 0 =>
            [$"{JournalHead.PathOf(path)} was missing: the journal ends at position {lastPosition}, and whether more was stored could be told by its read models only. It is right after an update from a version without that file; otherwise somebody has removed it"],
        { Bad: > 0 } => [$"{JournalHead.PathOf(path)}: one of its two notes was damaged, as a loss of power may leave it; the other one fits the journal. It is made anew"],
        _ => [],
    };
}
