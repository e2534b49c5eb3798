using PaymentSwitch.Domain.Accounts;

namespace PaymentSwitch.Engine.Reporting;

/// <summary>Asks for a page of an account's statement.</summary>
/// <param name="Account">Which account.</param>
/// <param name="FromMs">The period's beginning, in Unix milliseconds.</param>
/// <param name="ToMs">The period's end, in Unix milliseconds: what happens at it belongs to the next period.</param>
/// <param name="FromNumber">Where the page begins: <see cref="AccountStatement.NextNumber"/> of the page before; null for the first page.</param>
/// <param name="EntriesMax">At most so many entries: 1 to <see cref="AccountStatement.EntriesPerPageMax"/>.</param>
public sealed record StatementRequest(
    AccountId Account, long FromMs, long ToMs, long? FromNumber = null, int EntriesMax = AccountStatement.EntriesPerPageMax);

/// <summary>Why there is no statement.</summary>
public enum StatementRefusal
{
    /// <summary>The period ends at or before its beginning.</summary>
    PeriodEmpty = 1,

    /// <summary>More entries are asked for than a page may have, or none.</summary>
    PageSizeOutOfRange = 2,

    /// <summary>The page would begin with a movement that is not in the period.</summary>
    NotInPeriod = 3,
}

/// <summary>A page of a statement, or why there is none.</summary>
/// <param name="Statement">The page; null where it is refused.</param>
/// <param name="Refusal">Why; null where there is one.</param>
public readonly record struct StatementResult(AccountStatement? Statement, StatementRefusal? Refusal);
