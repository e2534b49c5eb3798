using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.Reporting;

/// <summary>A statement of a whole period, all pages one after the other, into as many formats as are wanted at once.</summary>
public static class WholeStatement
{
    /// <summary>Writes it.</summary>
    /// <param name="readSide">The read models.</param>
    /// <param name="account">Which account.</param>
    /// <param name="fromMs">The period's beginning, in Unix milliseconds.</param>
    /// <param name="toMs">The period's end, in Unix milliseconds, not in it.</param>
    /// <param name="details">Where more is known of entries; null where that is not wanted.</param>
    /// <param name="detailedMax">For so many entries; later ones have the movement alone.</param>
    /// <param name="outputs">What takes it.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <returns>The totals; null where the period is empty.</returns>
    /// <exception cref="JournalException">The movements do not give the balances: the read models are damaged.</exception>
    public static StatementTotals? Write(
        IReadSide readSide, AccountId account, long fromMs, long toMs, EntryDetailsSource? details, int detailedMax,
        IReadOnlyList<IStatementOutput> outputs, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        var request = new StatementRequest(account, fromMs, toMs);
        AccountStatement? page = AccountStatement.Of(readSide, request).Statement;
        if (page is null) return null;
        (long openingMinor, long closingMinor) = (page.OpeningBalanceMinor, page.ClosingBalanceMinor);
        foreach (IStatementOutput output in outputs) output.Begin(page);
        var credits = new EntryTotal(0, 0);
        var debits = new EntryTotal(0, 0);
        while (page is not null)
        {
            cancel.ThrowIfCancellationRequested();
            for (int i = 0; i < page.Entries.Count; i++)
            {
                Movement entry = page.Entries[i];
                bool isDetailed = details is not null && outputs.Count > 0 && credits.Count + debits.Count + i < detailedMax;
                EntryDetails? more = isDetailed ? details!.Find(entry) : null;
                foreach (IStatementOutput output in outputs) output.Take(entry, more);
            }

            credits = new EntryTotal(credits.Count + page.Credits.Count, credits.SumMinor + page.Credits.SumMinor);
            debits = new EntryTotal(debits.Count + page.Debits.Count, debits.SumMinor + page.Debits.SumMinor);
            page = page.NextNumber is long next ? AccountStatement.Of(readSide, request with { FromNumber = next }).Statement : null;
        }

        var totals = new StatementTotals(openingMinor, closingMinor, credits, debits);
        foreach (IStatementOutput output in outputs) output.End(totals);
        return totals;
    }
}
