using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;

namespace PaymentSwitch.Engine.Reporting;

/// <summary>
/// A business day of a scheme as reports have it: with a timetable from the end of the business day before to its own, so that
/// days follow each other without a gap; without one a day of the scheme's calendar.
/// </summary>
/// <param name="Date">Which day.</param>
/// <param name="FromMs">Its beginning, in Unix milliseconds.</param>
/// <param name="ToMs">Its end, in Unix milliseconds, not in it.</param>
public readonly record struct ReportingDay(DateOnly Date, long FromMs, long ToMs)
{
    /// <summary>The last day of a scheme that has ended.</summary>
    /// <param name="profile">The scheme.</param>
    /// <param name="nowMs">The time, in Unix milliseconds.</param>
    public static ReportingDay LastEnded(SchemeProfile profile, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(profile);
        DateOnly open = profile.Settlement is { } timetable ? timetable.Calendar.BusinessDateAt(nowMs) : profile.BusinessDayZone.DateAt(nowMs);
        return Of(profile, DateBefore(profile, open));
    }

    /// <summary>The day before it.</summary>
    public ReportingDay Before(SchemeProfile profile) => Of(profile, DateBefore(profile, Date));

    /// <summary>A business day of a scheme.</summary>
    public static ReportingDay Of(SchemeProfile profile, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return profile.Settlement is { } timetable
            ? new ReportingDay(date, timetable.DayEndMs(DateBefore(profile, date)), timetable.DayEndMs(date))
            : new ReportingDay(date, profile.BusinessDayZone.MomentOf(date, TimeOnly.MinValue), profile.BusinessDayZone.MomentOf(date.AddDays(1), TimeOnly.MinValue));
    }

    private static DateOnly DateBefore(SchemeProfile profile, DateOnly date)
    {
        BusinessCalendar? calendar = profile.Settlement?.Calendar;
        do date = date.AddDays(-1);
        while (calendar is not null ? !calendar.IsBusinessDay(date) : !profile.BusinessDayZone.Has(date));
        return date;
    }
}
