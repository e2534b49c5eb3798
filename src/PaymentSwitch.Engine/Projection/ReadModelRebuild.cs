using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Liquidity;
using PaymentSwitch.Engine.Recovery;

namespace PaymentSwitch.Engine.Projection;

/// <summary>Makes the read side anew from the journal, with the switch at rest.</summary>
public static class ReadModelRebuild
{
    /// <summary>Clears the read side and projects the whole journal.</summary>
    /// <param name="journal">The journal, read from position 1.</param>
    /// <param name="readSide">What is made anew.</param>
    /// <param name="progress">Is called with each group's position; may be null.</param>
    /// <returns>The position up to which it was projected.</returns>
    /// <exception cref="JournalException">The journal is damaged; the message names the place.</exception>
    public static long Run(IJournal journal, IReadSide readSide, Action<long>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(readSide);
        readSide.Clear();
        using var projector = new Projector(
            journal, readSide, new PaymentArchive(journal), [], 0, new LiquidityOutlook(0), group => progress?.Invoke(group.Position));
        projector.Stop();
        projector.Run();
        return readSide.Position;
    }
}
