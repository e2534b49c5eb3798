using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Reporting;

namespace PaymentSwitch.Engine.Reconciliation;

/// <summary>
/// A bank's own books held against its account: what each side has that the other has not, or has otherwise. Several entries of
/// one payment and direction, such as two returns, count together.
/// </summary>
public sealed record BankBookComparison
{
    private BankBookComparison()
    {
    }

    /// <summary>Which account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>How many movements the account has in the period.</summary>
    public required int MovementCount { get; init; }

    /// <summary>How many entries the bank has.</summary>
    public required int EntryCount { get; init; }

    /// <summary>The balance at the period's end by the switch, in minor units.</summary>
    public required long ClosingBalanceMinor { get; init; }

    /// <summary>The same by the bank, in minor units; null where it does not say.</summary>
    public required long? BankClosingBalanceMinor { get; init; }

    /// <summary>What differs, entry by entry; empty for nothing.</summary>
    public required IReadOnlyList<BankBookDifference> Differences { get; init; }

    /// <summary>What the bank's balance is above the switch's, in minor units; null where the bank does not say.</summary>
    public long? BalanceDifferenceMinor => BankClosingBalanceMinor - ClosingBalanceMinor;

    /// <summary>
    /// What of <see cref="BalanceDifferenceMinor"/> the differences do not explain, in minor units: it comes from before the
    /// period. Null where the bank does not say its balance.
    /// </summary>
    public Int128? UnexplainedMinor => BalanceDifferenceMinor is not long differenceMinor
        ? null
        : Differences.Aggregate((Int128)differenceMinor, static (rest, difference) => rest - ((Int128)difference.BankMinor - difference.SwitchMinor));

    /// <summary>Whether both books say the same.</summary>
    public bool Matches => Differences.Count == 0 && BalanceDifferenceMinor is null or 0;

    /// <summary>Compares.</summary>
    /// <param name="readSide">The switch's movements.</param>
    /// <param name="book">The bank's books.</param>
    /// <exception cref="JournalException">The movements do not give the balances: the read models are damaged.</exception>
    public static BankBookResult Of(IReadSide readSide, BankBook book)
    {
        ArgumentNullException.ThrowIfNull(book);
        if (book.Entries.Count > BankBook.EntriesMax) return new(null, BankBookRefusal.TooManyEntries);
        var request = new StatementRequest(book.Account, book.FromMs, book.ToMs);
        (AccountStatement? page, StatementRefusal? refusal) = AccountStatement.Of(readSide, request);
        if (refusal is not null) return new(null, BankBookRefusal.PeriodEmpty);
        if (page!.EntryCount > BankBook.EntriesMax) return new(null, BankBookRefusal.TooManyEntries);

        var sums = new Dictionary<Key, Sums>();
        foreach (BankBookEntry entry in book.Entries)
        {
            var key = new Key(entry.Uetr, entry.Uetr is null ? entry.Reference : null, entry.IsReturn, entry.AmountMinor > 0);
            Sums sum = sums.GetValueOrDefault(key);
            sums[key] = sum with { BankMinor = sum.BankMinor + entry.AmountMinor };
        }

        for (AccountStatement? next = page; next is not null;)
        {
            foreach (Movement movement in next.Entries)
            {
                bool isReturn = movement.Kind is MovementKind.ReturnIn or MovementKind.ReturnOut;
                var key = new Key(movement.Uetr, movement.Uetr is null ? movement.Reference : null, isReturn, movement.AmountMinor > 0);
                Sums sum = sums.GetValueOrDefault(key);
                sums[key] = sum with { SwitchMinor = sum.SwitchMinor + movement.AmountMinor, AtMs = movement.AtMs };
            }

            next = next.NextNumber is long number ? AccountStatement.Of(readSide, request with { FromNumber = number }).Statement : null;
        }

        return new(
            new BankBookComparison
            {
                Account = book.Account,
                MovementCount = (int)page.EntryCount,
                EntryCount = book.Entries.Count,
                ClosingBalanceMinor = page.ClosingBalanceMinor,
                BankClosingBalanceMinor = book.ClosingBalanceMinor,
                Differences =
                [
                    .. sums.Where(entry => entry.Value.BankMinor != entry.Value.SwitchMinor)
                        .OrderBy(entry => entry.Value.AtMs == 0).ThenBy(entry => entry.Value.AtMs)
                        .ThenBy(entry => entry.Key.Uetr).ThenBy(entry => entry.Key.Reference, StringComparer.Ordinal)
                        .Select(entry => DifferenceOf(entry.Key, entry.Value)),
                ],
            },
            null);
    }

    private static BankBookDifference DifferenceOf(Key key, Sums sums) => new(
        sums.BankMinor == 0 ? BankBookDifferenceKind.MissingAtBank
        : sums.SwitchMinor == 0 ? BankBookDifferenceKind.MissingAtSwitch : BankBookDifferenceKind.AmountDiffers,
        key.Uetr, key.Reference, key.IsReturn, long.CreateSaturating(sums.SwitchMinor), long.CreateSaturating(sums.BankMinor), sums.AtMs == 0 ? null : sums.AtMs);

    // A payment of a bank to itself leaves its account and reaches it: direction is part of what an entry is.
    private readonly record struct Key(Uetr? Uetr, string? Reference, bool IsReturn, bool IsCredit);

    private readonly record struct Sums(Int128 BankMinor, Int128 SwitchMinor, long AtMs);
}

/// <summary>An entry that the two books do not have alike.</summary>
/// <param name="Kind">On which side it is missing, or that the amounts differ.</param>
/// <param name="Uetr">The payment; null where none moved the money.</param>
/// <param name="Reference">The reference, where there is no payment.</param>
/// <param name="IsReturn">Whether it is a return of the payment.</param>
/// <param name="SwitchMinor">What the switch has booked, in minor units; 0 for nothing.</param>
/// <param name="BankMinor">What the bank has booked, in minor units; 0 for nothing.</param>
/// <param name="AtMs">When the switch booked it, in Unix milliseconds; null where it has not.</param>
public sealed record BankBookDifference(
    BankBookDifferenceKind Kind, Uetr? Uetr, string? Reference, bool IsReturn, long SwitchMinor, long BankMinor, long? AtMs);

/// <summary>How the two books differ in an entry.</summary>
public enum BankBookDifferenceKind
{
    /// <summary>The switch has booked it, the bank has not.</summary>
    MissingAtBank = 1,

    /// <summary>The bank has booked it, the switch has not, or not in this period.</summary>
    MissingAtSwitch = 2,

    /// <summary>Both have booked it, with other amounts.</summary>
    AmountDiffers = 3,
}

/// <summary>Why books cannot be compared.</summary>
public enum BankBookRefusal
{
    /// <summary>The period ends at or before its beginning.</summary>
    PeriodEmpty = 1,

    /// <summary>There are more than <see cref="BankBook.EntriesMax"/> on a side: take a shorter period.</summary>
    TooManyEntries = 2,
}

/// <summary>A comparison, or why there is none.</summary>
/// <param name="Comparison">The comparison; null where it is refused.</param>
/// <param name="Refusal">Why; null where there is one.</param>
public readonly record struct BankBookResult(BankBookComparison? Comparison, BankBookRefusal? Refusal);
