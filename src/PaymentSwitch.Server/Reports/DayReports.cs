using System.Text;
using System.Text.Json;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Reporting;

namespace PaymentSwitch.Server.Reports;

/// <summary>
/// Writes the reports of one business day of one scheme: a folder with a statement of every account and <c>day.json</c>, which
/// appears whole or not at all and is never touched again; and the report of each settled cycle, as soon as it is settled.
/// </summary>
/// <param name="folder">The folder of all reports.</param>
/// <param name="settings">The bounds.</param>
/// <param name="switchBic">The switch's own BIC.</param>
internal sealed class DayReports(string folder, ReportSettings settings, string switchBic)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Where the reports of a day are.</summary>
    public string FolderOf(SchemeProfile profile, DateOnly date) => Path.Combine(folder, DaySummary.Text(date), profile.Name);

    /// <summary>Whether a day is written.</summary>
    public bool Has(SchemeProfile profile, in ReportingDay day) => Directory.Exists(FolderOf(profile, day.Date));

    /// <summary>Writes a day.</summary>
    /// <returns>What does not fit; empty for nothing.</returns>
    /// <exception cref="IOException">It cannot be written; nothing of it is there.</exception>
    public IReadOnlyList<string> Write(
        SchemeProfile profile, ReportingDay day, IReadOnlyList<AccountId> accounts, IReadOnlyList<SettlementCycle> cycles, IReadSide readSide,
        EntryDetailsSource details, CancellationToken cancel)
    {
        string target = FolderOf(profile, day.Date);
        // On the same file system as the target, so that the move is one step. What an interrupted attempt has left goes first.
        string temporary = $"{target}.writing";
        if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        Directory.CreateDirectory(temporary);
        DaySummary? before = SummaryOf(profile, day.Before(profile).Date);
        var alarms = new List<string>();
        var written = new List<AccountDay>();
        foreach (AccountId account in accounts.Order())
        {
            StatementTotals totals = WriteStatement(Path.Combine(temporary, NameOf(account)), account, day, readSide, details, cancel);
            var own = new AccountDay(
                account.ToString(), totals.OpeningBalanceMinor, totals.ClosingBalanceMinor, totals.EntryCount, AccountDay.Sum(totals.Credits.SumMinor), AccountDay.Sum(totals.Debits.SumMinor));
            written.Add(own);
            if (!totals.AddsUp)
                alarms.Add($"{account}, {DaySummary.Text(day.Date)}: {totals.OpeningBalanceMinor} at the opening, {totals.Credits.SumMinor} of credits and {totals.Debits.SumMinor} of debits do not give {totals.ClosingBalanceMinor} at the closing.");
            // An account that the day before does not know was opened since: it begins at zero.
            long? closedMinor = before is null ? null : before.Accounts.FirstOrDefault(other => other.Account == own.Account)?.ClosingBalanceMinor ?? 0;
            if (closedMinor is long minor && minor != totals.OpeningBalanceMinor)
                alarms.Add($"{account}, {DaySummary.Text(day.Date)}: opens with {totals.OpeningBalanceMinor}, and {before!.BusinessDate} closed with {minor}.");
        }

        var summary = new DaySummary
        {
            Scheme = profile.Name,
            Currency = profile.Currency.Code,
            BusinessDate = DaySummary.Text(day.Date),
            FromMs = day.FromMs,
            ToMs = day.ToMs,
            Accounts = written,
            Cycles = [.. cycles.Where(cycle => cycle.Opened?.BusinessDate == day.Date).Select(cycle => new CycleDay(cycle.Id.ToString(), cycle.Status.ToString()))],
            Alarms = alarms,
        };
        File.WriteAllBytes(Path.Combine(temporary, "day.json"), summary.ToJson());
        Directory.Move(temporary, target);
        return alarms;
    }

    /// <summary>Whether the report of a cycle is written.</summary>
    public bool Has(SettlementCycle cycle) => Directory.Exists(FolderOf(cycle));

    /// <summary>Writes the report of a settled cycle.</summary>
    /// <exception cref="IOException">It cannot be written; nothing of it is there.</exception>
    public void Write(CycleReport report, SettlementCycle cycle)
    {
        string target = FolderOf(cycle);
        string temporary = $"{target}.writing";
        if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        Directory.CreateDirectory(temporary);
        using (FileStream json = File.Create(Path.Combine(temporary, "cycle.json"))) CycleReportWriter.WriteJson(json, report);
        using (var csv = new StreamWriter(Path.Combine(temporary, "cycle.csv"), append: false, Utf8)) CycleReportWriter.WriteCsv(csv, report);
        using (var html = new StreamWriter(Path.Combine(temporary, "cycle.html"), append: false, Utf8)) CycleReportWriter.WriteHtml(html, report);
        Directory.Move(temporary, target);
    }

    private StatementTotals WriteStatement(
        string into, AccountId account, in ReportingDay day, IReadSide readSide, EntryDetailsSource details, CancellationToken cancel)
    {
        Directory.CreateDirectory(into);
        using var csv = new StreamWriter(Path.Combine(into, "statement.csv"), append: false, Utf8);
        using var html = new StreamWriter(Path.Combine(into, "statement.html"), append: false, Utf8);
        return WholeStatement.Write(
            readSide, account, day.FromMs, day.ToMs, details, settings.DetailedEntriesMax,
            [new StatementCsv(csv), new StatementHtml(html, settings.HtmlEntriesMax), new StatementMessages(into, switchBic)], cancel)!.Value;
    }

    private DaySummary? SummaryOf(SchemeProfile profile, DateOnly date)
    {
        string file = Path.Combine(FolderOf(profile, date), "day.json");
        try
        {
            return File.Exists(file) ? DaySummary.FromJson(File.ReadAllBytes(file)) : null;
        }
        catch (JsonException error)
        {
            throw new IOException($"{file} is not what the switch has written: {error.Message}", error);
        }
    }

    private string FolderOf(SettlementCycle cycle) =>
        Path.Combine(folder, DaySummary.Text(cycle.Opened!.BusinessDate), $"{cycle.Id.Scheme}-cycle-{cycle.Id.Number}");

    private static string NameOf(AccountId account) => $"{account.Participant.Value}-{account.Currency.Code}";
}
