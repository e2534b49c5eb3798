using System.Globalization;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Simulations.Books;
using Spectre.Console;

namespace PaymentSwitch.Simulations.Day;

/// <summary>What came of a day, in tables that fit 80 columns.</summary>
internal static class DayReport
{
    private const int ViolationsShown = 5;
    private const int Width = 80;

    // No colours and one width where the output goes into a file.
    private static readonly IAnsiConsole Output = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        ColorSystem = Console.IsOutputRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
    });

    /// <summary>Prints outcomes, what happened, cycles, and at last the reconciliation.</summary>
    public static void Print(DayResult result)
    {
        PrintOutcomes(result);
        PrintHappenings(result);
        PrintCycles(result);
        PrintStatements(result);
        PrintOwnMoney(result);
        PrintReconciliation(result);
        PrintPromises(result);
    }

    private static void PrintOutcomes(DayResult result)
    {
        Table table = TableOf(["outcome", "reason"], ["GBP", "EUR"]);
        var outcomes = result.Payments
            .GroupBy(payment => payment.Record.HeardByDebtor is [var outcome, ..] ? (outcome.Status, Reason: outcome.Reason ?? "") : (Status: "none", Reason: ""))
            .OrderByDescending(group => group.Count());
        foreach (var group in outcomes) table.AddRow(group.Key.Status, group.Key.Reason, CountIn(group, "GBP"), CountIn(group, "EUR"));
        Write($"{result.Payments.Count} payments", table);

        static string CountIn(IEnumerable<DayPayment> payments, string currency) => Number(payments.Count(payment => payment.Record.Currency == currency));
    }

    private static void PrintHappenings(DayResult result)
    {
        Table table = TableOf(["what happened"], ["how often"]);
        foreach ((string happening, int count) in result.Happenings) table.AddRow(happening, count == 0 ? "0 (!)" : Number(count));
        Write("The day", table);
    }

    private static void PrintCycles(DayResult result)
    {
        Table table = TableOf(["cycle", "cut", "settled", "status"], ["moved", "instructions", "covered"]);
        foreach (SettlementCycle cycle in result.Cycles)
        {
            table.AddRow(
                cycle.Id.Number.ToString(CultureInfo.InvariantCulture), Clock(cycle.CutAtMs), Clock(cycle.SettledAtMs), cycle.Status.ToString(),
                DayLog.Money(cycle.Positions.Sum(position => Math.Max(0, position.NetMinor))), Number(cycle.Instructions.Count),
                Number(cycle.Instructions.Count(one => one.Status == InstructionStatus.Covered)));
        }

        Write("Cycles (GBP)", table);

        static string Clock(long ms) => ms == 0 ? "-" : DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
    }

    private static void PrintStatements(DayResult result)
    {
        Table table = TableOf(["statement"], ["opening", "credits", "debits", "closing", "entries"]);
        foreach (AccountRow row in result.Accounts)
        {
            StatementSums sums = row.Statement;
            table.AddRow(
                NameOf(row), DayLog.Money(sums.OpeningMinor), DayLog.Money(sums.CreditsMinor), DayLog.Money(sums.DebitsMinor), DayLog.Money(sums.ClosingMinor), Number(sums.Entries));
        }

        Write("Statements of the day", table);
    }

    private static void PrintOwnMoney(DayResult result)
    {
        Table table = TableOf(["bank"], ["given", "into the scheme", "cycles", "own money now"]);
        foreach (AccountRow row in result.Accounts)
        {
            table.AddRow(
                NameOf(row), DayLog.Money(row.LentMinor), DayLog.Money(row.Book.SumOf(BookEntry.Funding) + row.Book.SumOf(BookEntry.Withdrawal)),
                DayLog.Money(-row.Book.SumOf(BookEntry.Cycle)), DayLog.Money(row.OwnMinor));
        }

        Write("At the settlement bank", table);
    }

    private static void PrintReconciliation(DayResult result)
    {
        foreach (IGrouping<string, AccountRow> scheme in result.Accounts.GroupBy(row => row.Currency))
        {
            bool isNet = scheme.Key == "GBP";
            Table table = TableOf(["bank"], ["switch", "movements", "own book", isNet ? "prefunding" : "reserved", "settl. bank"]);
            foreach (AccountRow row in scheme)
            {
                table.AddRow(
                    row.Bank[..4], DayLog.Money(row.SwitchMinor), DayLog.Money(row.MovementsMinor), DayLog.Money(row.Book.BalanceMinor),
                    DayLog.Money(isNet ? row.PrefundedMinor : row.ReservedMinor), isNet ? DayLog.Money(row.BroughtInMinor) : "");
            }

            table.AddRow(
                "sum", Sum(row => row.SwitchMinor), Sum(row => row.MovementsMinor), Sum(row => row.Book.BalanceMinor),
                Sum(row => isNet ? row.PrefundedMinor : row.ReservedMinor), Sum(row => row.BroughtInMinor));
            Write($"Reconciliation in {scheme.Key}", table);
            if (isNet) Console.WriteLine("The settlement bank holds the prefunding; the rest is the position in the\nnext day's first cycle.");
            else Console.WriteLine("The settlement bank holds the sum; whose it is, the switch's payments say.");

            string Sum(Func<AccountRow, long> of) => DayLog.Money(scheme.Sum(of));
        }
    }

    private static void PrintPromises(DayResult result)
    {
        Table table = TableOf(["promise", "kept"], []);
        foreach (PromiseResult promise in result.Promises) table.AddRow(promise.Promise, promise.IsKept ? "yes" : "NO");
        Write("Promises", table);
        foreach (PromiseResult promise in result.Promises)
        {
            foreach (string violation in promise.Violations.Take(ViolationsShown)) Console.WriteLine($"  {promise.Promise}: {(violation.Length > 400 ? violation[..400] + "…" : violation)}");
            if (promise.Violations.Count > ViolationsShown) Console.WriteLine($"  … and {promise.Violations.Count - ViolationsShown} more");
        }

        foreach ((string happening, _) in result.Happenings.Where(happening => happening.Count == 0)) Console.WriteLine($"  This has not happened: {happening}.");
        Console.WriteLine(result.IsKept ? "\nThe books agree, and every promise was kept." : "\nNOT every promise was kept.");
    }

    private static string NameOf(AccountRow row) => $"{row.Bank[..4]}/{row.Currency}";

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static Table TableOf(string[] texts, string[] figures)
    {
        var table = new Table();
        foreach (string text in texts) table.AddColumn(new TableColumn(text).NoWrap().PadLeft(1).PadRight(0));
        foreach (string figure in figures) table.AddColumn(new TableColumn(figure).RightAligned().NoWrap().PadLeft(1).PadRight(0));
        return table;
    }

    private static void Write(string title, Table table)
    {
        if (Console.IsOutputRedirected) Output.Profile.Width = Width;
        Console.WriteLine($"\n{title}");
        Output.Write(table.Border(TableBorder.Simple));
    }
}
