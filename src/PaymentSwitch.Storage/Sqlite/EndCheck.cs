using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Rows;

namespace PaymentSwitch.Storage.Sqlite;

/// <summary>Holds a journal's end against the note of it that its writer has left beside it.</summary>
internal static class EndCheck
{
    private const string OlderCopy = "where an older copy is meant to count, remove that note, snapshot and read models too.";

    /// <summary>What does not fit. The note is read before the journal: one that is being written has at least what the note names.</summary>
    /// <param name="path">The journal's file.</param>
    /// <param name="lastPosition">The last position that it has.</param>
    /// <param name="hashAt">The hash of the row of a position that it has.</param>
    /// <exception cref="JournalException">The note or the row cannot be read.</exception>
    public static EndProblem? Of(string path, Func<long> lastPosition, Func<long, byte[]> hashAt)
    {
        FoundHead found = JournalHead.Find(path);
        if (!found.IsThere) return null;
        string note = JournalHead.PathOf(path);
        long last = lastPosition();
        if (found.Latest is not JournalHead head)
        {
            return new EndProblem(
                last + 1, $"{note}, where the end of the journal is noted, is damaged: whether position {last + 1} and more were stored cannot be told.",
                $"Nothing was changed. Copy the folder; run payswitch audit verify with the checkpoints, and remove {note} where nothing is missing.");
        }

        if (head.Position > last)
        {
            return new EndProblem(
                last + 1, $"{path} ends at position {last}, and {note} says that position {head.Position} was stored: position {last + 1} and what follows is missing, or hidden behind damage in {path}-wal.",
                $"Nothing was changed. Copy the folder, and restore the journal from a copy; {OlderCopy}");
        }

        return head.Position == 0 || hashAt(head.Position).AsSpan().SequenceEqual(head.Hash) ? null : new EndProblem(
            head.Position, $"{path}: position {head.Position} is not the group that {note} says was stored: it was replaced, or the two are not of one journal.",
            $"Nothing was changed. Restore both from a copy; {OlderCopy}");
    }
}
