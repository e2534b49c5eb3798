using Microsoft.Win32.SafeHandles;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>
/// Notes the journal's end outside of it after each commit. A note is not synced then: that would cost what a commit costs, and what a
/// process has written outlives its death. It is synced when nothing has been appended for a moment, and when the journal is closed; so
/// after a loss of power it may be an older one, which names less than there is and never more.
/// </summary>
internal sealed class JournalHeadWriting : IDisposable
{
    private static readonly TimeSpan IdleAfter = TimeSpan.FromMilliseconds(250);

    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly Lock _syncing = new();
    private readonly Timer _idle;
    private readonly byte[] _bytes = new byte[JournalHead.Length];
    private long _written;
    private long _seen;
    private long _synced;
    private bool _disposed;
    private volatile JournalException? _failure;

    private JournalHeadWriting(string path, SafeFileHandle file)
    {
        _path = path;
        _file = file;
        _idle = new Timer(_ => SyncWhenIdle(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Opens the file, making it where it is missing, and notes the end that the journal has now, in both slots and synced. What was noted
    /// before must have been compared with the journal.
    /// </summary>
    /// <param name="journal">The journal's file.</param>
    /// <param name="position">The position of its last group; 0 for none. It is on stable storage.</param>
    /// <param name="epoch">Under which epoch that was written.</param>
    /// <param name="hash">The hash of its row.</param>
    /// <exception cref="JournalException">It cannot be written.</exception>
    public static JournalHeadWriting Begin(string journal, long position, long epoch, ReadOnlySpan<byte> hash)
    {
        string path = JournalHead.PathOf(journal);
        // The latest note stays until the other slot has the new one.
        int first = JournalHead.Slots - 1 - JournalHead.Find(journal).Slot;
        JournalHeadWriting? head = null;
        try
        {
            head = new JournalHeadWriting(path, File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));
            foreach (int slot in (ReadOnlySpan<int>)[first, JournalHead.Slots - 1 - first])
            {
                head.Write(slot, position, epoch, hash);
                FileSync.File(head._file, path);
            }

            FileSync.Folder(Path.GetDirectoryName(Path.GetFullPath(path))!);
            head._idle.Change(IdleAfter, IdleAfter);
            return head;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            head?._idle.Dispose();
            head?._file.Dispose();
            throw new JournalException($"{path}, where the journal's end is noted, cannot be written: {error.Message}", error);
        }
    }

    /// <summary>Notes the end after a commit. By the thread that appends.</summary>
    /// <exception cref="JournalException">It could not be written, or not be synced some time before.</exception>
    public void Note(long position, long epoch, ReadOnlySpan<byte> hash)
    {
        if (_failure is not null) throw _failure;
        try
        {
            Write((int)(position % JournalHead.Slots), position, epoch, hash);
        }
        catch (IOException error)
        {
            throw _failure = new JournalException($"{_path}: the end of the journal, position {position}, could not be noted: {error.Message}", error);
        }

        Volatile.Write(ref _written, position);
    }

    /// <summary>Syncs the last note and closes the file.</summary>
    /// <exception cref="JournalException">It could not be synced. The journal itself has everything.</exception>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _idle.Dispose();
        lock (_syncing)
        {
            Sync();
            _file.Dispose();
        }

        if (_failure is not null) throw _failure;
    }

    private void Write(int slot, long position, long epoch, ReadOnlySpan<byte> hash)
    {
        JournalHead.Write(position, epoch, hash, _bytes);
        RandomAccess.Write(_file, _bytes, (long)slot * JournalHead.SlotBytes);
    }

    private void SyncWhenIdle()
    {
        long written = Volatile.Read(ref _written);
        if (written != Interlocked.Exchange(ref _seen, written)) return;
        lock (_syncing)
        {
            if (!_file.IsClosed) Sync();
        }
    }

    private void Sync()
    {
        long written = Volatile.Read(ref _written);
        if (written == _synced || _failure is not null) return;
        try
        {
            FileSync.File(_file, _path);
            _synced = written;
        }
        catch (IOException error)
        {
            // A disk that reports an error is not written to again: the next append fails by this.
            _failure = new JournalException($"{_path}, where the journal's end is noted: {error.Message} Look at the system's log before going on.", error);
        }
    }
}
