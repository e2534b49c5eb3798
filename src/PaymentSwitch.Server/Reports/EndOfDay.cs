using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Reporting;
using Serilog;
using ILogger = Serilog.ILogger;

namespace PaymentSwitch.Server.Reports;

/// <summary>
/// Writes the reports of each business day when it has ended, and those that were missed while the switch was down. Reads
/// what the read models have and stops no payment. What cannot be written is tried again; what does not fit is an alarm.
/// </summary>
/// <param name="running">The switch.</param>
/// <param name="readSide">Its movements.</param>
/// <param name="journal">Where payments are looked up.</param>
/// <param name="reports">Where to.</param>
/// <param name="catchUpDaysMax">How many days are looked back.</param>
/// <param name="log">Takes alarms.</param>
internal sealed class EndOfDay(
    IOperatedSwitch running, IReadSide readSide, IJournal journal, DayReports reports, int catchUpDaysMax, ILogger log) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly EntryDetailsSource _details = new(journal);
    private Task _running = Task.CompletedTask;

    /// <summary>Begins.</summary>
    public void Start(TimeSpan every) => _running = Task.Run(() => RunUntilStoppedAsync(every));

    /// <summary>Writes what has ended and is not written yet, the oldest first.</summary>
    /// <returns>How many days were written.</returns>
    /// <exception cref="InvalidOperationException">The switch is stopping.</exception>
    public async Task<int> WriteWhatHasEndedAsync(CancellationToken cancel)
    {
        int written = 0;
        BooksAudit? books = null;
        IReadOnlyList<SettlementCycle> cycles = [];
        // The switch's own clock and position: what it books from now on is not before this moment.
        foreach (SchemeProfile profile in running.Schemes.Current)
        {
            books ??= await running.AuditAsync();
            if (profile.SettlementModel == SettlementModel.DeferredNet && cycles.Count == 0) cycles = await running.ListCyclesAsync();
            // Later, when the read models have come as far.
            if (readSide.Position < books.Position) return written;
            foreach (ReportingDay day in Missed(profile, books))
            {
                cancel.ThrowIfCancellationRequested();
                AccountId[] accounts = AccountsOf(profile, books);
                if (!accounts.Any(account => readSide.FindMovement(account, long.MinValue) is not null && readSide.ReadMovements(account, 1, 1)[0].AtMs < day.ToMs)) continue;
                SettlementCycle[] own = [.. cycles.Where(cycle => cycle.Id.Scheme == profile.Name)];
                IReadOnlyList<string> alarms = reports.Write(profile, day, accounts, own, readSide, _details, cancel);
                written++;
                log.Information("End of day {BusinessDate} of {Scheme}: {Accounts} statements written", day.Date, profile.Name, accounts.Length);
                foreach (string alarm in alarms) log.Fatal("End of day alarm: {Alarm}", alarm);
            }

            await WriteCyclesAsync(profile, cycles, books.AtMs);
        }

        return written;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private List<ReportingDay> Missed(SchemeProfile profile, BooksAudit books)
    {
        var missed = new List<ReportingDay>();
        ReportingDay day = ReportingDay.LastEnded(profile, books.AtMs);
        for (int i = 0; i < catchUpDaysMax; i++, day = day.Before(profile))
            if (!reports.Has(profile, day)) missed.Add(day);
        missed.Reverse();
        return missed;
    }

    private static AccountId[] AccountsOf(SchemeProfile profile, BooksAudit books) =>
        [.. books.Accounts.Select(account => account.Id).Where(id => id.Currency == profile.Currency)];

    private async Task WriteCyclesAsync(SchemeProfile profile, IReadOnlyList<SettlementCycle> cycles, long nowMs)
    {
        DateOnly oldest = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(nowMs).UtcDateTime).AddDays(-catchUpDaysMax - 1);
        foreach (SettlementCycle cycle in cycles)
        {
            if (cycle.Id.Scheme != profile.Name || cycle.Status != CycleStatus.Settled || cycle.Opened!.BusinessDate < oldest || reports.Has(cycle)) continue;
            reports.Write(CycleReport.Of(cycle, await running.ListCycleFactsAsync(cycle.Id)), cycle);
        }
    }

    private async Task RunUntilStoppedAsync(TimeSpan every)
    {
        using var timer = new PeriodicTimer(every);
        try
        {
            do await RunGuardedAsync();
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }

    private async Task RunGuardedAsync()
    {
        try
        {
            await WriteWhatHasEndedAsync(_stop.Token);
        }
        catch (InvalidOperationException stopping)
        {
            log.Debug("No reports: {Why}", stopping.Message);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A full disk or damaged read models: payments go on, and it is tried again.
            log.Error(error, "The reports of the day could not be written; it is tried again");
        }
    }
}
