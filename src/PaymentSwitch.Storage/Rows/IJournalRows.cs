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

    /// <summary>Holds the journal's end against what was noted of it elsewhere; to be asked when it has been read.</summary>
    /// <returns>What does not fit; null where all does, or nothing was noted.</returns>
    /// <exception cref="JournalException">It cannot be read.</exception>
    EndProblem? ProblemAtEnd() => null;
}

/// <summary>What a journal's end has not, or has otherwise than it was noted elsewhere.</summary>
/// <param name="Position">The first position that is concerned.</param>
/// <param name="Message">What is wrong, in a sentence.</param>
/// <param name="WayOut">What to do about it before a start is tried again.</param>
internal sealed record EndProblem(long Position, string Message, string WayOut);
