using System.Collections.Concurrent;
using PaymentSwitch.Simulations.Crash;
using PaymentSwitch.Simulations.Day;
using PaymentSwitch.Simulations.Demo;
using Xunit;

namespace PaymentSwitch.Simulations.Tests;

/// <summary>The real server process and real banks, as a user runs them.</summary>
public sealed class RunTests
{
    /// <summary>How often the crash run kills the switch; the environment variable asks for a longer run.</summary>
    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("PAYMENTSWITCH_KILLS"), out int kills) ? kills : 8;

    [Fact]
    public async Task The_demo_keeps_every_promise() => Assert.Equal(0, await DemoRun.RunAsync(300, seed: 7, saveFolder: null));

    [Fact]
    public async Task The_switch_killed_again_and_again_loses_nothing() => Assert.Equal(0, await CrashRun.RunAsync(Kills, seed: 11, paymentsPerSecond: 200));

    [Fact]
    public async Task A_day_of_two_schemes_ends_with_books_that_agree()
    {
        string folder = Directory.CreateTempSubdirectory("paymentswitch-day-").FullName;
        try
        {
            var told = new ConcurrentQueue<string>();
            DayResult day = await DayRun.RunAsync(new DaySettings { Seed = 5, Seconds = 10, PaymentsPerSecond = 30, DataFolder = folder }, told.Enqueue);
            Assert.Equal([], day.Promises.SelectMany(promise => promise.Violations.Select(violation => $"{promise.Promise}: {violation}")));
            Assert.Equal([], day.Happenings.Where(happening => happening.Count == 0).Select(happening => happening.Happening));
            Assert.Equal(3, CountOf(day, "cycles settled"));
            Assert.Equal(1, CountOf(day, "defaults covered from prefunding"));
            // Of the banks those with an account in sterling: the day is that of its scheme.
            Assert.Equal(day.Accounts.Count(account => account.Currency == "GBP"), CountOf(day, "ends of a business day (admi.004 SODA)"));
            Assert.Equal(7, day.Accounts.Count);
            Assert.All(day.Accounts, account => Assert.True(account.Statement.Entries > 5, $"{account.Bank}/{account.Currency} has {account.Statement.Entries} entries."));
            Assert.Contains(told, line => line.Contains("ELMSGB2LXXX is Suspended now", StringComparison.Ordinal));
            Assert.Contains(told, line => line.Contains("ELMSGB2LXXX is Enabled now", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_disk_that_fills_up_costs_time_and_no_payment()
    {
        Assert.SkipUnless(FullDiskRun.IsPossible, "A file system cannot be mounted here: it takes root on Linux.");
        Assert.Equal([], await FullDiskRun.RunAsync(seed: 13, paymentsPerSecond: 200));
    }

    private static int CountOf(DayResult day, string happening) => day.Happenings.Single(one => one.Happening == happening).Count;
}
