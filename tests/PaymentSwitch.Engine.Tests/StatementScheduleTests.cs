using System.Globalization;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Engine.Reporting;
using PaymentSwitch.Scenarios;
using Xunit;

namespace PaymentSwitch.Engine.Tests;

/// <summary>When days are closed and reports are due. Business days of the timetable are Monday to Friday in UTC; 2026-03-06 is a Friday.</summary>
public sealed class StatementScheduleTests
{
    private static readonly SchemeProfile Net = TestProfiles.NetByTimetable;
    private static readonly NotificationTerms Days = new() { Statements = true };
    private static readonly NotificationTerms Noon = new() { ReportTimes = [new TimeOnly(9, 0), new TimeOnly(12, 0)] };
    private static readonly NotificationTerms Hours = new() { ReportEveryMs = 5 * 3_600_000 };

    [Fact]
    public void A_scheme_that_tells_nothing_by_the_clock_has_no_next_moment() => Assert.Null(StatementSchedule.NextMs(Net, Utc("2026-03-06 10:00")));

    [Theory]
    [InlineData("2026-03-06 10:00", "2026-03-07 00:00", "2026-03-06 12:00", "2026-03-06 15:00")]
    // What comes on Saturday belongs to Monday, and the times of reports are those of business days.
    [InlineData("2026-03-07 00:00", "2026-03-10 00:00", "2026-03-09 09:00", "2026-03-07 05:00")]
    [InlineData("2026-03-09 12:00", "2026-03-10 00:00", "2026-03-10 00:00", "2026-03-09 17:00")]
    public void The_next_moment_follows_from_profile_and_time(string now, string day, string noon, string hours)
    {
        string[] next = [.. new[] { Days, Noon, Hours }.Select(terms => Text(StatementSchedule.NextMs(Net with { Notifications = terms }, Utc(now))!.Value))];
        Assert.Equal([day, noon, hours], next);
    }

    [Fact]
    public void Days_that_have_ended_follow_each_other_without_a_gap()
    {
        IReadOnlyList<ReportingDay> ended = StatementSchedule.DaysEnded(Net with { Notifications = Days }, Utc("2026-03-05 10:00"), Utc("2026-03-10 10:00"));
        Assert.Equal([5, 6, 9], ended.Select(day => day.Date.Day));
        for (int i = 1; i < ended.Count; i++) Assert.Equal(ended[i - 1].ToMs, ended[i].FromMs);
        Assert.Empty(StatementSchedule.DaysEnded(Net with { Notifications = Days }, ended[^1].ToMs, Utc("2026-03-10 10:00")));
        Assert.Empty(StatementSchedule.DaysEnded(Net, Utc("2026-03-05 10:00"), Utc("2026-03-10 10:00")));
    }

    [Theory]
    [InlineData("2026-03-06 04:00", "2026-03-06 08:59", null, "2026-03-06 05:00")]
    [InlineData("2026-03-06 08:00", "2026-03-06 11:00", "2026-03-06 09:00", "2026-03-06 10:00")]
    // Of several the last alone is told, and none twice.
    [InlineData("2026-03-06 08:00", "2026-03-06 23:00", "2026-03-06 12:00", "2026-03-06 20:00")]
    [InlineData("2026-03-06 20:00", "2026-03-06 23:00", null, null)]
    // The day has ended: its statement tells more.
    [InlineData("2026-03-06 08:00", "2026-03-07 00:00", null, null)]
    [InlineData("2026-03-06 08:00", "2026-03-08 13:00", null, "2026-03-08 11:00")]
    public void A_report_is_due_up_to_the_last_time_that_has_come(string since, string now, string? noon, string? hours)
    {
        long sinceMs = Utc(since), nowMs = Utc(now);
        ReportingDay? byTime = StatementSchedule.ReportDue(Net with { Notifications = Noon }, sinceMs, nowMs);
        ReportingDay? byInterval = StatementSchedule.ReportDue(Net with { Notifications = Hours }, sinceMs, nowMs);
        Assert.Equal((noon, hours), (byTime is { } one ? Text(one.ToMs) : null, byInterval is { } other ? Text(other.ToMs) : null));
        Assert.All(new[] { byTime, byInterval }.OfType<ReportingDay>(), due => Assert.Equal(ReportingDay.Of(Net, due.Date).FromMs, due.FromMs));
    }

    [Fact]
    public void Without_a_timetable_a_day_is_a_day_of_the_schemes_zone()
    {
        SchemeProfile gross = TestProfiles.Gross with { Notifications = Noon with { Statements = true } };
        Assert.Equal("2026-03-07 09:00", Text(StatementSchedule.NextMs(gross, Utc("2026-03-07 00:00"))!.Value));
        Assert.Equal("2026-03-08 00:00", Text(StatementSchedule.NextMs(gross, Utc("2026-03-07 12:00"))!.Value));
        Assert.Equal([6, 7], StatementSchedule.DaysEnded(gross, Utc("2026-03-06 10:00"), Utc("2026-03-08 00:00")).Select(day => day.Date.Day));
    }

    private static long Utc(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds();

    private static string Text(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
