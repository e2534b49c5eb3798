using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Engine.Reporting;

/// <summary>
/// A page of what happened on an account in a period. Invariant, checked whenever one is made: the balance before the page
/// and its entries give the balance after it, and the first and last page meet the balances of the period.
/// </summary>
public sealed record AccountStatement
{
    /// <summary>How many entries a page may have.</summary>
    public const int EntriesPerPageMax = 1000;

    private AccountStatement()
    {
    }

    /// <summary>Whose account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The period's beginning, in Unix milliseconds.</summary>
    public required long FromMs { get; init; }

    /// <summary>The period's end, in Unix milliseconds, not in it.</summary>
    public required long ToMs { get; init; }

    /// <summary>
    /// The last group of the journal that the read models had taken in. A period that ended before it is complete; later
    /// facts of one that has not may be missing.
    /// </summary>
    public required long AsOfPosition { get; init; }

    /// <summary>The balance at the period's beginning, in minor units.</summary>
    public required long OpeningBalanceMinor { get; init; }

    /// <summary>The balance at the period's end, in minor units.</summary>
    public required long ClosingBalanceMinor { get; init; }

    /// <summary>How many entries the period has, on all pages.</summary>
    public required long EntryCount { get; init; }

    /// <summary>The balance before this page's first entry, in minor units.</summary>
    public required long PageOpeningBalanceMinor { get; init; }

    /// <summary>The balance after this page's last entry, in minor units.</summary>
    public required long PageClosingBalanceMinor { get; init; }

    /// <summary>The entries of this page, the oldest first.</summary>
    public required IReadOnlyList<Movement> Entries { get; init; }

    /// <summary>The credits among the entries of this page.</summary>
    public required EntryTotal Credits { get; init; }

    /// <summary>The debits among the entries of this page.</summary>
    public required EntryTotal Debits { get; init; }

    /// <summary>Where the next page begins; null where this is the last one.</summary>
    public required long? NextNumber { get; init; }

    /// <summary>Makes a page from the read models. An account without movements has an empty one.</summary>
    /// <exception cref="JournalException">The movements do not give the balances: the read models are damaged. The message names the account.</exception>
    public static StatementResult Of(IReadSide readSide, StatementRequest request)
    {
        ArgumentNullException.ThrowIfNull(readSide);
        ArgumentNullException.ThrowIfNull(request);
        if (request.ToMs <= request.FromMs) return new(null, StatementRefusal.PeriodEmpty);
        if (request.EntriesMax is < 1 or > EntriesPerPageMax) return new(null, StatementRefusal.PageSizeOutOfRange);

        long asOfPosition = readSide.Position;
        // Everything up to the last movement stays as it is, whatever is written meanwhile; what comes later is left out.
        long lastNumber = readSide.LastMovement(request.Account)?.Number ?? 0;
        long firstNumber = NumberAt(readSide, request.Account, request.FromMs, lastNumber);
        long endNumber = NumberAt(readSide, request.Account, request.ToMs, lastNumber);
        long fromNumber = request.FromNumber ?? firstNumber;
        bool isInPeriod = request.FromNumber is null || (fromNumber >= firstNumber && fromNumber < endNumber);
        if (!isInPeriod) return new(null, StatementRefusal.NotInPeriod);

        long nextNumber = Math.Min(endNumber, fromNumber + request.EntriesMax);
        long openingMinor = BalanceBefore(readSide, request.Account, firstNumber);
        long closingMinor = BalanceBefore(readSide, request.Account, endNumber);
        IReadOnlyList<Movement> entries = readSide.ReadMovements(request.Account, fromNumber, (int)(nextNumber - fromNumber));
        var statement = new AccountStatement
        {
            Account = request.Account,
            FromMs = request.FromMs,
            ToMs = request.ToMs,
            AsOfPosition = asOfPosition,
            OpeningBalanceMinor = openingMinor,
            ClosingBalanceMinor = closingMinor,
            EntryCount = endNumber - firstNumber,
            PageOpeningBalanceMinor = fromNumber == firstNumber ? openingMinor : BalanceBefore(readSide, request.Account, fromNumber),
            PageClosingBalanceMinor = nextNumber == endNumber ? closingMinor : BalanceBefore(readSide, request.Account, nextNumber),
            Entries = entries,
            Credits = EntryTotal.Of(entries.Where(entry => entry.AmountMinor > 0)),
            Debits = EntryTotal.Of(entries.Where(entry => entry.AmountMinor < 0)),
            NextNumber = nextNumber < endNumber ? nextNumber : null,
        };
        statement.Check(fromNumber, nextNumber);
        return new(statement, null);
    }

    /// <summary>The number of the first movement at or after a moment; where none is, the one that would come next.</summary>
    private static long NumberAt(IReadSide readSide, AccountId account, long atMs, long lastNumber) =>
        Math.Min(readSide.FindMovement(account, atMs) ?? long.MaxValue, lastNumber + 1);

    private static long BalanceBefore(IReadSide readSide, AccountId account, long number)
    {
        if (number == 1) return 0;
        IReadOnlyList<Movement> before = readSide.ReadMovements(account, number - 1, 1);
        return before.Count == 1 && before[0].Number == number - 1
            ? before[0].BalanceAfterMinor
            : throw Wrong(account, $"movement {number - 1} is missing");
    }

    private void Check(long fromNumber, long nextNumber)
    {
        long balanceMinor = PageOpeningBalanceMinor;
        for (int i = 0; i < Entries.Count; i++)
        {
            Movement entry = Entries[i];
            if (entry.Number != fromNumber + i) throw Wrong(Account, $"movement {fromNumber + i} is missing");
            if (entry.AtMs < FromMs || entry.AtMs >= ToMs) throw Wrong(Account, $"movement {entry.Number} is not in the order of time");
            balanceMinor += entry.AmountMinor;
            if (entry.BalanceAfterMinor != balanceMinor)
                throw Wrong(Account, $"the balance after movement {entry.Number} is {entry.BalanceAfterMinor}, and the movements give {balanceMinor}");
        }

        if (Entries.Count != nextNumber - fromNumber) throw Wrong(Account, $"movement {fromNumber + Entries.Count} is missing");
        if (PageOpeningBalanceMinor + Credits.SumMinor - Debits.SumMinor != PageClosingBalanceMinor)
            throw Wrong(Account, $"{PageOpeningBalanceMinor} before the page, {Credits.SumMinor} of credits and {Debits.SumMinor} of debits do not give {PageClosingBalanceMinor}");
    }

    private static JournalException Wrong(AccountId account, string what) =>
        new($"Account {account}: no statement can be made: {what}. The read models are damaged: make them anew with rebuild-read-model.");
}

/// <summary>Entries of one direction.</summary>
/// <param name="Count">How many.</param>
/// <param name="SumMinor">Their sum without sign, in minor units. Wider than an amount: a thousand of the greatest fit.</param>
public readonly record struct EntryTotal(int Count, Int128 SumMinor)
{
    internal static EntryTotal Of(IEnumerable<Movement> entries)
    {
        int count = 0;
        Int128 sumMinor = 0;
        foreach (Movement entry in entries)
        {
            count++;
            sumMinor += Int128.Abs(entry.AmountMinor);
        }

        return new EntryTotal(count, sumMinor);
    }
}
