using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Events;
using PaymentSwitch.Storage.Rows;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>
/// The journal in a SQLite file: one row per commit group, hash-chained, synced before an append returns. One process
/// writes at a time: it holds a lock on a file beside, and takes an epoch that every append checks.
/// </summary>
public sealed class SqliteJournal : IJournal
{
    private const int BatchesAhead = 2;

    private readonly string _path;
    private readonly ConcurrentBag<(JournalReading Reading, GroupCodec Codec)> _idle = [];
    private readonly JournalWriting? _writing;
    private readonly long _lastAtOpening;

    private SqliteJournal(string path, JournalWriting? writing, long lastPosition)
    {
        _path = path;
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
    /// <remarks>
    /// Rows are read and their hashes checked on a thread of their own, a few MB ahead of the caller, on whose thread the
    /// facts are decoded. Messages in the facts are slices of their group's payload.
    /// </remarks>
    public IEnumerable<CommitGroup> Read(long fromPosition)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromPosition, 1);
        return ReadTo(fromPosition, LastPosition);
    }

    /// <inheritdoc/>
    /// <remarks>Messages in the facts are copies, so that one payment that is kept does not keep the others of its group.</remarks>
    public CommitGroup ReadGroup(long position)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(position, 1);
        (JournalReading Reading, GroupCodec Codec) reader =
            _idle.TryTake(out (JournalReading, GroupCodec) idle) ? idle : (JournalReading.Open(_path), new GroupCodec(copies: true));
        CommitGroup group;
        try
        {
            group = reader.Reading.Row(position).Group(reader.Codec);
        }
        catch
        {
            reader.Reading.Dispose();
            throw;
        }

        _idle.Add(reader);
        return group;
    }

    /// <inheritdoc/>
    /// <exception cref="JournalException">Its end could not be noted for good beside it; the journal itself has everything.</exception>
    public void Dispose()
    {
        while (_idle.TryTake(out (JournalReading Reading, GroupCodec Codec) reader)) reader.Reading.Dispose();
        _writing?.Dispose();
    }

    private IEnumerable<CommitGroup> ReadTo(long from, long to)
    {
        if (from > to) yield break;
        using JournalReading reading = JournalReading.Open(_path);
        var codec = new GroupCodec();
        IEnumerable<List<JournalRow>> batches = reading.Batches(from, to);
        // A single row is not worth a thread.
        if (from < to) batches = ReadAhead.Of(batches, BatchesAhead, "journal read-ahead");
        foreach (List<JournalRow> batch in batches)
            foreach (JournalRow row in batch)
                yield return row.Group(codec);
    }
}
