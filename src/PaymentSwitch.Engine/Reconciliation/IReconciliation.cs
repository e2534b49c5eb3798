namespace PaymentSwitch.Engine.Reconciliation;

/// <summary>The reconciliation of a running switch, as operators ask for it and see it.</summary>
public interface IReconciliation
{
    /// <summary>The last report; null before the first.</summary>
    ReconciliationReport? Last { get; }

    /// <summary>What all runs since the start have counted.</summary>
    ReconciliationCounts Counts { get; }

    /// <summary>Runs it now.</summary>
    /// <param name="isFull">Whether every movement that there is is checked, and not only those that are new.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <exception cref="InvalidOperationException">The switch is stopping.</exception>
    Task<ReconciliationReport> RunAsync(bool isFull, CancellationToken cancel = default);
}

/// <summary>What all runs since the start have counted.</summary>
/// <param name="Runs">Runs that gave a report.</param>
/// <param name="RunsFailed">Runs that could not: the read models could not be read.</param>
/// <param name="MovementsChecked">Movements.</param>
/// <param name="PaymentsChecked">Payments and returns followed from one account to the other.</param>
/// <param name="MismatchesAlarmed">Mismatches, each counted once.</param>
public readonly record struct ReconciliationCounts(long Runs, long RunsFailed, long MovementsChecked, long PaymentsChecked, long MismatchesAlarmed);
