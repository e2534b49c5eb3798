using System.Collections.Concurrent;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Events;

namespace PaymentSwitch.Storage.Rows;

/// <summary>Reads commit groups out of a journal's rows, whatever it is stored in. May be used by any thread.</summary>
/// <param name="open">Opens the journal for reading.</param>
internal sealed class JournalGroups(Func<IJournalRows> open) : IDisposable
{
    private const int BatchesAhead = 2;

    private readonly ConcurrentBag<(IJournalRows Rows, GroupCodec Codec)> _idle = [];

    /// <summary>
    /// The groups from one position to another. Rows are read and their hashes checked on a thread of their own, a few MB ahead of the caller, on whose thread
    /// the facts are decoded. Messages in the facts are slices of their group's payload.
    /// </summary>
    /// <exception cref="JournalException">A row is damaged or missing, or cannot be read.</exception>
    public IEnumerable<CommitGroup> Read(long from, long to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        return ReadTo(from, to);
    }

    /// <summary>One group. Messages in the facts are copies, so that one payment that is kept does not keep the others of its group.</summary>
    /// <exception cref="JournalException">Its row is damaged or missing, or cannot be read.</exception>
    public CommitGroup ReadGroup(long position)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(position, 1);
        (IJournalRows Rows, GroupCodec Codec) reader = _idle.TryTake(out (IJournalRows, GroupCodec) idle) ? idle : (open(), new GroupCodec(copies: true));
        CommitGroup group;
        try
        {
            group = reader.Rows.Row(position).Group(reader.Codec);
        }
        catch
        {
            reader.Rows.Dispose();
            throw;
        }

        _idle.Add(reader);
        return group;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.TryTake(out (IJournalRows Rows, GroupCodec Codec) reader)) reader.Rows.Dispose();
    }

    private IEnumerable<CommitGroup> ReadTo(long from, long to)
    {
        if (from > to) yield break;
        using IJournalRows rows = open();
        var codec = new GroupCodec();
        IEnumerable<List<JournalRow>> batches = rows.Batches(from, to);
        // A single row is not worth a thread.
        if (from < to) batches = ReadAhead.Of(batches, BatchesAhead, "journal read-ahead");
        foreach (List<JournalRow> batch in batches)
            foreach (JournalRow row in batch)
                yield return row.Group(codec);
    }
}
