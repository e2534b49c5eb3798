using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Simulations.Books;

namespace PaymentSwitch.Simulations.Day;

/// <summary>What came of a day.</summary>
internal sealed record DayResult
{
    /// <summary>The payments of the day.</summary>
    public required IReadOnlyList<DayPayment> Payments { get; init; }

    /// <summary>The accounts, from everybody's side.</summary>
    public required IReadOnlyList<AccountRow> Accounts { get; init; }

    /// <summary>The cycles.</summary>
    public required IReadOnlyList<SettlementCycle> Cycles { get; init; }

    /// <summary>What must have happened for the day to say anything, and how often it has.</summary>
    public required IReadOnlyList<(string Happening, int Count)> Happenings { get; init; }

    /// <summary>What was promised.</summary>
    public required IReadOnlyList<PromiseResult> Promises { get; init; }

    /// <summary>Whether every promise was kept, and each kind of thing has really happened.</summary>
    public bool IsKept => Promises.All(promise => promise.IsKept) && Happenings.All(happening => happening.Count > 0);
}

/// <summary>An account, from everybody's side. Amounts are minor units.</summary>
/// <param name="Bank">Whose.</param>
/// <param name="Currency">In what.</param>
/// <param name="SwitchMinor">The balance at the switch.</param>
/// <param name="PrefundedMinor">That without positions of cycles that are not settled yet.</param>
/// <param name="ReservedMinor">What is reserved there.</param>
/// <param name="MovementsMinor">The sum of all movements.</param>
/// <param name="Book">The bank's own book.</param>
/// <param name="BroughtInMinor">What the bank has in the scheme, as the settlement bank knows it: without payments that settle gross.</param>
/// <param name="OwnMinor">What the bank has at the settlement bank.</param>
/// <param name="LentMinor">What it was given there in the morning and lent later.</param>
/// <param name="Statement">Opening balance, sum of credits, sum of debits, closing balance and number of entries of the day's statement.</param>
internal sealed record AccountRow(
    string Bank,
    string Currency,
    long SwitchMinor,
    long PrefundedMinor,
    long ReservedMinor,
    long MovementsMinor,
    CurrencyBook Book,
    long BroughtInMinor,
    long OwnMinor,
    long LentMinor,
    StatementSums Statement);

/// <summary>The sums of a statement, in minor units.</summary>
/// <param name="OpeningMinor">The balance at the day's beginning.</param>
/// <param name="CreditsMinor">All credits.</param>
/// <param name="DebitsMinor">All debits, without sign.</param>
/// <param name="ClosingMinor">The balance at the day's end.</param>
/// <param name="Entries">How many entries there are.</param>
internal sealed record StatementSums(long OpeningMinor, long CreditsMinor, long DebitsMinor, long ClosingMinor, long Entries);
