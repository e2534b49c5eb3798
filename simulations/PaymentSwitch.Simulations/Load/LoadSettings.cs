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

    /// <summary>Settings for a switch that is started for the run, as <c>Key=Value</c>.</summary>
    public IReadOnlyList<string> SwitchSettings { get; init; } = [];

    /// <summary>Processor time of the switch so far, where it can be known.</summary>
    public Func<TimeSpan>? SwitchProcessorTime { get; init; }

    /// <summary>Physical memory that the switch holds, in bytes, where it can be known.</summary>
    public Func<long>? SwitchMemory { get; init; }
}

/// <summary>What was measured. Latency counts from the intended send until the debtor bank has read the outcome in its mailbox.</summary>
internal sealed record LoadFigures
{
    /// <summary>Payments that were settled with both banks told, per second.</summary>
    public required double PaymentsPerSecond { get; init; }

    /// <summary>How many of them.</summary>
    public required int Payments { get; init; }

    /// <summary>Latency, median.</summary>
    public required double P50Ms { get; init; }

    /// <summary>Latency, 95th percentile.</summary>
    public required double P95Ms { get; init; }

    /// <summary>Latency, 99th percentile.</summary>
    public required double P99Ms { get; init; }

    /// <summary>Latency, 99.9th percentile.</summary>
    public required double P999Ms { get; init; }

    /// <summary>Latency, the longest.</summary>
    public required double MaxMs { get; init; }

    /// <summary>Payments that were refused, not settled or never heard of again, and answers that could not be used.</summary>
    public required int Errors { get; init; }

    /// <summary>Processor time of the switch per payment; 0 where it is not known.</summary>
    public required double SwitchMicroseconds { get; init; }

    /// <summary>Processor time of the load per payment.</summary>
    public required double LoadMicroseconds { get; init; }

    /// <summary>Physical memory of the switch while it was measured: at the beginning, the most in each tenth of the time, in bytes.</summary>
    public required IReadOnlyList<long> SwitchMemoryBytes { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{PaymentsPerSecond:N0} payments/s, p50 {P50Ms:F2} ms, p95 {P95Ms:F1}, p99 {P99Ms:F1}, p99.9 {P999Ms:F1}, max {MaxMs:F0}, {Errors} errors; processor per payment: switch {SwitchMicroseconds:F0} us, load and banks {LoadMicroseconds:F0} us";
}
