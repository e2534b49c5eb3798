using NodaTime;
using NodaTime.TimeZones;
using PaymentSwitch.Domain.Settlement;
using Xunit;

namespace PaymentSwitch.Domain.Tests.Settlement;

/// <summary>Real zones as the domain has them, and as NodaTime has them: the second is the oracle of the first.</summary>
internal static class Zones
{
    /// <summary>With and without summer time, half-hour steps, changes at midnight, a date left out, and both hemispheres.</summary>
    public static readonly string[] Names =
    [
        "Europe/London", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "America/Sao_Paulo", "Australia/Lord_Howe", "America/Goose_Bay", "Pacific/Apia",
    ];

    private static readonly Interval Known = new(Instant.FromUtc(2000, 1, 1, 0, 0), Instant.FromUtc(2100, 1, 1, 0, 0));

    // A time that comes twice is the earlier one, a time that never comes is the first moment after the gap.
    private static readonly ZoneLocalMappingResolver Resolver =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    private static readonly Dictionary<string, ZoneRules> Made = Names.ToDictionary(name => name, Make);

    public static ZoneRules Of(string name) => Made[name];

    public static DateTimeZone Oracle(string name) => DateTimeZoneProviders.Tzdb[name];

    public static long OracleMoment(string name, DateOnly date, TimeOnly time) =>
        Oracle(name).ResolveLocal(LocalDateTime.FromDateTime(date.ToDateTime(time)), Resolver).ToInstant().ToUnixTimeMilliseconds();

    public static long Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    private static ZoneRules Make(string name)
    {
        ZoneInterval[] intervals = [.. Oracle(name).GetZoneIntervals(Known, ZoneEqualityComparer.Options.OnlyMatchWallOffset)];
        Assert.True(ZoneRules.TryOf(
            intervals[0].WallOffset.Seconds / 60,
            [.. intervals[1..].Select(interval => new ZoneTransition(interval.Start.ToUnixTimeMilliseconds(), interval.WallOffset.Seconds / 60))],
            out ZoneRules? rules, out string? error), error);
        return rules;
    }
}
