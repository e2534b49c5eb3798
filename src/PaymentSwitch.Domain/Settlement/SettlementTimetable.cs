using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace PaymentSwitch.Domain.Settlement;

/// <summary>
/// When the cycles of a deferred-net scheme are cut: at the same local times on each business day. Cuts follow each other
/// strictly, also on days on which clocks are changed. Never changes.
/// </summary>
public sealed class SettlementTimetable
{
    private SettlementTimetable(BusinessCalendar calendar, ImmutableArray<TimeOnly> cuts)
    {
        Calendar = calendar;
        Cuts = cuts;
    }

    /// <summary>The business days.</summary>
    public BusinessCalendar Calendar { get; }

    /// <summary>The cuts of each business day, as local times in ascending order.</summary>
    public ImmutableArray<TimeOnly> Cuts { get; }

    /// <summary>A timetable of these parts, or what is wrong with them.</summary>
    /// <param name="calendar">The business days.</param>
    /// <param name="cuts">The local times of the cuts: at least one, whole seconds, ascending, none after the business day has ended.</param>
    /// <param name="timetable">The timetable; null where something is wrong.</param>
    /// <param name="error">What is wrong; null for nothing.</param>
    public static bool TryOf(
        BusinessCalendar calendar, IReadOnlyList<TimeOnly> cuts,
        [NotNullWhen(true)] out SettlementTimetable? timetable, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        ArgumentNullException.ThrowIfNull(cuts);
        var made = new SettlementTimetable(calendar, [.. cuts]);
        error = made.CheckTimes() ?? made.CheckClockChanges();
        timetable = error is null ? made : null;
        return timetable is not null;
    }

    /// <summary>The first cut after a moment, not at it.</summary>
    /// <param name="afterMs">Unix milliseconds.</param>
    public PlannedCut NextCut(long afterMs)
    {
        DateOnly date = Calendar.BusinessDateAt(afterMs);
        while (true)
        {
            for (int i = 0; i < Cuts.Length; i++)
            {
                long atMs = Calendar.Zone.MomentOf(date, Cuts[i]);
                if (atMs > afterMs) return new PlannedCut(date, i + 1, Cuts.Length, atMs);
            }

            date = Calendar.NextBusinessDay(date);
        }
    }

    /// <inheritdoc cref="BusinessCalendar.DayEndMs"/>
    public long DayEndMs(DateOnly businessDate) => Calendar.DayEndMs(businessDate);

    private string? CheckTimes()
    {
        if (Cuts.IsEmpty) return "There is no cut.";
        foreach (TimeOnly cut in Cuts)
            if (cut.Ticks % TimeSpan.TicksPerSecond != 0) return $"The cut at {cut:HH:mm:ss.fffffff} is not at a whole second.";
        for (int i = 1; i < Cuts.Length; i++)
            if (Cuts[i] <= Cuts[i - 1]) return $"The cut at {Cuts[i]:HH:mm:ss} does not come after the one at {Cuts[i - 1]:HH:mm:ss}.";
        return Calendar.DayBegins != TimeOnly.MinValue && Cuts[^1] > Calendar.DayBegins
            ? $"The cut at {Cuts[^1]:HH:mm:ss} comes after {Calendar.DayBegins:HH:mm:ss}, when the next business day has begun."
            : null;
    }

    // Cuts that fall into one gap of the clocks would all come at its end, as one.
    private string? CheckClockChanges()
    {
        foreach (ZoneTransition change in Calendar.Zone.Transitions)
        {
            DateOnly after = Calendar.Zone.DateAt(change.FromMs);
            long lastMs = long.MinValue;
            for (DateOnly date = after.AddDays(-2); date <= after; date = date.AddDays(1))
            {
                if (!Calendar.IsBusinessDay(date)) continue;
                foreach (TimeOnly cut in Cuts)
                {
                    long atMs = Calendar.Zone.MomentOf(date, cut);
                    if (atMs <= lastMs)
                        return $"The cut at {cut:HH:mm:ss} and the one before it come at the same moment on {date:yyyy-MM-dd}, when clocks go forward over both.";
                    lastMs = atMs;
                }
            }
        }

        return null;
    }
}

/// <summary>A cut to come.</summary>
/// <param name="BusinessDate">The business day whose cut it is.</param>
/// <param name="NumberOfDay">Its place among the cuts of that day, from 1.</param>
/// <param name="OfDay">How many cuts the day has.</param>
/// <param name="AtMs">When, in Unix milliseconds.</param>
public readonly record struct PlannedCut(DateOnly BusinessDate, int NumberOfDay, int OfDay, long AtMs);
