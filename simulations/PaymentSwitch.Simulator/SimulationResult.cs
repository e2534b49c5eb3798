using PaymentSwitch.Simulator.Oracle;
using PaymentSwitch.Simulator.World;

namespace PaymentSwitch.Simulator;

/// <summary>What came of one seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Broken">The first promise that was not kept; null where all were.</param>
/// <param name="Payments">How many payments were taken in.</param>
/// <param name="Settled">How many of them settled.</param>
/// <param name="Answers">How many answers left the switch.</param>
/// <param name="Groups">How many commit groups were stored.</param>
/// <param name="WorldMs">How long it took in the world.</param>
/// <param name="Faults">What went wrong in it.</param>
/// <param name="Fingerprint">A hash of all that was stored and when: the same for the same seed, always.</param>
internal sealed record SimulationResult(
    ulong Seed, BrokenPromise? Broken, int Payments, int Settled, long Answers, int Groups, long WorldMs, FaultCounts Faults, ulong Fingerprint);
