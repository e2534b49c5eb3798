using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Reporting;

namespace PaymentSwitch.Gateway.Reporting;

/// <summary>What reports and statements are made from: the read models, once they contain all that was told to anybody.</summary>
/// <param name="readSide">The read models.</param>
/// <param name="journal">The journal, whose end they follow.</param>
public sealed class ReportSource(IReadSide readSide, IJournal journal)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until the read models contain all that is stored now.</summary>
    /// <param name="within">How long to wait at most.</param>
    /// <param name="ends">Ends the wait.</param>
    /// <returns>False where they lag behind for longer.</returns>
    public async ValueTask<bool> CatchUpAsync(TimeSpan within, CancellationToken ends)
    {
        long target = journal.LastPosition;
        long until = Environment.TickCount64 + (long)within.TotalMilliseconds;
        while (readSide.Position < target)
        {
            if (Environment.TickCount64 >= until) return false;
            await Task.Delay(LookAgainAfter, ends);
        }

        return true;
    }

    /// <summary>A page of an account's statement.</summary>
    /// <param name="request">The period and the size of the page; where it begins is worked out.</param>
    /// <param name="page">Which page, from 1.</param>
    /// <returns>The page; null where the period has fewer.</returns>
    public AccountStatement? Read(StatementRequest request, int page)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (page == 1) return AccountStatement.Of(readSide, request with { FromNumber = null }).Statement;
        // Movements are numbered without gaps, and none is put before another: where a page begins never changes.
        AccountStatement? first = AccountStatement.Of(readSide, request with { FromNumber = null, EntriesMax = 1 }).Statement;
        if (first is not { Entries: [var entry] }) return null;
        return AccountStatement.Of(readSide, request with { FromNumber = entry.Number + ((page - 1L) * request.EntriesMax) }).Statement;
    }
}
