using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace PaymentSwitch.Engine.Tests.Model;

/// <summary>
/// Whatever banks, operators, the settlement bank and time do, the switch replies and stands as the reference says.
/// <c>PAYMENTSWITCH_LIVES=10000</c> lives more lives, <c>PAYMENTSWITCH_LIFE=17</c> the one of a seed.
/// </summary>
public sealed class ModelTests
{
    private const int MovesOfALife = 300;
    private const int KnownLives = 60;
    private const int LivesByChance = 10;

    [Fact]
    public void The_switch_is_at_every_moment_what_the_reference_says()
    {
        var coverage = new Coverage();
        if (Setting("PAYMENTSWITCH_LIFE") is int one)
        {
            Live(one, coverage);
            return;
        }

        // The first lives are the same each time, so that what they must have seen does not hang on luck.
        for (int seed = 1; seed <= KnownLives; seed++) Live(seed, coverage);
        Assert.Empty(Expected.Missing(coverage));
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => Live(seed, coverage))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Setting("PAYMENTSWITCH_LIVES") ?? LivesByChance));
        TestContext.Current.TestOutputHelper?.WriteLine(coverage.ToString());
    }

    private static int? Setting(string name) => Environment.GetEnvironmentVariable(name) is string given ? int.Parse(given, CultureInfo.InvariantCulture) : null;

    private static void Live(int seed, Coverage coverage)
    {
        if (Failure.Of(seed, MovesOfALife, coverage) is Failure failure) Assert.Fail(failure.Shrunk().ToString());
    }
}
