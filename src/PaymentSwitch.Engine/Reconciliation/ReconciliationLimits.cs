namespace PaymentSwitch.Engine.Reconciliation;

/// <summary>The bounds of reconciliation.</summary>
public sealed record ReconciliationLimits
{
    /// <summary>How long a run waits for the read models to reach the position it is as of, in milliseconds.</summary>
    public int ReadModelsWaitMs { get; init; } = 10_000;

    /// <summary>
    /// How many movements one run checks at most. What is left is the next run's: so that after a start, when everything is
    /// to be checked once, no run takes long. A full run has no bound.
    /// </summary>
    public int MovementsPerRunMax { get; init; } = 1_000_000;

    /// <summary>
    /// For how long what has left one account for a payment may be on its way to the other, in ms: 0 where one host books both at once, more where each
    /// account is on its own.
    /// </summary>
    public long InTransitMaxMs { get; init; }

    /// <summary>How many mismatches are kept and named; more are only counted.</summary>
    public int NamedMismatchesMax { get; init; } = 1_000;
}
