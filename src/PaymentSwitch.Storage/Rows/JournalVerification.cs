using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Storage.Events;

namespace PaymentSwitch.Storage.Rows;

/// <summary>What a look at every row of a journal has found.</summary>
/// <param name="GoodGroups">How many groups, from the first one on, are undamaged: also the position of the last of them.</param>
/// <param name="GoodFacts">How many facts are in them.</param>
/// <param name="FirstBadPosition">The first position that is damaged or missing; null where there is none.</param>
/// <param name="Problem">What is wrong there, in a sentence; null where nothing is.</param>
/// <param name="LastHash">
/// The hash of the last good group, in hexadecimal; empty for an empty journal. Whoever has noted it elsewhere can tell
/// later that nothing up to that group was replaced or cut off.
/// </param>
public sealed record JournalVerification(long GoodGroups, long GoodFacts, long? FirstBadPosition, string? Problem, string LastHash)
{
    /// <summary>Whether all of it is undamaged.</summary>
    public bool IsGood => FirstBadPosition is null;

    /// <summary>Reads a whole journal: the chain of hashes, the order of epochs, and every fact.</summary>
    /// <param name="reading">The journal.</param>
    /// <param name="progress">Is told the last position that was found good, now and then; or null.</param>
    internal static JournalVerification Of(IJournalRows reading, IProgress<long>? progress)
    {
        var codec = new GroupCodec();
        long groups = 0, facts = 0;
        string lastHash = "";
        try
        {
            foreach (List<JournalRow> batch in ReadAhead.Of(reading.Batches(1, long.MaxValue), 2, "journal verification"))
            {
                foreach (JournalRow row in batch)
                {
                    facts += row.Group(codec).Entries.Count;
                    groups++;
                    lastHash = Convert.ToHexStringLower(row.Hash);
                }

                progress?.Report(groups);
            }

            if (reading.ProblemAtEnd() is { } problem) return new JournalVerification(groups, facts, problem.Position, problem.Message, lastHash);
        }
        catch (JournalException error)
        {
            // Rows that were read ahead may be good; what follows the last one that was looked at is not known to be.
            return new JournalVerification(groups, facts, groups + 1, error.Message, lastHash);
        }

        return new JournalVerification(groups, facts, null, null, lastHash);
    }
}
