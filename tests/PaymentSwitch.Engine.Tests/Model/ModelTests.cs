using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace PaymentSwitch.Engine.Tests.Model;

/// <summary>Whatever banks, operators, the settlement bank and time do, the switch replies and stands as the reference says.</summary>
public sealed class ModelTests
{
    private const int MovesOfALife = 300;
    private const int KnownLives = 60;

    [Fact]
    public void The_switch_is_at_every_moment_what_the_reference_says()
    {
        var coverage = new Coverage();
        // The first lives are the same each time, so that what they must have seen does not hang on luck.
        for (int seed = 1; seed <= KnownLives; seed++) Live(seed, coverage);
        Assert.Empty(Expected.Missing(coverage));
        int more = int.TryParse(Environment.GetEnvironmentVariable("PAYMENTSWITCH_LIVES"), out int given) ? given : 10;
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => Live(seed, coverage))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(more));
        TestContext.Current.TestOutputHelper?.WriteLine(coverage.ToString());
    }

    private static void Live(int seed, Coverage coverage)
    {
        if (Failure.Of(seed, MovesOfALife, coverage) is Failure failure) Assert.Fail(failure.Shrunk().ToString());
    }
}
