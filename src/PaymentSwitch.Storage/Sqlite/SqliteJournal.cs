using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Rows;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>
/// The journal in a SQLite file: one row per commit group, hash-chained, synced before an append returns. One process
/// writes at a time: it holds a lock on a file beside, and takes an epoch that every append checks.
/// </summary>
public sealed class SqliteJournal : IJournal
{
    private readonly JournalGroups _groups;
    private readonly JournalWriting? _writing;
    private readonly long _lastAtOpening;

    private SqliteJournal(string path, JournalWriting? writing, long lastPosition)
    {
        _groups = new JournalGroups(() => JournalReading.Open(path));
        _writing = writing;
        _lastAtOpening = lastPosition;
    }

    /// <inheritdoc/>
    public long LastPosition => _writing?.LastPosition ?? _lastAtOpening;

    /// <summary>
    /// What the file holds. Pages of 16 KiB: groups of 250 payments are appended about a quarter faster than with 4 KiB.
    /// Larger ones gain little more, and make the log of a single payment, which takes a page at least, that much longer.
    /// </summary>
    internal static FileForm Form { get; } = new("a journal", 0x50534A31, 1, 16 * 1024, FileForm.Restore, """
        CREATE TABLE journal (
          position INTEGER PRIMARY KEY,
          epoch INTEGER NOT NULL,
          count INTEGER NOT NULL,
          at_ms INTEGER NOT NULL,
          version INTEGER NOT NULL,
          payload BLOB NOT NULL,
          hash BLOB NOT NULL);
        CREATE TABLE writer (one INTEGER PRIMARY KEY CHECK (one = 1), epoch INTEGER NOT NULL);
        INSERT INTO writer VALUES (1, 0)
        """);

    /// <summary>What was found at opening that somebody should know of, a sentence each.</summary>
    public IReadOnlyList<string> Notices => _writing?.Notices ?? [];

    /// <summary>
    /// Opens a journal for writing, creating it where it is missing. The next epoch is taken, and the first byte written, by
    /// <see cref="Begin"/> or by the first append.
    /// </summary>
    /// <param name="path">The journal's file, in a folder that exists.</param>
    /// <param name="settings">Its bounds; null for the defaults.</param>
    /// <exception cref="JournalException">
    /// Another process writes it, it cannot be opened, is damaged at its end, ends before what was noted beside it, or is of a later
    /// version. Nothing was changed.
    /// </exception>
    public static SqliteJournal Open(string path, SqliteJournalSettings? settings = null)
    {
        JournalWriting writing = JournalWriting.Open(path, settings ?? new SqliteJournalSettings());
        return new SqliteJournal(path, writing, writing.LastPosition);
    }

    /// <summary>Opens a journal that exists, to read what it holds now. It may be written by another process meanwhile.</summary>
    /// <exception cref="JournalException">It cannot be opened, or is of a later version.</exception>
    public static SqliteJournal OpenReadOnly(string path)
    {
        using JournalReading reading = JournalReading.Open(path);
        return new SqliteJournal(path, null, reading.LastPosition());
    }

    /// <summary>Reads a whole journal and says whether it is undamaged, and otherwise from where on it is not. Changes nothing.</summary>
    /// <param name="path">The journal's file.</param>
    /// <param name="progress">Is told the last position that was found good, now and then; null where nobody wants to know.</param>
    /// <exception cref="JournalException">The file cannot be opened at all, or is none of a journal.</exception>
    public static JournalVerification Verify(string path, IProgress<long>? progress = null)
    {
        using JournalReading reading = JournalReading.Open(path);
        return JournalVerification.Of(reading, progress);
    }

    /// <inheritdoc/>
    public void Begin() => _writing?.Begin();

    /// <inheritdoc/>
    public void Append(CommitGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (_writing is null) throw new InvalidOperationException("This journal was opened to be read only.");
        _writing.Append(group);
    }

    /// <inheritdoc/>
    public IEnumerable<CommitGroup> Read(long fromPosition) => _groups.Read(fromPosition, LastPosition);

    /// <inheritdoc/>
    public CommitGroup ReadGroup(long position) => _groups.ReadGroup(position);

    /// <inheritdoc/>
    /// <exception cref="JournalException">Its end could not be noted for good beside it; the journal itself has everything.</exception>
    public void Dispose()
    {
        _groups.Dispose();
        _writing?.Dispose();
    }
}
