using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Engine.Reporting;

namespace PaymentSwitch.Engine.Tests.Model;

/// <content>What statements must show.</content>
internal sealed partial class JournalBooks
{
    private readonly Dictionary<AccountId, List<(long AtMs, long AmountMinor)>> _movements = [];

    /// <summary>Holds a statement against the books.</summary>
    /// <param name="readSide">Where it is made from.</param>
    /// <param name="account">Whose it is.</param>
    /// <param name="fromMs">The period's beginning, in Unix milliseconds.</param>
    /// <param name="toMs">The period's end, in Unix milliseconds, not in it.</param>
    /// <param name="closingMinor">What the balance must be in the end, in minor units; null for what the books say.</param>
    public void Check(IReadSide readSide, AccountId account, long fromMs, long toMs, long? closingMinor)
    {
        AccountStatement statement = AccountStatement.Of(readSide, new StatementRequest(account, fromMs, toMs)).Statement
            ?? throw new MismatchException($"{account}: there is no statement from {fromMs} to {toMs}.");
        List<(long AtMs, long AmountMinor)> movements = _movements.GetValueOrDefault(account, []);
        long openingMinor = movements.Where(movement => movement.AtMs < fromMs).Sum(movement => movement.AmountMinor);
        long[] amountsMinor = [.. movements.Where(movement => movement.AtMs >= fromMs && movement.AtMs < toMs).Select(movement => movement.AmountMinor)];
        MismatchException.Unless(account, "the opening balance", openingMinor, statement.OpeningBalanceMinor);
        MismatchException.Unless(account, "the closing balance", closingMinor ?? openingMinor + amountsMinor.Sum(), statement.ClosingBalanceMinor);
        MismatchException.UnlessAll(account, "the first movements", amountsMinor.Take(AccountStatement.EntriesPerPageMax), statement.Entries.Select(entry => entry.AmountMinor));
    }
}
