using PaymentSwitch.Simulations.Crash;
using PaymentSwitch.Simulations.Demo;
using Xunit;

namespace PaymentSwitch.Simulations.Tests;

/// <summary>The real server process and real banks, as a user runs them.</summary>
public sealed class RunTests
{
    /// <summary>How often the crash run kills the switch; the environment variable asks for a longer run.</summary>
    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("PAYMENTSWITCH_KILLS"), out int kills) ? kills : 20;

    [Fact]
    public async Task The_demo_keeps_every_promise() => Assert.Equal(0, await DemoRun.RunAsync(300, seed: 7, saveFolder: null));

    [Fact]
    public async Task The_switch_killed_again_and_again_loses_nothing() => Assert.Equal(0, await CrashRun.RunAsync(Kills, seed: 11, paymentsPerSecond: 200));

    [Fact]
    public async Task A_disk_that_fills_up_costs_time_and_no_payment()
    {
        Assert.SkipUnless(FullDiskRun.IsPossible, "A file system cannot be mounted here: it takes root on Linux.");
        Assert.Equal([], await FullDiskRun.RunAsync(seed: 13, paymentsPerSecond: 200));
    }
}
