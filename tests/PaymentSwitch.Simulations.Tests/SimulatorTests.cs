using PaymentSwitch.Simulations.Mutations;
using PaymentSwitch.Simulator;
using PaymentSwitch.Simulator.World;
using Xunit;

namespace PaymentSwitch.Simulations.Tests;

/// <summary>The deterministic simulator: promises kept in many worlds, the same seed the same world, and no mutation that has lost its place.</summary>
public sealed class SimulatorTests
{
    /// <summary>How many worlds; the environment variable asks for more.</summary>
    private static int Worlds => int.TryParse(Environment.GetEnvironmentVariable("PAYMENTSWITCH_WORLDS"), out int worlds) ? worlds : 40;

    [Fact]
    public void Every_promise_is_kept_in_every_world()
    {
        var faults = new FaultCounts();
        var broken = new List<string>();
        int payments = 0, settled = 0;
        for (ulong seed = 1; seed <= (ulong)Worlds; seed++)
        {
            SimulationResult result = Simulation.Run(seed);
            faults.Add(result.Faults);
            payments += result.Payments;
            settled += result.Settled;
            if (result.Broken is not null) broken.Add($"Seed {seed}: {result.Broken}");
        }

        Assert.Equal([], broken);
        // The worlds must have had in them what they are about.
        Assert.InRange(settled, payments / 10, payments);
        foreach (Fault fault in new[] { Fault.Crash, Fault.CrashInAppend, Fault.SyncFails, Fault.MessageLost, Fault.MessageDoubled, Fault.BankLate, Fault.TwoWriters })
            Assert.True(faults[fault] > 0, $"{fault} has not happened in any world.");
    }

    [Theory]
    [InlineData(3UL)]
    [InlineData(7UL)]
    [InlineData(41UL)]
    public void The_same_seed_is_the_same_world(ulong seed)
    {
        SimulationResult first = Simulation.Run(seed);
        SimulationResult second = Simulation.Run(seed);
        Assert.True(first.Groups > 0);
        Assert.Equal(first.Fingerprint, second.Fingerprint);
        Assert.Equal(first.Answers, second.Answers);
        Assert.NotEqual(first.Fingerprint, Simulation.Run(seed + 1).Fingerprint);
    }

    [Fact]
    public void Without_a_fault_it_does_not_happen()
    {
        HashSet<Fault> all = [.. Enum.GetValues<Fault>()];
        SimulationResult calm = Simulation.Run(5, all);
        Assert.Null(calm.Broken);
        Assert.All(all, fault => Assert.Equal(0, calm.Faults[fault]));
    }

    [Fact]
    public void Each_mutation_still_has_its_place_in_the_sources() => Assert.All(
        Mutation.All(), mutation => Assert.NotNull(mutation.Plant(File.ReadAllText(Path.Combine(MutationRun.Repository, mutation.File)))));
}
