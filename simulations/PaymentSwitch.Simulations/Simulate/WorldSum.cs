using PaymentSwitch.Simulator;
using PaymentSwitch.Simulator.World;

namespace PaymentSwitch.Simulations.Simulate;

/// <summary>What came of many worlds together. The same worlds have the same sum, in whatever order they end.</summary>
internal sealed class WorldSum
{
    private readonly Lock _gate = new();

    /// <summary>What went wrong in them.</summary>
    public FaultCounts Faults { get; } = new();

    public int Worlds { get; private set; }

    public long Payments { get; private set; }

    public long Settled { get; private set; }

    public long Groups { get; private set; }

    public long WorldMs { get; private set; }

    /// <summary>A sum over all fingerprints and their seeds.</summary>
    public ulong Fingerprint { get; private set; }

    /// <summary>The world with the lowest seed of those that broke a promise; null for none.</summary>
    public SimulationResult? Broken { get; private set; }

    /// <summary>A seed whose world did not come to an end; null for none.</summary>
    public ulong? Unfinished { get; private set; }

    /// <summary>Whether nothing has gone wrong so far. Worlds that have begun are ended, so that the lowest seed that fails is the same each time.</summary>
    public bool GoesOn
    {
        get
        {
            lock (_gate) return Broken is null && Unfinished is null;
        }
    }

    /// <summary>Adds a world.</summary>
    public void Add(SimulationResult result)
    {
        lock (_gate)
        {
            Worlds++;
            Payments += result.Payments;
            Settled += result.Settled;
            Groups += result.Groups;
            WorldMs += result.WorldMs;
            Fingerprint += result.Fingerprint * ((result.Seed * 2) + 1);
            Faults.Add(result.Faults);
            if (result.Broken is not null && (Broken is null || result.Seed < Broken.Seed)) Broken = result;
        }
    }

    /// <summary>Notes that a world did not come to an end.</summary>
    public void Break(ulong seed)
    {
        lock (_gate) Unfinished = Math.Min(Unfinished ?? seed, seed);
    }
}
