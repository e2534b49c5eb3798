using PaymentSwitch.Server.Standby;
using Xunit;

namespace PaymentSwitch.Server.Tests;

/// <summary>Who may answer when, by virtual clocks that differ in their rate, with a network and processes that stand still as long as they like.</summary>
public sealed class LeaseWatchTests
{
    private static readonly TimeSpan Lasts = TimeSpan.FromMilliseconds(1000);

    [Fact]
    public void The_holder_may_answer_for_four_fifths_of_the_lease_from_before_it_asked()
    {
        var clock = new RatedClock(1.0);
        var watch = new LeaseWatch(Lasts, clock);
        Assert.False(watch.MayAnswer);
        long askedAt = watch.Asking();
        clock.WorldMs = 300;
        watch.Granted(askedAt);
        Assert.True(watch.MayAnswer);
        clock.WorldMs = 799;
        Assert.True(watch.MayAnswer);
        clock.WorldMs = 800;
        Assert.False(watch.MayAnswer);
    }

    [Fact]
    public void A_renewal_that_comes_late_makes_it_sure_again_and_an_older_one_shortens_nothing()
    {
        var clock = new RatedClock(1.0);
        var watch = new LeaseWatch(Lasts, clock);
        long first = watch.Asking();
        clock.WorldMs = 5_000;
        long second = watch.Asking();
        watch.Granted(second);
        watch.Granted(first);
        clock.WorldMs = 5_799;
        Assert.True(watch.MayAnswer);
    }

    [Fact]
    public void What_is_lost_stays_lost()
    {
        var watch = new LeaseWatch(Lasts, new RatedClock(1.0));
        watch.Granted(watch.Asking());
        watch.Lose();
        watch.Granted(watch.Asking());
        Assert.False(watch.MayAnswer);
        Assert.True(watch.IsLost);
    }

    [Fact]
    public void Of_three_servers_no_two_may_answer_at_a_time_whatever_the_network_does()
    {
        int takeovers = 0;
        int answering = 0;
        for (int seed = 1; seed <= 60; seed++)
        {
            var world = new LeaseWorld(seed, Lasts, countsFromTheAnswer: false);
            world.Run(20_000);
            Assert.True(world.MostAtATime <= 1, $"Seed {seed}: {world.MostAtATime} could answer at a time.");
            takeovers += world.Takeovers;
            answering += world.MsWithOne;
        }

        // Otherwise it shows nothing: the lease has to change hands, and somebody has to be able to answer for most of the time.
        Assert.True(takeovers > 200, $"The lease was taken {takeovers} times only.");
        Assert.True(answering > 60 * 20_000 / 3, $"Somebody could answer for {answering} ms of {60 * 20_000} only.");
    }

    [Fact]
    public void A_holder_that_counted_from_the_answer_would_be_found_out() =>
        Assert.Contains(Enumerable.Range(1, 60), seed =>
        {
            var world = new LeaseWorld(seed, Lasts, countsFromTheAnswer: true);
            world.Run(20_000);
            return world.MostAtATime > 1;
        });
}
