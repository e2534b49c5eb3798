using PaymentSwitch.Engine;

namespace PaymentSwitch.Simulator.World;

/// <summary>
/// What a seed makes of the world: how many banks, how much they pay, how small the switch's bounds are, and how often what
/// goes wrong. Each seed leaves some faults out and has others often, because a mean mixture of everything hides what only
/// two faults together bring about.
/// </summary>
internal sealed class Swarm
{
    private readonly double[] _probabilities = new double[Enum.GetValues<Fault>().Length];

    private Swarm(Chance chance, IReadOnlySet<Fault> without, int? payments)
    {
        IsNet = chance.Happens(0.4);
        Banks = (int)chance.Between(2, 6);
        int drawn = (int)chance.Between(20, 400);
        Payments = Math.Min(drawn, payments ?? int.MaxValue);
        PauseUs = chance.Between(200, 40_000);
        AmountMaxMinor = chance.Between(100, 5_000);
        FundsMinor = chance.Between(1_000, 200_000);
        Limits = new EngineLimits
        {
            FinishedPaymentsInMemoryMax = (int)chance.Between(1, 80),
            FinishedEntitiesInMemoryMax = 64,
            MailboxMessagesInMemoryMax = (int)chance.Between(1, 200),
            GroupFactsMax = (int)chance.Between(1, 60),
            SnapshotEveryFacts = (int)chance.Between(20, 2_000),
            InboxDepthMax = (int)chance.Between(4, 200),
            OpenPaymentsMax = (int)chance.Between(10, 500),
        };
        foreach (Fault fault in Enum.GetValues<Fault>())
        {
            // Drawn for all of them, so that leaving one out changes nothing of the others.
            bool isIn = chance.Happens(0.6);
            double strength = Math.Pow(10, -chance.Below(1000) / 800.0);
            if (isIn && !without.Contains(fault)) _probabilities[(int)fault] = strength * Often(fault);
        }

        // Several requests for a payment that is read back, with others between them that push it out again: only where memory has room for next to none.
        if (_probabilities[(int)Fault.BankAsksAtOnce] > 0 && chance.Happens(0.7))
            Limits = Limits with { FinishedPaymentsInMemoryMax = 1 + chance.Below(2) };
    }

    /// <summary>Whether payments settle in cycles.</summary>
    public bool IsNet { get; }

    /// <summary>How many banks there are.</summary>
    public int Banks { get; }

    /// <summary>How many payments they make.</summary>
    public int Payments { get; }

    /// <summary>How long it takes from one payment to the next, on average, in microseconds.</summary>
    public long PauseUs { get; }

    /// <summary>The largest amount of a payment, in minor units.</summary>
    public long AmountMaxMinor { get; }

    /// <summary>What each bank begins with, in minor units.</summary>
    public long FundsMinor { get; }

    /// <summary>The switch's bounds.</summary>
    public EngineLimits Limits { get; }

    /// <summary>The world of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="without">Faults that do not happen.</param>
    /// <param name="payments">At most so many payments; null for as many as the seed has.</param>
    public static Swarm Of(ulong seed, IReadOnlySet<Fault> without, int? payments) => new(Chance.For(seed, "swarm"), without, payments);

    /// <summary>How probable a fault is wherever it could happen.</summary>
    public double this[Fault fault] => _probabilities[(int)fault];

    // At its strongest. Where a fault costs the switch its life, a world in which it does nothing else proves little.
    private static double Often(Fault fault) => fault switch
    {
        Fault.Crash => 0.01,
        Fault.CrashInAppend => 0.02,
        Fault.TornWrite => 0.7,
        Fault.DiskFull or Fault.SyncFails => 0.01,
        Fault.BitRot => 0.3,
        Fault.DiskStalls => 0.02,
        Fault.SnapshotFails => 0.5,
        Fault.SnapshotLost or Fault.ReadModelsLost => 0.5,
        Fault.MessageLost or Fault.MessageDoubled => 0.2,
        Fault.MessageSlow => 0.1,
        Fault.Partition => 0.02,
        Fault.ClockJump => 0.5,
        Fault.TwoWriters => 0.5,
        Fault.OperatorActs => 0.2,
        Fault.BankAsksAtOnce => 0.7,
        _ => 0.15,
    };
}
