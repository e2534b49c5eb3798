namespace PaymentSwitch.Server.Configuration;

/// <summary>How several servers on one database agree which of them is the switch. Counts with <c>Storage:Kind=Postgres</c> only.</summary>
internal sealed record StandbySettings
{
    /// <summary>The shortest lease that makes sense: below, a pause of the database is taken for a death.</summary>
    public const int LeaseMsLeast = 300;

    /// <summary>How many times a lease must be renewable while it lasts.</summary>
    public const int RenewalsPerLease = 3;

    /// <summary>How long the active one's lease lasts without being renewed, in ms, by the database's clock: how long a takeover after a death takes.</summary>
    public int LeaseMs { get; init; } = 1500;

    /// <summary>How long the active one waits after it has renewed its lease, in ms.</summary>
    public int RenewEveryMs { get; init; } = 250;

    /// <summary>How often a standby reads on in the journal and tries to take the lease, in ms.</summary>
    public int PollMs { get; init; } = 50;

    /// <summary>Adds an error for each of them that is out of its range, or does not go with another.</summary>
    public static void Check(StandbySettings standby, List<string> errors)
    {
        SettingsRanges.Check("Standby", standby, errors);
        if (standby.LeaseMs is >= 1 and < LeaseMsLeast) errors.Add($"Standby:LeaseMs: found {standby.LeaseMs}, expected at least {LeaseMsLeast}.");
        if ((long)standby.RenewEveryMs * RenewalsPerLease > standby.LeaseMs)
            errors.Add($"Standby:RenewEveryMs: found {standby.RenewEveryMs}, expected a third of Standby:LeaseMs ({standby.LeaseMs}) at most.");
        if (standby.PollMs > standby.LeaseMs) errors.Add($"Standby:PollMs: found {standby.PollMs}, expected Standby:LeaseMs ({standby.LeaseMs}) at most.");
    }
}
