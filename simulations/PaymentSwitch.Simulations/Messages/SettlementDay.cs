namespace PaymentSwitch.Simulations.Messages;

/// <summary>
/// The day that banks of the euro area call today: by central European time, worked out from the directive on summer time, with
/// neither the switch's zones nor the machine's.
/// </summary>
internal static class SettlementDay
{
    /// <summary>The calendar day of a moment.</summary>
    public static DateOnly Of(DateTimeOffset moment)
    {
        DateTime utc = moment.UtcDateTime;
        bool summer = utc >= LastSundayOf(utc.Year, 3) && utc < LastSundayOf(utc.Year, 10);
        return DateOnly.FromDateTime(utc.AddHours(summer ? 2 : 1));
    }

    // Clocks are changed at 01:00 UTC. Both months have 31 days.
    private static DateTime LastSundayOf(int year, int month)
    {
        var last = new DateTime(year, month, 31, 1, 0, 0, DateTimeKind.Utc);
        return last.AddDays(-(int)last.DayOfWeek);
    }
}
