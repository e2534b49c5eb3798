namespace PaymentSwitch.Simulations.Load;

/// <summary>What load to make.</summary>
internal sealed record LoadSettings
{
    /// <summary>Where the switch listens; not needed where one is started for the run.</summary>
    public Uri Address { get; init; } = new("http://127.0.0.1:8080");

    /// <summary>Arrivals per second, which wait for nobody (open loop); null for a closed loop.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary>In a closed loop: how many payments are under way at a time.</summary>
    public int InFlight { get; init; } = 256;

    /// <summary>How long before measuring begins.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long is measured.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Whether one bank is paid in every payment of the others, and pays in its own.</summary>
    public bool Hot { get; init; }

    /// <summary>Processor time of the switch so far, where it can be known.</summary>
    public Func<TimeSpan>? SwitchProcessorTime { get; init; }
}

/// <summary>What was measured. Latency counts from the intended send until the debtor bank has read the outcome in its mailbox.</summary>
/// <param name="PaymentsPerSecond">Payments that were settled with both banks told, per second.</param>
/// <param name="Payments">How many of them.</param>
/// <param name="P50Ms">Latency, median.</param>
/// <param name="P99Ms">Latency, 99th percentile.</param>
/// <param name="P999Ms">Latency, 99.9th percentile.</param>
/// <param name="MaxMs">Latency, the longest.</param>
/// <param name="Errors">Answers that were neither 200, 202 nor 204, and outcomes other than settled.</param>
/// <param name="SwitchMicroseconds">Processor time of the switch per payment; 0 where it is not known.</param>
/// <param name="LoadMicroseconds">Processor time of the load per payment.</param>
internal sealed record LoadFigures(
    double PaymentsPerSecond, int Payments, double P50Ms, double P99Ms, double P999Ms, double MaxMs, int Errors, double SwitchMicroseconds, double LoadMicroseconds)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{PaymentsPerSecond:N0} payments/s, p50 {P50Ms:F2} ms, p99 {P99Ms:F1}, p99.9 {P999Ms:F1}, max {MaxMs:F0}, {Errors} errors; processor per payment: switch {SwitchMicroseconds:F0} us, load and banks {LoadMicroseconds:F0} us";
}
