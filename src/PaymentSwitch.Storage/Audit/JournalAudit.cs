using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Rows;

namespace PaymentSwitch.Storage.Audit;

/// <summary>
/// Reads a whole journal and holds it against the checkpoints that were made of it: the chain from row to row, each row's facts counted,
/// and at the size of each checkpoint the root that it has signed. Since all roots come from one pass over one journal, checkpoints that
/// fit it fit each other. Changes nothing; the journal may be written meanwhile.
/// </summary>
public static class JournalAudit
{
    // A batch has up to 4 MB; so many are read ahead while others are hashed.
    private const int BatchesAhead = 3;

    /// <summary>Audits a journal.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="checkpoints">Its checkpoints; none for the chain alone.</param>
    /// <param name="keys">The keys they may be signed by.</param>
    /// <exception cref="JournalException">The journal cannot be opened at all.</exception>
    public static AuditReport Run(JournalPlace journal, IReadOnlyList<CheckpointFile> checkpoints, CheckpointKeys keys)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(checkpoints);
        ArgumentNullException.ThrowIfNull(keys);
        var signed = SignedCheckpoints.Of(checkpoints, keys);
        using IJournalRows rows = journal.OpenRows();
        var tree = new MerkleFrontier();
        long facts = 0, bytes = 0;
        byte[]? lastHash = null;
        AuditProblem? damage = null, end = null;
        try
        {
            long last = rows.LastPosition();
            IEnumerable<List<JournalRow>> batches = last == 0 ? [] : ReadAhead.Of(rows.Batches(1, last), BatchesAhead, "journal audit");
            foreach (List<JournalRow> batch in batches)
            {
                byte[][] leaves = LeavesOf(batch, out JournalException? unreadable);
                for (int i = 0; i < leaves.Length; i++)
                {
                    tree.Add(leaves[i]);
                    facts += batch[i].Numbers.Count;
                    bytes += batch[i].Payload.Length;
                    lastHash = batch[i].Hash;
                    signed.Compare(tree, lastHash);
                }

                if (unreadable is not null) throw unreadable;
            }

            if (rows.ProblemAtEnd() is { } problem) end = new AuditProblem(problem.Position, null, problem.Message);
        }
        catch (JournalException error)
        {
            damage = new AuditProblem(tree.Size + 1, null, error.Message);
        }

        signed.EndAt(tree.Size, isDamaged: damage is not null);
        List<AuditProblem> problems = (damage ?? end) is { } found ? [found, .. signed.Problems] : signed.Problems;
        return new AuditReport(
            tree.Size, facts, bytes, Convert.ToHexStringLower(tree.Root()), lastHash is null ? "" : Convert.ToHexStringLower(lastHash),
            signed.Good, signed.SignedUpTo, [.. problems.OrderBy(problem => problem.Position ?? long.MaxValue)]);
    }

    /// <summary>The leaves of a batch, each row by itself, on as many processors as there are.</summary>
    /// <param name="batch">Rows whose hashes were checked.</param>
    /// <param name="unreadable">What is wrong with the first row that is no group; null where all are. Only the leaves before it are given.</param>
    internal static byte[][] LeavesOf(List<JournalRow> batch, out JournalException? unreadable)
    {
        byte[][] leaves = new byte[batch.Count][];
        var errors = new JournalException?[batch.Count];
        Parallel.For(0, batch.Count, i =>
        {
            try
            {
                leaves[i] = RowContents.Of(batch[i]).JournalLeaf();
            }
            catch (JournalException error)
            {
                errors[i] = error;
            }
        });
        int first = Array.FindIndex(errors, error => error is not null);
        unreadable = first < 0 ? null : errors[first];
        return first < 0 ? leaves : leaves[..first];
    }
}
