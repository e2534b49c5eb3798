using Microsoft.Data.Sqlite;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>
/// Copies the write-ahead log into the journal's file beside appends. A log can only begin anew when all of it is
/// copied, and appends never pause; so a thread of its own copies and syncs nearly all of it, and the writer, between two
/// appends, the little that has come meanwhile.
/// </summary>
internal sealed class JournalCheckpoints : IDisposable
{
    private readonly string _path;
    private readonly long _afterBytes;
    private readonly SqliteConnection _copying;
    private readonly Statement _copy;
    private readonly Statement _finish;
    private readonly FileStream _file;
    private readonly Thread _thread;
    private readonly AutoResetEvent _wake = new(false);
    private long _logBytes;
    private volatile Phase _phase;
    private volatile bool _stopping;
    private volatile JournalException? _failure;

    /// <summary>Begins to watch over a journal's log.</summary>
    /// <param name="path">The journal's file.</param>
    /// <param name="writing">The connection that appends; it must not checkpoint by itself.</param>
    /// <param name="afterBytes">After how many bytes of log copying begins.</param>
    public JournalCheckpoints(string path, SqliteConnection writing, long afterBytes)
    {
        _path = path;
        _afterBytes = afterBytes;
        _copying = SqliteFile.OpenForWriting(path, SqliteJournal.Form, "FULL", autoCheckpointBytes: 0);
        _copy = new Statement(_copying, "PRAGMA wal_checkpoint(PASSIVE)");
        _finish = new Statement(writing, "PRAGMA wal_checkpoint(PASSIVE)");
        // Closing a file lets go of all locks that this process has on it, SQLite's too: so it stays open as long as the journal.
        _file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        _thread = new Thread(CopyWhenAsked) { IsBackground = true, Name = "journal checkpoint" };
        _thread.Start();
    }

    private enum Phase
    {
        Waiting,
        Copying,
        Copied,
    }

    /// <summary>To be called by the writer before each append. Only now and then it does something, and that is short.</summary>
    /// <param name="payloadBytes">How many bytes are about to be appended.</param>
    /// <exception cref="JournalException">The log could not be copied.</exception>
    public void BeforeAppend(long payloadBytes)
    {
        // The log holds whole pages: those of the payload, and those that lead to it.
        _logBytes += ((payloadBytes / SqliteJournal.Form.PageBytes) + 2) * SqliteJournal.Form.PageBytes;
        switch (_phase)
        {
            case Phase.Waiting when _logBytes >= _afterBytes:
                _phase = Phase.Copying;
                _wake.Set();
                break;
            case Phase.Copied:
                if (_failure is not null) throw _failure;
                Run(_finish);
                if (_failure is not null) throw _failure;
                _logBytes = 0;
                _phase = Phase.Waiting;
                break;
        }
    }

    /// <summary>Ends the copying; what is left in the log stays there, and is safe.</summary>
    public void Dispose()
    {
        if (_stopping) return;
        _stopping = true;
        _wake.Set();
        _thread.Join();
        _copy.Dispose();
        _finish.Dispose();
        _copying.Dispose();
        _wake.Dispose();
    }

    /// <summary>Closes what was held open; to be called when no connection of this process has the journal open any more.</summary>
    public void CloseFile() => _file.Dispose();

    private void CopyWhenAsked()
    {
        while (true)
        {
            _wake.WaitOne();
            if (_stopping) return;
            // The second time copies what came during the first one.
            for (int i = 0; i < 2 && !_stopping && _failure is null; i++)
            {
                Run(_copy);
                // SQLite syncs the file when all of the log is in it; this only makes that sync find little to do.
                RandomAccess.FlushToDisk(_file.SafeFileHandle);
            }

            _phase = Phase.Copied;
        }
    }

    private void Run(Statement checkpoint)
    {
        try
        {
            checkpoint.Run();
        }
        catch (SqliteException error)
        {
            _failure = SqliteFile.Cannot($"{_path}: its log could not be copied into it", error, SqliteJournal.Form);
        }
    }
}
