using PaymentSwitch.Simulations.Postgres;
using PaymentSwitch.Simulations.Takeover;
using Xunit;

namespace PaymentSwitch.Simulations.Tests;

/// <summary>Two real servers on one real PostgreSQL, with banks that reach both.</summary>
public sealed class TakeoverTests
{
    /// <summary>How often the active server is killed; the environment variable asks for a longer run.</summary>
    private static int Takeovers => int.TryParse(Environment.GetEnvironmentVariable("PAYMENTSWITCH_TAKEOVERS"), out int takeovers) ? takeovers : 1;

    [Fact]
    public async Task A_standby_takes_over_from_the_dead_the_frozen_and_the_one_that_hands_over_and_nothing_is_lost()
    {
        Assert.SkipUnless(TemporaryPostgres.FindBinaries() is not null, "There is no PostgreSQL here: set PAYMENTSWITCH_POSTGRES to the folder of its programs.");
        Assert.Equal([], await TakeoverRun.RunAsync(Takeovers, seed: 17, paymentsPerSecond: 60, leaseMs: 1000, signals: false));
    }
}
