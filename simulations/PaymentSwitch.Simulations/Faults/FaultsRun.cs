using System.Diagnostics;
using Spectre.Console;

namespace PaymentSwitch.Simulations.Faults;

/// <summary>Real faults on the real server process, one row after the other, and a table at the end.</summary>
internal static class FaultsRun
{
    private const int ViolationsShown = 10;
    private const int Width = 150;

    /// <summary>Runs the rows and prints what came of them.</summary>
    /// <param name="settings">How much of everything.</param>
    /// <param name="only">Only rows whose name contains this; null for all.</param>
    /// <returns>The exit code: 0 where every promise was kept in every row that ran, 2 where there is no such row.</returns>
    public static async Task<int> RunAsync(FaultSettings settings, string? only)
    {
        FaultRow[] rows = [.. FaultRow.All.Where(row => only is null || row.Name.Contains(only, StringComparison.Ordinal))];
        if (rows.Length == 0)
        {
            await Console.Error.WriteLineAsync($"--only: found '{only}', expected a part of one of: {string.Join(", ", FaultRow.All.Select(row => row.Name))}.");
            return 2;
        }

        var results = new List<(FaultRow Row, FaultFindings Findings)>();
        foreach (FaultRow row in rows)
        {
            Console.WriteLine($"{row.Name}: {row.Fault}");
            long began = Stopwatch.GetTimestamp();
            FaultFindings findings = await RunRowAsync(row, settings);
            results.Add((row, findings));
            foreach (string note in findings.Notes) Console.WriteLine($"  {note}");
            foreach (string violation in findings.Violations.Take(ViolationsShown)) Console.WriteLine($"  NOT KEPT: {violation}");
            if (findings.Violations.Count > ViolationsShown) Console.WriteLine($"  … and {findings.Violations.Count - ViolationsShown} more");
            Console.WriteLine(findings.SkippedBecause is string why ? $"  skipped: {why}" : $"  {findings.Payments} payments, {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s");
        }

        Print(results);
        bool kept = results.TrueForAll(result => result.Findings.IsKept || result.Findings.SkippedBecause is not null);
        Console.WriteLine(kept ? "Every promise was kept in every row that ran." : $"Promises were broken; seed {settings.Seed}.");
        return kept ? 0 : 1;
    }

    /// <summary>Runs one row. Whatever else goes wrong is a promise broken, too.</summary>
    public static async Task<FaultFindings> RunRowAsync(FaultRow row, FaultSettings settings)
    {
        var findings = new FaultFindings();
        try
        {
            await row.RunAsync(settings, findings);
        }
        catch (Exception error)
        {
            findings.Expect(false, $"the row broke off: {error}");
        }

        findings.EndRow();
        return findings;
    }

    private static void Print(List<(FaultRow Row, FaultFindings Findings)> results)
    {
        var table = new Table().AddColumns("row", "what came about", "payments", "checked beside the banks' promises", "");
        foreach ((FaultRow row, FaultFindings findings) in results)
        {
            string fired = findings.SkippedBecause ?? string.Join(", ", findings.Fired.Select(entry => $"{entry.Count} {entry.What}"));
            string verdict = findings.SkippedBecause is not null ? "skipped" : findings.IsKept ? "kept" : "NOT kept";
            table.AddRow(Markup.Escape(row.Name), Markup.Escape(fired), $"{findings.Payments}", Markup.Escape(row.Checked), verdict);
        }

        IAnsiConsole output = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        output.Profile.Width = Width;
        Console.WriteLine();
        output.Write(table.Border(TableBorder.Simple));
    }
}
