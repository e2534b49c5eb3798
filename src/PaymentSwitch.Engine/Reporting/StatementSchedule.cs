using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;

namespace PaymentSwitch.Engine.Reporting;

/// <summary>
/// When accounts are closed for a business day, and when their owners get a report of the day so far: at the times or the interval
/// that the scheme's profile has. It follows from the profile and the time alone.
/// </summary>
public static class StatementSchedule
{
    // A switch that was down for longer has other worries than old statements, and reports have them all.
    private const int DaysMax = 366;

    /// <summary>The business days that have ended since a moment, the oldest first.</summary>
    /// <param name="profile">The scheme.</param>
    /// <param name="sinceMs">Up to when this was looked at before, in Unix milliseconds.</param>
    /// <param name="nowMs">The time, in Unix milliseconds.</param>
    public static IReadOnlyList<ReportingDay> DaysEnded(SchemeProfile profile, long sinceMs, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var ended = new List<ReportingDay>();
        // Also where no statement is told of them: reports of the day so far begin anew.
        if (!profile.Notifications.IsScheduled) return ended;
        ReportingDay day = ReportingDay.LastEnded(profile, nowMs);
        for (; day.ToMs > sinceMs && ended.Count < DaysMax; day = day.Before(profile)) ended.Add(day);
        ended.Reverse();
        return ended;
    }

    /// <summary>The day so far of which a report was due since a moment: up to the last time that was due. Null for none.</summary>
    /// <param name="profile">The scheme.</param>
    /// <param name="sinceMs">Up to when this was looked at before, in Unix milliseconds.</param>
    /// <param name="nowMs">The time, in Unix milliseconds.</param>
    public static ReportingDay? ReportDue(SchemeProfile profile, long sinceMs, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ReportingDay today = Today(profile, nowMs);
        long dueMs = 0;
        if (profile.Notifications.ReportEveryMs is long everyMs) dueMs = today.FromMs + ((nowMs - today.FromMs) / everyMs * everyMs);
        if (!profile.Notifications.ReportTimes.IsEmpty)
        {
            ZoneRules zone = ZoneOf(profile);
            DateOnly first = zone.DateAt(today.FromMs);
            for (DateOnly date = zone.DateAt(nowMs); date >= first; date = date.AddDays(-1))
            {
                if (!IsBusinessDay(profile, date)) continue;
                foreach (TimeOnly time in profile.Notifications.ReportTimes)
                    if (zone.MomentOf(date, time) is var atMs && atMs <= nowMs) dueMs = Math.Max(dueMs, atMs);
                if (dueMs > 0) break;
            }
        }

        // At its first moment a day has nothing to tell.
        return dueMs > Math.Max(sinceMs, today.FromMs) ? today with { ToMs = dueMs } : null;
    }

    /// <summary>When the next statement or report is due, after a moment, in Unix milliseconds; null where the scheme has none.</summary>
    /// <param name="profile">The scheme.</param>
    /// <param name="nowMs">The time, in Unix milliseconds.</param>
    public static long? NextMs(SchemeProfile profile, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (!profile.Notifications.IsScheduled) return null;
        ReportingDay today = Today(profile, nowMs);
        long nextMs = today.ToMs;
        if (profile.Notifications.ReportEveryMs is long everyMs) nextMs = Math.Min(nextMs, today.FromMs + ((((nowMs - today.FromMs) / everyMs) + 1) * everyMs));

        return profile.Notifications.ReportTimes.IsEmpty ? nextMs : Math.Min(nextMs, NextTimeMs(profile, nowMs));
    }

    private static long NextTimeMs(SchemeProfile profile, long nowMs)
    {
        ZoneRules zone = ZoneOf(profile);
        for (DateOnly date = zone.DateAt(nowMs); ; date = date.AddDays(1))
        {
            if (!IsBusinessDay(profile, date)) continue;
            foreach (TimeOnly time in profile.Notifications.ReportTimes)
                if (zone.MomentOf(date, time) is var atMs && atMs > nowMs) return atMs;
        }
    }

    private static ReportingDay Today(SchemeProfile profile, long nowMs) => ReportingDay.Of(
        profile, profile.Settlement is { } timetable ? timetable.Calendar.BusinessDateAt(nowMs) : profile.BusinessDayZone.DateAt(nowMs));

    private static ZoneRules ZoneOf(SchemeProfile profile) => profile.Settlement?.Calendar.Zone ?? profile.BusinessDayZone;

    private static bool IsBusinessDay(SchemeProfile profile, DateOnly date) =>
        profile.Settlement is { } timetable ? timetable.Calendar.IsBusinessDay(date) : profile.BusinessDayZone.Has(date);
}
