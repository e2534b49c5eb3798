using PaymentSwitch.Domain.Settlement;

namespace PaymentSwitch.Domain.Tests.Settlement;

/// <summary>A calendar with cuts, worked out the long way: every date of some years, every cut of each, with NodaTime's clocks.</summary>
/// <param name="Zone">The zone's name.</param>
/// <param name="ClosedDays">Days of the week that are closed.</param>
/// <param name="Cuts">The cuts, as local times.</param>
/// <param name="DayBegins">The local time at which a business day ends.</param>
internal sealed record TimetableOracle(string Zone, DayOfWeek[] ClosedDays, TimeOnly[] Cuts, TimeOnly DayBegins)
{
    private static readonly DateOnly First = new(2025, 1, 1);
    private static readonly DateOnly Last = new(2031, 1, 1);

    // Some near changes of clocks, some on end over a weekend.
    public static readonly DateOnly[] Holidays =
    [
        new(2025, 12, 25), new(2025, 12, 26), new(2026, 1, 1), new(2026, 3, 30), new(2026, 4, 3), new(2026, 4, 6), new(2026, 11, 2), new(2027, 3, 26), new(2027, 3, 29),
    ];

    public static long FromMs { get; } = Zones.Utc("2025-02-01T00:00:00Z");

    public static long UntilMs { get; } = Zones.Utc("2030-12-01T00:00:00Z");

    public SettlementTimetable Timetable()
    {
        if (!BusinessCalendar.TryOf(Zones.Of(Zone), ClosedDays, Holidays, DayBegins, out BusinessCalendar? calendar, out string? error)
            || !SettlementTimetable.TryOf(calendar, Cuts, out SettlementTimetable? timetable, out error))
            throw new InvalidOperationException(error);
        return timetable;
    }

    public bool IsBusinessDay(DateOnly date) => !ClosedDays.Contains(date.DayOfWeek) && !Holidays.Contains(date);

    /// <summary>All business days with their ends, in order.</summary>
    public List<(DateOnly Date, long EndMs)> Days()
    {
        var days = new List<(DateOnly, long)>();
        for (DateOnly date = First; date < Last; date = date.AddDays(1))
        {
            if (!IsBusinessDay(date)) continue;
            DateOnly endsOn = DayBegins == TimeOnly.MinValue ? date.AddDays(1) : date;
            days.Add((date, Zones.OracleMoment(Zone, endsOn, DayBegins)));
        }

        return days;
    }

    /// <summary>All cuts, in order.</summary>
    public List<PlannedCut> PlannedCuts() =>
        [.. Days().SelectMany(day => Cuts.Select((cut, i) => new PlannedCut(day.Date, i + 1, Cuts.Length, Zones.OracleMoment(Zone, day.Date, cut))))];
}
