using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Gateway.Reporting;

/// <summary>A scheme's business days: those of its settlement bank; in gross settlement, which never closes, the days of its zone.</summary>
internal static class BusinessDays
{
    /// <summary>No switch was there before; the databases of zones begin here.</summary>
    public static readonly DateOnly First = new(2000, 1, 1);

    /// <summary>The business day that a moment belongs to.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="ms">Unix milliseconds.</param>
    public static DateOnly At(SchemeProfile scheme, long ms) =>
        scheme.Settlement is { } timetable ? timetable.Calendar.BusinessDateAt(ms) : scheme.BusinessDayZone.DateAt(ms);

    /// <summary>Whether a date is a business day.</summary>
    public static bool Is(SchemeProfile scheme, DateOnly date) => scheme.Settlement is { } timetable ? timetable.Calendar.IsBusinessDay(date) : scheme.BusinessDayZone.Has(date);

    /// <summary>The business day before another.</summary>
    public static DateOnly Before(SchemeProfile scheme, DateOnly date)
    {
        // A calendar is never closed for longer than a year or so.
        do date = date.AddDays(-1);
        while (!Is(scheme, date));
        return date;
    }

    /// <summary>When a business day begins, in Unix milliseconds: when the one before has ended.</summary>
    public static long BeginMs(SchemeProfile scheme, DateOnly day) =>
        scheme.Settlement is { } timetable ? timetable.DayEndMs(Before(scheme, day)) : scheme.BusinessDayZone.MomentOf(day, TimeOnly.MinValue);

    /// <summary>When a business day ends, in Unix milliseconds: the first moment of the next one.</summary>
    public static long EndMs(SchemeProfile scheme, DateOnly day) =>
        scheme.Settlement is { } timetable ? timetable.DayEndMs(day) : scheme.BusinessDayZone.MomentOf(day.AddDays(1), TimeOnly.MinValue);
}
