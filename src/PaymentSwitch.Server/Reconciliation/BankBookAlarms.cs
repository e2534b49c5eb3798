using System.Globalization;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Engine.Reconciliation;
using Serilog;
using ILogger = Serilog.ILogger;

namespace PaymentSwitch.Server.Reconciliation;

/// <summary>
/// A bank's book that does not fit is an alarm in the log, as a mismatch of reconciliation is: one line for each difference, with the
/// payment named, as long as the same book's last comparison did not have it; and one with their number.
/// </summary>
/// <param name="log">Takes the lines.</param>
internal sealed class BankBookAlarms(ILogger log)
{
    /// <summary>How many differences of one book are named; the bank is told more of them, and the last line has their number.</summary>
    private const int NamedMax = 20;

    // As of reconciliation itself: whoever watches for alarms watches for one line.
    private const string Alarm = "Reconciliation alarm, {MismatchKind} at position {Position}: {Mismatch}";

    private readonly Lock _gate = new();
    private readonly Dictionary<AccountId, (HashSet<BankBookDifference> Named, Int128 Unexplained)> _alarmed = [];

    /// <summary>Takes a comparison.</summary>
    public void Take(BankBookComparison comparison, BankBookHandIn handIn)
    {
        BankBookDifference[] named = [.. comparison.Differences.Take(NamedMax)];
        Int128 unexplained = comparison.UnexplainedMinor ?? 0;
        (HashSet<BankBookDifference>? Named, Int128 Unexplained) before;
        lock (_gate)
        {
            before = _alarmed.GetValueOrDefault(handIn.Account);
            _alarmed[handIn.Account] = ([.. named], unexplained);
        }

        foreach (BankBookDifference difference in named)
        {
            if (before.Named?.Contains(difference) == true) continue;
            ILogger about = difference.Uetr is null ? log : log.ForContext("Uetr", difference.Uetr.ToString());
            about.Fatal(Alarm, KindOf(difference), handIn.Position, TextOf(difference, handIn.Account));
        }

        if (unexplained != 0 && unexplained != before.Unexplained)
        {
            string text = $"{handIn.Account}: the closing balance of the bank's own book differs by {unexplained} minor units that no entry of the period explains.";
            log.Fatal(Alarm, "bank-book-balance-differs", handIn.Position, text);
        }

        if (handIn.Matches)
        {
            log.Information("The own book of {Account} fits: {MovementCount} movements", handIn.Account.ToString(), handIn.MovementCount);
            return;
        }

        log.Error(
            "The own book of {Account} does not fit: {DifferenceCount} entries differ, the closing balance by {BalanceDifference} minor units",
            handIn.Account.ToString(), handIn.DifferenceCount, handIn.BalanceDifferenceMinor?.ToString(CultureInfo.InvariantCulture) ?? "an unknown number of");
    }

    private static string KindOf(BankBookDifference difference) => difference.Kind switch
    {
        BankBookDifferenceKind.MissingAtBank => "bank-book-lacks-entry",
        BankBookDifferenceKind.MissingAtSwitch => "bank-book-has-more",
        _ => "bank-book-differs",
    };

    private static string TextOf(BankBookDifference difference, AccountId account)
    {
        string what = difference.Uetr is { } uetr ? $"{(difference.IsReturn ? "a return of " : "")}payment {uetr}" : $"'{difference.Reference}'";
        return $"{account}: {what} is {Decimal(difference.SwitchMinor)} here and {Decimal(difference.BankMinor)} in the bank's own book.";

        string Decimal(long minor) => new Money(minor, account.Currency).ToDecimalString();
    }
}
