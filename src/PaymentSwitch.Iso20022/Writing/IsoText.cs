using System.Globalization;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Dates and times as messages have them, for contents that are to be written.</summary>
public static class IsoText
{
    /// <summary>A moment in UTC, to the millisecond: <c>2026-11-21T05:00:00.000Z</c>.</summary>
    /// <param name="ms">Unix milliseconds.</param>
    public static string Time(long ms) => DateTime.UnixEpoch.AddMilliseconds(ms).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A day: <c>2026-11-21</c>.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
