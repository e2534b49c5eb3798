using NodaTime;
using NodaTime.TimeZones;
using PaymentSwitch.Domain.Settlement;

namespace PaymentSwitch.Iso20022.Schemes;

/// <summary>
/// Time zones by their names in the IANA database, as data. The database is the one that comes with the program, not the
/// machine's: all nodes that run one version see the same times.
/// </summary>
internal static class TimeZones
{
    // From before the first payment to after the last; beyond, the offset stays what it is at the end.
    private static readonly Instant First = Instant.FromUtc(2000, 1, 1, 0, 0);
    private static readonly Instant Last = Instant.FromUtc(2100, 1, 1, 0, 0);

    /// <summary>The rules of a zone.</summary>
    /// <param name="json">Where its name was found, for the error.</param>
    /// <param name="key">Under which key.</param>
    /// <param name="name">The name, for example <c>Europe/London</c>.</param>
    /// <exception cref="SchemeProfileException">There is no such zone.</exception>
    internal static ZoneRules Of(JsonObjectReader json, string key, string name)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is not { } zone)
            throw json.Wrong(key, $"expected a time zone of the IANA database (version {TzdbDateTimeZoneSource.Default.TzdbVersion}), for example \"Europe/London\", found '{name}'");
        int initial = 0;
        var transitions = new List<ZoneTransition>();
        foreach (ZoneInterval interval in zone.GetZoneIntervals(new Interval(First, Last), ZoneEqualityComparer.Options.OnlyMatchWallOffset))
        {
            if (interval.WallOffset.Seconds % 60 != 0)
                throw json.Wrong(key, $"expected a time zone whose offsets are whole minutes, found '{name}'");
            int offsetMinutes = interval.WallOffset.Seconds / 60;
            if (!interval.HasStart || interval.Start <= First) initial = offsetMinutes;
            else transitions.Add(new ZoneTransition(interval.Start.ToUnixTimeMilliseconds(), offsetMinutes));
        }

        return ZoneRules.TryOf(initial, transitions, out ZoneRules? rules, out string? error) ? rules : throw json.Wrong(key, $"'{name}': {error.TrimEnd('.')}");
    }
}
