using PaymentSwitch.Domain;

namespace PaymentSwitch.Engine.Reconciliation;

/// <summary>What holding the books against each other has found, as of one position of the journal.</summary>
public sealed record ReconciliationReport
{
    /// <summary>The verdict.</summary>
    public required ReconciliationOutcome Outcome { get; init; }

    /// <summary>The position of the journal that it is as of.</summary>
    public required long Position { get; init; }

    /// <summary>When the books stood so, in Unix milliseconds.</summary>
    public required long AtMs { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public required long TookMs { get; init; }

    /// <summary>Whether every movement was checked in this run, and not only those since the last one.</summary>
    public required bool IsFull { get; init; }

    /// <summary>How many accounts were compared.</summary>
    public required int AccountsChecked { get; init; }

    /// <summary>How many payments in flight were held against the reservations.</summary>
    public required int LivePaymentsChecked { get; init; }

    /// <summary>How many movements this run has checked.</summary>
    public required long MovementsChecked { get; init; }

    /// <summary>How many settled payments and returns this run has followed from one account to the other.</summary>
    public required long PaymentsChecked { get; init; }

    /// <summary>The same by all runs since the last full one.</summary>
    public required long PaymentsCheckedInAll { get; init; }

    /// <summary>What each currency adds up to; empty where the movements were not reached.</summary>
    public required IReadOnlyList<CurrencyTotals> Totals { get; init; }

    /// <summary>
    /// What does not fit now, and what did not fit in the movements of all runs since the last full one: a movement that is wrong
    /// stays wrong. No more than <see cref="ReconciliationLimits.NamedMismatchesMax"/>.
    /// </summary>
    public required IReadOnlyList<BooksMismatch> Mismatches { get; init; }

    /// <summary>How many there are, named or not.</summary>
    public required long MismatchCount { get; init; }

    /// <summary>Mismatches per 10,000 payments that were checked, in flight or settled.</summary>
    public double MismatchesPerTenThousand => MismatchCount * 10_000.0 / Math.Max(1, PaymentsCheckedInAll + LivePaymentsChecked);
}

/// <summary>The verdict of a reconciliation. The numbers are shown, and the command ends with them.</summary>
public enum ReconciliationOutcome
{
    /// <summary>Everything was compared, and everything fits.</summary>
    Matched = 0,

    /// <summary>Something does not fit: an alarm.</summary>
    Mismatched = 1,

    /// <summary>Nothing is known to be wrong, but the read models have not come as far as the books: the movements were not compared.</summary>
    ReadModelsLag = 2,

    /// <summary>Nothing is known to be wrong, but there were more movements than one run checks: later runs go on.</summary>
    Behind = 3,
}

/// <summary>What a currency adds up to. The three sums are zero together, and nothing is in transit.</summary>
/// <param name="Currency">The currency.</param>
/// <param name="AccountsMinor">The balances of all accounts, in minor units.</param>
/// <param name="SettlementBankMinor">The mirror of the settlement bank: minus what came in from it, in minor units.</param>
/// <param name="InTransitMinor">What has left one account and not reached the other, in minor units.</param>
public sealed record CurrencyTotals(Currency Currency, Int128 AccountsMinor, Int128 SettlementBankMinor, Int128 InTransitMinor)
{
    /// <summary>All of it together, in minor units: zero where no money was made or lost.</summary>
    public Int128 SumMinor => AccountsMinor + SettlementBankMinor + InTransitMinor;
}
