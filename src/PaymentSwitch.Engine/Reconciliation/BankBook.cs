using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Engine.Reconciliation;

/// <summary>What a bank itself has booked on the mirror of its account with the switch, in a period.</summary>
/// <param name="Account">Which account.</param>
/// <param name="FromMs">The period's beginning, in Unix milliseconds.</param>
/// <param name="ToMs">The period's end, in Unix milliseconds, not in it.</param>
/// <param name="ClosingBalanceMinor">The balance at the period's end by the bank's books, in minor units; null where it does not say.</param>
/// <param name="Entries">What it has booked, in any order.</param>
public sealed record BankBook(
    AccountId Account, long FromMs, long ToMs, long? ClosingBalanceMinor, IReadOnlyList<BankBookEntry> Entries)
{
    /// <summary>How many entries one comparison takes on either side.</summary>
    public const int EntriesMax = 1_000_000;
}

/// <summary>One entry in a bank's own books.</summary>
/// <param name="Uetr">The payment; null where none moved the money, and then there is a reference.</param>
/// <param name="Reference">The reference of a funding, a withdrawal or the settlement of a cycle (<c>cycle 17</c>); null for payments.</param>
/// <param name="AmountMinor">How much, in minor units: positive for what came in, negative for what went out. Never 0.</param>
/// <param name="IsReturn">Whether it is a return of the payment, and not the payment itself.</param>
public readonly record struct BankBookEntry(Uetr? Uetr, string? Reference, long AmountMinor, bool IsReturn);
