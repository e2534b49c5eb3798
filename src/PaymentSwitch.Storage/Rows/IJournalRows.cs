using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Rows;

/// <summary>Reads the rows of a stored journal, whatever it is stored in, checking the chain as it goes. Not for several threads at once.</summary>
internal interface IJournalRows : IDisposable
{
    /// <summary>The last position; 0 for an empty journal.</summary>
    /// <exception cref="JournalException">It cannot be read.</exception>
    long LastPosition();

    /// <summary>The rows from one position to another, some at a time, each checked against the one before it.</summary>
    /// <param name="from">The first one wanted; at least 1. The hash before it is taken as it is stored.</param>
    /// <param name="to">The last one wanted; <see cref="long.MaxValue"/> for all that there are.</param>
    /// <exception cref="JournalException">A row is damaged or missing; the message names its position.</exception>
    IEnumerable<List<JournalRow>> Batches(long from, long to);

    /// <summary>One row.</summary>
    /// <exception cref="JournalException">It is damaged or missing.</exception>
    JournalRow Row(long position);
}
