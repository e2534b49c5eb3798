using System.Globalization;
using PaymentSwitch.Simulations.Banks;
using PaymentSwitch.Simulations.Books;
using Spectre.Console;

namespace PaymentSwitch.Simulations.Demo;

/// <summary>What came of a demo, in tables.</summary>
internal static class DemoReport
{
    private const int ViolationsShown = 5;
    private const int Width = 120;

    // No colours and one width where the output goes into a file.
    private static readonly IAnsiConsole Output = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        ColorSystem = Console.IsOutputRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
    });

    /// <summary>Prints outcomes, latency, positions and promises.</summary>
    public static void Print(SandboxBanks banks, IReadOnlyList<BankAccounts> accounts, IReadOnlyList<PromiseResult> promises, TimeSpan took)
    {
        PrintOutcomes(banks, took);
        PrintLatency(banks);
        PrintPositions(accounts);
        PrintPromises(promises);
    }

    /// <summary>Prints each promise and where it was broken.</summary>
    public static void PrintPromises(IReadOnlyList<PromiseResult> promises)
    {
        Console.WriteLine();
        foreach (PromiseResult promise in promises)
        {
            Console.WriteLine($"  {(promise.IsKept ? "kept  " : "BROKEN")}  {promise.Promise}");
            foreach (string violation in promise.Violations.Take(ViolationsShown)) Console.WriteLine($"            {violation}");
            if (promise.Violations.Count > ViolationsShown) Console.WriteLine($"            … and {promise.Violations.Count - ViolationsShown} more");
        }
    }

    /// <summary>Prints what to look at next.</summary>
    public static void PrintWhatNext(string dataFolder, string? saveFolder)
    {
        Console.WriteLine();
        Console.WriteLine("Look at next:");
        if (saveFolder is null) Console.WriteLine("  -- demo --save messages      keeps every message that each bank sent and received, as files");
        else Console.WriteLine($"  {saveFolder}      every message that each bank sent and received");
        Console.WriteLine($"  {dataFolder}      the switch's journal (SQLite), its log (logs/), what it printed (switch.out)");
        Console.WriteLine("  -- crash --kills 20          the same banks while the switch is killed again and again");
        Console.WriteLine("  -- load --rate 1000          how fast it is on this machine");
        Console.WriteLine("  dotnet run -c Release --project src/PaymentSwitch.Server      a switch of your own to send messages to");
    }

    private static void PrintOutcomes(SandboxBanks banks, TimeSpan took)
    {
        var table = new Table().AddColumns("outcome", "reason").AddColumn(new TableColumn("payments").RightAligned());
        var outcomes = banks.Payments.Values
            .GroupBy(payment => payment.HeardByDebtor is [var outcome, ..] ? (outcome.Status, Reason: outcome.Reason ?? "") : (Status: "none", Reason: ""))
            .OrderByDescending(group => group.Count());
        foreach (var outcome in outcomes) table.AddRow(outcome.Key.Status, outcome.Key.Reason, outcome.Count().ToString("N0", CultureInfo.InvariantCulture));
        Write($"{banks.Payments.Count} payments in {took.TotalSeconds:F1} s", table);
    }

    private static void PrintLatency(SandboxBanks banks)
    {
        double[] latencies = [.. banks.Payments.Values.Where(payment => payment.HeardByDebtor is [{ Status: not "RJCT" }, ..]).Select(payment => payment.LatencyMs).Order()];
        if (latencies.Length == 0) return;
        var table = new Table();
        foreach (string column in new[] { "p50", "p95", "p99", "max" }) table.AddColumn(new TableColumn(column).RightAligned());
        table.AddRow(At(0.5), At(0.95), At(0.99), At(1));
        Write("Latency of settled payments in ms, from the intended send to the outcome at the debtor bank", table);

        string At(double share) => latencies[(int)(share * (latencies.Length - 1))].ToString("N1", CultureInfo.InvariantCulture);
    }

    private static void PrintPositions(IReadOnlyList<BankAccounts> accounts)
    {
        var table = new Table().AddColumn("bank");
        foreach (string column in new[] { "brought in", "own book", "at the switch", "reserved", "difference" }) table.AddColumn(new TableColumn(column).RightAligned());
        foreach (BankAccounts bank in accounts)
            table.AddRow(bank.Bank, Euro(bank.Book.OpeningMinor), Euro(bank.Book.BalanceMinor), Euro(bank.BalanceMinor), Euro(bank.ReservedMinor), Euro(bank.BalanceMinor - bank.Book.BalanceMinor));
        table.AddRow(
            "sum", Euro(accounts.Sum(bank => bank.Book.OpeningMinor)), Euro(accounts.Sum(bank => bank.Book.BalanceMinor)), Euro(accounts.Sum(bank => bank.BalanceMinor)),
            Euro(accounts.Sum(bank => bank.ReservedMinor)), Euro(accounts.Sum(bank => bank.BalanceMinor - bank.Book.BalanceMinor)));
        Write("Positions in EUR", table);

        static string Euro(long cents) => (cents / 100m).ToString("N2", CultureInfo.InvariantCulture);
    }

    private static void Write(string title, Table table)
    {
        if (Console.IsOutputRedirected) Output.Profile.Width = Width;
        Console.WriteLine($"\n{title}");
        Output.Write(table.Border(TableBorder.Simple));
    }
}
