namespace PaymentSwitch.Server.Reports;

/// <summary>Where and how reports are written at the end of each business day.</summary>
internal sealed record ReportSettings
{
    /// <summary>The folder; empty for <c>reports</c> in the data folder.</summary>
    public string Folder { get; init; } = "";

    /// <summary>How often it is looked whether a day has ended, in seconds.</summary>
    public int CheckEverySeconds { get; init; } = 60;

    /// <summary>How many days that were missed are written later, counted back from the last one that has ended.</summary>
    public int CatchUpDaysMax { get; init; } = 7;

    /// <summary>For how many entries of a statement the payment is looked up in the journal.</summary>
    public int DetailedEntriesMax { get; init; } = 200_000;

    /// <summary>How many entries a statement's page for people shows.</summary>
    public int HtmlEntriesMax { get; init; } = 10_000;
}

/// <summary>How often the books are held against each other, and how much at a time.</summary>
internal sealed record ReconciliationSettings
{
    /// <summary>The time between two runs, in seconds.</summary>
    public int EverySeconds { get; init; } = 60;

    /// <inheritdoc cref="Engine.Reconciliation.ReconciliationLimits.ReadModelsWaitMs"/>
    public int ReadModelsWaitMs { get; init; } = 10_000;

    /// <inheritdoc cref="Engine.Reconciliation.ReconciliationLimits.MovementsPerRunMax"/>
    public int MovementsPerRunMax { get; init; } = 1_000_000;

    /// <inheritdoc cref="Engine.Reconciliation.ReconciliationLimits.NamedMismatchesMax"/>
    public int NamedMismatchesMax { get; init; } = 1_000;
}
