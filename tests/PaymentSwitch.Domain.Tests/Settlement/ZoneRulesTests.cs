using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using PaymentSwitch.Domain.Settlement;
using Xunit;

namespace PaymentSwitch.Domain.Tests.Settlement;

public sealed class ZoneRulesTests
{
    public static TheoryData<string> Names => [.. Zones.Names];

    [Theory]
    // zone, local time, the moment
    [InlineData("Europe/London", "2026-03-29 00:59", "2026-03-29T00:59:00Z")]
    [InlineData("Europe/London", "2026-03-29 01:00", "2026-03-29T01:00:00Z")] // skipped: the first moment after the gap
    [InlineData("Europe/London", "2026-03-29 01:59", "2026-03-29T01:00:00Z")]
    [InlineData("Europe/London", "2026-03-29 02:00", "2026-03-29T01:00:00Z")]
    [InlineData("Europe/London", "2026-10-25 01:30", "2026-10-25T00:30:00Z")] // twice: the earlier
    [InlineData("Europe/London", "2026-10-25 02:00", "2026-10-25T02:00:00Z")]
    [InlineData("Europe/Berlin", "2026-11-22 00:00", "2026-11-21T23:00:00Z")]
    [InlineData("Europe/Berlin", "2026-07-01 00:00", "2026-06-30T22:00:00Z")]
    [InlineData("America/New_York", "2026-11-01 01:30", "2026-11-01T05:30:00Z")]
    [InlineData("Asia/Kolkata", "2026-07-01 07:00", "2026-07-01T01:30:00Z")]
    [InlineData("America/Sao_Paulo", "2018-11-04 00:00", "2018-11-04T03:00:00Z")] // midnight itself is skipped
    [InlineData("Pacific/Apia", "2011-12-30 12:00", "2011-12-30T10:00:00Z")] // the whole date is skipped
    public void A_local_time_is_the_moment_at_which_clocks_show_it_first(string zone, string local, string moment)
    {
        DateTime at = DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(Zones.Utc(moment), Zones.Of(zone).MomentOf(DateOnly.FromDateTime(at), TimeOnly.FromDateTime(at)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Clocks_show_what_the_oracle_says(string name)
    {
        ZoneRules zone = Zones.Of(name);
        void Same(long ms)
        {
            DateTime expected = Instant.FromUnixTimeMilliseconds(ms).InZone(Zones.Oracle(name)).ToDateTimeUnspecified();
            Assert.Equal(expected, zone.LocalAt(ms));
            Assert.Equal(DateOnly.FromDateTime(expected), zone.DateAt(ms));
        }

        foreach (ZoneTransition change in zone.Transitions)
            foreach (int step in (int[])[-1, 0, 1]) Same(change.FromMs + step);
        Prop.ForAll(Moments(), Same).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Local_times_come_when_the_oracle_says(string name)
    {
        ZoneRules zone = Zones.Of(name);
        void Same(DateTime local) => Assert.Equal(
            Zones.OracleMoment(name, DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local)),
            zone.MomentOf(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local)));

        // Around each change, from a day before to a day after: gaps, overlaps, and what lies beside them.
        foreach (ZoneTransition change in zone.Transitions)
            for (int minutes = -26 * 60; minutes <= 26 * 60; minutes += 15) Same(zone.LocalAt(change.FromMs).AddMinutes(minutes));
        Prop.ForAll(Moments(), ms => Same(zone.LocalAt(ms))).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_later_local_time_is_never_at_an_earlier_moment(string name)
    {
        ZoneRules zone = Zones.Of(name);
        Prop.ForAll(Gen.Elements(zone.Transitions.Select(change => change.FromMs).Append(0L).ToArray()).ToArbitrary(), changeMs =>
        {
            DateTime local = zone.LocalAt(changeMs).AddHours(-30);
            long lastMs = long.MinValue;
            for (int i = 0; i < 600; i++, local = local.AddMinutes(7))
            {
                long ms = zone.MomentOf(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
                Assert.True(ms >= lastMs);
                lastMs = ms;
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_date_that_a_zone_leaves_out_is_not_there()
    {
        Assert.False(Zones.Of("Pacific/Apia").Has(new DateOnly(2011, 12, 30)));
        Assert.True(Zones.Of("Pacific/Apia").Has(new DateOnly(2011, 12, 29)));
        Assert.True(Zones.Of("Pacific/Apia").Has(new DateOnly(2011, 12, 31)));
        Assert.True(ZoneRules.Utc.Has(new DateOnly(2011, 12, 30)));
    }

    [Fact]
    public void Asking_for_the_date_allocates_nothing()
    {
        ZoneRules zone = Zones.Of("Europe/Berlin");
        zone.DateAt(0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (long ms = 0; ms < 4_000_000_000_000; ms += 40_000_000_000) zone.DateAt(ms);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Transitions_out_of_order_or_offsets_of_a_day_are_refused()
    {
        Assert.False(ZoneRules.TryOf(0, [new ZoneTransition(10_000_000, 60), new ZoneTransition(10_000_000, 0)], out _, out string? error));
        Assert.Contains("10000000", error, StringComparison.Ordinal);
        // Back by an hour, and back again half an hour later: 00:45 would come three times.
        Assert.False(ZoneRules.TryOf(60, [new ZoneTransition(3_600_000, 0), new ZoneTransition(5_400_000, -60)], out _, out error));
        Assert.Contains("5400000", error, StringComparison.Ordinal);
        Assert.False(ZoneRules.TryOf(24 * 60, [], out _, out error));
        Assert.Contains("day", error, StringComparison.Ordinal);
        Assert.False(ZoneRules.TryOf(0, [new ZoneTransition(0, -24 * 60)], out _, out _));
    }

    // 2000 to 2100, in milliseconds.
    private static Arbitrary<long> Moments() =>
        Gen.Choose(0, int.MaxValue).Select(n => 946_684_800_000L + (long)(n * (3_155_760_000_000.0 / int.MaxValue))).ToArbitrary();
}
