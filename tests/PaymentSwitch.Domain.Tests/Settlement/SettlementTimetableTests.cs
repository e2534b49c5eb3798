using FsCheck;
using FsCheck.Fluent;
using PaymentSwitch.Domain.Settlement;
using Xunit;

namespace PaymentSwitch.Domain.Tests.Settlement;

public sealed class SettlementTimetableTests
{
    private static readonly DayOfWeek[] Weekend = [DayOfWeek.Saturday, DayOfWeek.Sunday];

    public static TheoryData<string, string, string, string> Timetables()
    {
        //  closed days, cuts, day begins
        (string, string, string)[] shapes =
        [
            ("Saturday Sunday", "07:00 13:00 15:45", "00:00"),
            ("Saturday Sunday", "07:00 13:00 15:45 18:00", "18:00"),
            ("Friday", "00:00 01:30 02:30 23:59", "00:00"), // in the gaps and overlaps of clocks, and at the day's edges
            ("", "02:15", "02:30"),
            ("Monday Tuesday Wednesday Thursday Friday Saturday", "12:00:30", "00:00"),
        ];
        var all = new TheoryData<string, string, string, string>();
        foreach (string zone in Zones.Names)
            foreach ((string closed, string cuts, string begins) in shapes) all.Add(zone, closed, cuts, begins);
        return all;
    }

    [Theory]
    [MemberData(nameof(Timetables))]
    public void Cut_follows_cut_and_no_business_day_is_left_out(string zone, string closed, string cuts, string begins)
    {
        TimetableOracle oracle = OracleOf(zone, closed, cuts, begins);
        SettlementTimetable timetable = oracle.Timetable();
        List<PlannedCut> expected = [.. oracle.PlannedCuts().Where(cut => cut.AtMs > TimetableOracle.FromMs && cut.AtMs <= TimetableOracle.UntilMs)];

        var found = new List<PlannedCut>();
        for (PlannedCut cut = timetable.NextCut(TimetableOracle.FromMs); cut.AtMs <= TimetableOracle.UntilMs; cut = timetable.NextCut(cut.AtMs)) found.Add(cut);

        Assert.Equal(expected, found);
        Assert.All(found.Zip(found.Skip(1)), pair => Assert.True(pair.First.AtMs < pair.Second.AtMs));
        // The first and the last day may be seen in part only.
        Assert.All(found.GroupBy(cut => cut.BusinessDate).Skip(1).SkipLast(1), day => Assert.Equal(oracle.Cuts.Length, day.Count()));
    }

    [Theory]
    [MemberData(nameof(Timetables))]
    public void The_next_cut_is_the_first_one_after_any_moment(string zone, string closed, string cuts, string begins)
    {
        TimetableOracle oracle = OracleOf(zone, closed, cuts, begins);
        SettlementTimetable timetable = oracle.Timetable();
        List<PlannedCut> all = oracle.PlannedCuts();
        Prop.ForAll(Moments(all.ConvertAll(cut => cut.AtMs)), ms => Assert.Equal(all.First(cut => cut.AtMs > ms), timetable.NextCut(ms))).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Timetables))]
    public void Every_moment_belongs_to_the_first_business_day_that_has_not_ended(string zone, string closed, string cuts, string begins)
    {
        TimetableOracle oracle = OracleOf(zone, closed, cuts, begins);
        SettlementTimetable timetable = oracle.Timetable();
        BusinessCalendar calendar = timetable.Calendar;
        List<(DateOnly Date, long EndMs)> days = oracle.Days();
        Assert.All(days, day => Assert.Equal(day.EndMs, timetable.DayEndMs(day.Date)));
        Prop.ForAll(Moments(days.ConvertAll(day => day.EndMs)), ms =>
        {
            DateOnly expected = days.First(day => day.EndMs > ms).Date;
            Assert.Equal(expected, calendar.BusinessDateAt(ms));
            Assert.Equal(days.First(day => day.Date > expected).Date, calendar.NextBusinessDay(expected));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_weekend_and_a_holiday_are_passed_over_and_summer_time_moves_the_cuts()
    {
        SettlementTimetable timetable = OracleOf("Europe/London", "Saturday Sunday", "07:00 13:00 15:45", "00:00").Timetable();
        // Friday before the clocks go forward; the Monday after is a holiday in this calendar.
        Assert.Equal(new PlannedCut(new DateOnly(2026, 3, 27), 3, 3, Zones.Utc("2026-03-27T15:45:00Z")), timetable.NextCut(Zones.Utc("2026-03-27T13:00:00Z")));
        Assert.Equal(new PlannedCut(new DateOnly(2026, 3, 31), 1, 3, Zones.Utc("2026-03-31T06:00:00Z")), timetable.NextCut(Zones.Utc("2026-03-27T15:45:00Z")));
        Assert.Equal(new DateOnly(2026, 3, 31), timetable.Calendar.BusinessDateAt(Zones.Utc("2026-03-28T12:00:00Z")));
        Assert.Equal(Zones.Utc("2026-03-31T23:00:00Z"), timetable.DayEndMs(new DateOnly(2026, 3, 31)));
    }

    [Fact]
    public void An_evening_may_belong_to_the_next_business_day()
    {
        BusinessCalendar calendar = OracleOf("Europe/Berlin", "Saturday Sunday", "07:00", "18:00").Timetable().Calendar;
        Assert.Equal(new DateOnly(2026, 11, 20), calendar.BusinessDateAt(Zones.Utc("2026-11-20T16:59:59.999Z")));
        Assert.Equal(new DateOnly(2026, 11, 23), calendar.BusinessDateAt(Zones.Utc("2026-11-20T17:00:00Z")));
    }

    [Theory]
    [InlineData("", "no cut")]
    [InlineData("13:00 07:00", "07:00:00 does not come after")]
    [InlineData("07:00 07:00", "does not come after")]
    [InlineData("07:00 18:01", "18:01:00 comes after 18:00:00")]
    [InlineData("07:00 07:00:00.5", "not at a whole second")]
    [InlineData("01:10 01:50", "same moment on 2000-03-26")] // both are skipped in spring, on a Sunday that is open here
    public void A_timetable_that_cannot_be_kept_is_refused(string cuts, string why)
    {
        Assert.True(BusinessCalendar.TryOf(Zones.Of("Europe/London"), [DayOfWeek.Monday], [], new TimeOnly(18, 0), out BusinessCalendar? calendar, out _));
        Assert.False(SettlementTimetable.TryOf(calendar, TimesOf(cuts), out SettlementTimetable? none, out string? error));
        Assert.Null(none);
        Assert.Contains(why, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Cuts_in_a_gap_of_the_clocks_are_no_harm_on_a_closed_day()
    {
        Assert.True(BusinessCalendar.TryOf(Zones.Of("Europe/London"), Weekend, [], TimeOnly.MinValue, out BusinessCalendar? calendar, out _));
        Assert.True(SettlementTimetable.TryOf(calendar, TimesOf("01:10 01:50"), out _, out string? error), error);
    }

    [Fact]
    public void A_calendar_without_business_days_is_refused()
    {
        Assert.False(BusinessCalendar.TryOf(ZoneRules.Utc, Enum.GetValues<DayOfWeek>(), [], TimeOnly.MinValue, out BusinessCalendar? none, out string? error));
        Assert.Null(none);
        Assert.Contains("no business day", error, StringComparison.Ordinal);

        // Sundays only, and a year of holidays on each of them.
        DayOfWeek[] butSunday = [.. Enum.GetValues<DayOfWeek>().Where(day => day != DayOfWeek.Sunday)];
        DateOnly[] Sundays(int count) => [.. Enumerable.Range(0, count).Select(week => new DateOnly(2027, 1, 3).AddDays(7 * week))];
        Assert.False(BusinessCalendar.TryOf(ZoneRules.Utc, butSunday, Sundays(60), TimeOnly.MinValue, out _, out error));
        Assert.Contains("2027-", error, StringComparison.Ordinal);
        Assert.True(BusinessCalendar.TryOf(ZoneRules.Utc, butSunday, Sundays(52), TimeOnly.MinValue, out BusinessCalendar? calendar, out error), error);
        Assert.Equal(new DateOnly(2028, 1, 2), calendar.NextBusinessDay(new DateOnly(2026, 12, 27)));
        Assert.False(BusinessCalendar.TryOf(ZoneRules.Utc, [], [DateOnly.MaxValue], TimeOnly.MinValue, out _, out _));
    }

    private static TimetableOracle OracleOf(string zone, string closed, string cuts, string begins) => new(
        zone,
        [.. closed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<DayOfWeek>)],
        TimesOf(cuts),
        TimesOf(begins)[0]);

    private static TimeOnly[] TimesOf(string times) =>
        [.. times.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(time => TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture))];

    // Any moment of the years, and those at, just before and just after the edges.
    private static Arbitrary<long> Moments(List<long> edges)
    {
        long[] within = [.. edges.Where(ms => ms > TimetableOracle.FromMs && ms < TimetableOracle.UntilMs)];
        Gen<long> any = Gen.Choose(0, int.MaxValue)
            .Select(n => TimetableOracle.FromMs + (long)(n / (double)int.MaxValue * (TimetableOracle.UntilMs - TimetableOracle.FromMs)));
        Gen<long> atEdge = Gen.Elements(within).SelectMany(edge => Gen.Choose(-1, 1).Select(step => edge + step));
        return Gen.OneOf(any, atEdge).ToArbitrary();
    }
}
