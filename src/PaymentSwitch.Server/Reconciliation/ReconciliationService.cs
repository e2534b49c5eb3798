using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Journal;
using PaymentSwitch.Engine.Reconciliation;
using Serilog;
using ILogger = Serilog.ILogger;

namespace PaymentSwitch.Server.Reconciliation;

/// <summary>
/// Reconciles the running switch again and again. Each mismatch is an alarm in the log, once, with the payment named; as long
/// as any stands, each run says how many. Stops no payment.
/// </summary>
/// <param name="reconciler">What compares the books.</param>
/// <param name="log">Takes alarms.</param>
internal sealed class ReconciliationService(Reconciler reconciler, ILogger log) : IReconciliation, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    // By what it is, not by its words: those have balances in them, which go on changing.
    private HashSet<(string, AccountId?, Uetr?, long)> _alarmed = [];
    private ReconciliationReport? _last;
    private ReconciliationCounts _counts;
    private Task _running = Task.CompletedTask;

    /// <inheritdoc/>
    public ReconciliationReport? Last => Volatile.Read(ref _last);

    /// <inheritdoc/>
    public ReconciliationCounts Counts
    {
        get
        {
            lock (_gate) return _counts;
        }
    }

    /// <summary>Begins: the first run comes after the first interval.</summary>
    public void Start(TimeSpan every) => _running = Task.Run(() => RunUntilStoppedAsync(every));

    /// <inheritdoc/>
    public async Task<ReconciliationReport> RunAsync(bool isFull, CancellationToken cancel = default)
    {
        ReconciliationReport report = isFull ? await reconciler.RunFullAsync(cancel) : await reconciler.RunAsync(cancel);
        Take(report);
        return report;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        reconciler.Dispose();
    }

    private async Task RunUntilStoppedAsync(TimeSpan every)
    {
        using var timer = new PeriodicTimer(every);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token)) await RunGuardedAsync();
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
            await RunAsync(isFull: false, _stop.Token);
        }
        catch (InvalidOperationException stopping)
        {
            log.Debug("Not reconciled: {Why}", stopping.Message);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Whatever is wrong with the read models, payments go on: they do not need them.
            lock (_gate) _counts = _counts with { RunsFailed = _counts.RunsFailed + 1 };
            log.Error(error, error is JournalException ? "Reconciliation is not possible: the stores are damaged" : "Reconciliation has failed");
        }
    }

    private void Take(ReconciliationReport report)
    {
        List<BooksMismatch> alarms;
        lock (_gate)
        {
            alarms = [.. report.Mismatches.Where(mismatch => !_alarmed.Contains(KeyOf(mismatch)))];
            _alarmed = [.. report.Mismatches.Select(KeyOf)];
            _counts = _counts with
            {
                Runs = _counts.Runs + 1,
                MovementsChecked = _counts.MovementsChecked + report.MovementsChecked,
                PaymentsChecked = _counts.PaymentsChecked + report.PaymentsChecked,
                MismatchesAlarmed = _counts.MismatchesAlarmed + alarms.Count,
            };
        }

        Volatile.Write(ref _last, report);
        foreach (BooksMismatch mismatch in alarms)
        {
            ILogger about = mismatch.Payment is null ? log : log.ForContext("Uetr", mismatch.Payment.ToString());
            about.Fatal("Reconciliation alarm, {MismatchKind} at position {Position}: {Mismatch}", mismatch.Kind, report.Position, mismatch.Text);
        }

        if (report.MismatchCount > 0)
            log.Error("Reconciliation: {MismatchCount} mismatches stand, {MismatchesPerTenThousand:F1} per 10,000 payments", report.MismatchCount, report.MismatchesPerTenThousand);
        else if (report.Outcome == ReconciliationOutcome.ReadModelsLag) log.Warning("Reconciliation: the read models have not reached position {Position}; the movements were not compared", report.Position);
        else log.Debug("Reconciled at position {Position}: {Outcome}, {MovementsChecked} new movements in {TookMs} ms", report.Position, report.Outcome, report.MovementsChecked, report.TookMs);
    }

    private static (string, AccountId?, Uetr?, long) KeyOf(BooksMismatch mismatch) => (mismatch.Kind, mismatch.Account, mismatch.Payment, mismatch.DifferenceMinor);
}
