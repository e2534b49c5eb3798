using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace PaymentSwitch.Domain.Settlement;

/// <summary>
/// The business days of a settlement bank. They follow each other without a gap: each lasts from the end of the one before to
/// its own end, so that a Saturday's payments belong to the Monday after it. Never changes.
/// </summary>
public sealed class BusinessCalendar
{
    /// <summary>A calendar that closes for this many days on end is taken for a mistake.</summary>
    public const int ClosedDaysMax = 366;

    private readonly FrozenSet<DayOfWeek> _closedDays;
    private readonly FrozenSet<DateOnly> _holidays;

    private BusinessCalendar(ZoneRules zone, FrozenSet<DayOfWeek> closedDays, FrozenSet<DateOnly> holidays, TimeOnly dayBegins)
    {
        Zone = zone;
        _closedDays = closedDays;
        _holidays = holidays;
        DayBegins = dayBegins;
    }

    /// <summary>The zone whose clocks count.</summary>
    public ZoneRules Zone { get; }

    /// <summary>
    /// The local time at which one business day ends and the next begins: midnight, or a time on the business day itself,
    /// such as 18:00 where the evening belongs to the next one.
    /// </summary>
    public TimeOnly DayBegins { get; }

    /// <summary>A calendar of these parts, or what is wrong with them.</summary>
    /// <param name="zone">The zone whose clocks count.</param>
    /// <param name="closedDays">Days of the week that are never business days.</param>
    /// <param name="holidays">Other dates that are none.</param>
    /// <param name="dayBegins">The local time at which a business day begins; any but midnight is meant in the evening before.</param>
    /// <param name="calendar">The calendar; null where something is wrong.</param>
    /// <param name="error">What is wrong; null for nothing.</param>
    public static bool TryOf(
        ZoneRules zone, IEnumerable<DayOfWeek> closedDays, IEnumerable<DateOnly> holidays, TimeOnly dayBegins,
        [NotNullWhen(true)] out BusinessCalendar? calendar, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var made = new BusinessCalendar(zone, closedDays.ToFrozenSet(), holidays.ToFrozenSet(), dayBegins);
        error = made.Check();
        calendar = error is null ? made : null;
        return calendar is not null;
    }

    /// <summary>Whether the settlement bank works on this date.</summary>
    public bool IsBusinessDay(DateOnly date) => !_closedDays.Contains(date.DayOfWeek) && !_holidays.Contains(date) && Zone.Has(date);

    /// <summary>The first business day after a date.</summary>
    public DateOnly NextBusinessDay(DateOnly date)
    {
        do date = date.AddDays(1);
        while (!IsBusinessDay(date));
        return date;
    }

    /// <summary>The business day that a moment belongs to: the first one that has not ended yet.</summary>
    /// <param name="ms">Unix milliseconds.</param>
    public DateOnly BusinessDateAt(long ms)
    {
        // Every date before this one has ended: its end is the first moment at which clocks have shown the next.
        DateOnly date = Zone.DateAt(ms);
        while (!IsBusinessDay(date) || DayEndMs(date) <= ms) date = date.AddDays(1);
        return date;
    }

    /// <summary>When a business day ends, in Unix milliseconds: the first moment that belongs to the next one.</summary>
    /// <param name="businessDate">A business day.</param>
    public long DayEndMs(DateOnly businessDate) => DayBegins == TimeOnly.MinValue
        ? Zone.MomentOf(businessDate.AddDays(1), DayBegins)
        : Zone.MomentOf(businessDate, DayBegins);

    private string? Check()
    {
        if (_closedDays.Count == 7) return "All seven days of the week are closed: there is no business day.";
        foreach (DateOnly holiday in _holidays)
        {
            int closed = 0;
            for (DateOnly date = holiday; closed <= ClosedDaysMax && date < DateOnly.MaxValue && !IsBusinessDay(date); date = date.AddDays(1)) closed++;
            if (closed > ClosedDaysMax || holiday == DateOnly.MaxValue)
                return $"There is no business day for more than {ClosedDaysMax} days from the holiday {holiday:yyyy-MM-dd} on.";
        }

        return null;
    }
}
