using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>
/// Notes the journal's end outside of it after each commit. A note is not synced then: that would cost what a commit costs, and what a
/// process has written outlives its death. It is synced when nothing has been appended for a moment, and when the journal is closed; so
/// after a loss of power it may be an older one, which names less than there is and never more. The file is mapped into memory, as SQLite
/// maps the index of its log: by a call to the system a note behind a synced commit took some 17 microseconds, so it takes some 5.
/// </summary>
internal sealed class JournalHeadWriting : IDisposable
{
    private const int FileBytes = ((JournalHead.Slots - 1) * JournalHead.SlotBytes) + JournalHead.Length;

    private static readonly TimeSpan IdleAfter = TimeSpan.FromMilliseconds(250);

    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
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
        _map = MemoryMappedFile.CreateFromFile(file, null, RandomAccess.GetLength(file), MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        _view = _map.CreateViewAccessor(0, FileBytes);
        _idle = new Timer(_ => SyncWhenIdle(), null, IdleAfter, IdleAfter);
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
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            byte[] bytes = new byte[JournalHead.Length];
            JournalHead.Write(position, epoch, hash, bytes);
            foreach (int slot in (ReadOnlySpan<int>)[first, JournalHead.Slots - 1 - first])
            {
                RandomAccess.Write(file, bytes, (long)slot * JournalHead.SlotBytes);
                FileSync.File(file, path);
            }

            FileSync.Folder(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return new JournalHeadWriting(path, file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw new JournalException($"{path}, where the journal's end is noted, cannot be written: {error.Message}", error);
        }
    }

    /// <summary>Notes the end after a commit. By the thread that appends.</summary>
    /// <exception cref="JournalException">It could not be synced some time before.</exception>
    public void Note(long position, long epoch, ReadOnlySpan<byte> hash)
    {
        if (_failure is not null) throw _failure;
        JournalHead.Write(position, epoch, hash, _bytes);
        _view.SafeMemoryMappedViewHandle.WriteSpan<byte>((ulong)(position % JournalHead.Slots * JournalHead.SlotBytes), _bytes);
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
            _view.Dispose();
            _map.Dispose();
            _file.Dispose();
        }

        if (_failure is not null) throw _failure;
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
            // What was written through the map; on Linux the next line does that too.
            _view.Flush();
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
