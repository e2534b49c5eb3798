namespace PaymentSwitch.Engine.Reporting;

/// <summary>Takes a statement entry by entry, however long it is, and writes it in one format.</summary>
public interface IStatementOutput
{
    /// <summary>Begins: takes account, period and balances.</summary>
    void Begin(AccountStatement statement);

    /// <summary>Takes the next entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="details">What is known beside; null for nothing.</param>
    void Take(in Movement entry, EntryDetails? details);

    /// <summary>Ends, with the totals of the whole period.</summary>
    void End(StatementTotals totals);
}

/// <summary>What a whole period comes to.</summary>
/// <param name="OpeningBalanceMinor">The balance at its beginning, in minor units.</param>
/// <param name="ClosingBalanceMinor">The balance at its end, in minor units.</param>
/// <param name="Credits">All credits.</param>
/// <param name="Debits">All debits.</param>
public readonly record struct StatementTotals(long OpeningBalanceMinor, long ClosingBalanceMinor, EntryTotal Credits, EntryTotal Debits)
{
    /// <summary>Whether opening balance and entries give the closing balance.</summary>
    public bool AddsUp => OpeningBalanceMinor + Credits.SumMinor - Debits.SumMinor == ClosingBalanceMinor;

    /// <summary>How many entries there are.</summary>
    public int EntryCount => Credits.Count + Debits.Count;
}
