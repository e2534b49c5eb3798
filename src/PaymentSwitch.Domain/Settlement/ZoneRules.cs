using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace PaymentSwitch.Domain.Settlement;

/// <summary>
/// A time zone as data: which offset from UTC its clocks have from when on. It knows no names and reads no database, so that
/// whoever has the same rules sees the same times. Never changes, and may be used by many threads at a time.
/// </summary>
public sealed class ZoneRules
{
    // No clock on earth is a day away from UTC.
    private const int OffsetMinutesMax = 24 * 60;

    private static readonly int UnixEpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    // The first span begins before all time; each has its offset until the next begins.
    private readonly long[] _fromMs;
    private readonly long[] _offsetMs;

    private ZoneRules(int initialOffsetMinutes, IReadOnlyList<ZoneTransition> transitions)
    {
        _fromMs = [long.MinValue, .. transitions.Select(transition => transition.FromMs)];
        _offsetMs = [initialOffsetMinutes * 60_000L, .. transitions.Select(transition => transition.OffsetMinutes * 60_000L)];
        Transitions = [.. transitions];
    }

    /// <summary>UTC itself.</summary>
    public static ZoneRules Utc { get; } = new(0, []);

    /// <summary>The moments at which clocks are changed, in ascending order.</summary>
    public ImmutableArray<ZoneTransition> Transitions { get; }

    /// <summary>Rules of these parts, or what is wrong with them.</summary>
    /// <param name="initialOffsetMinutes">The offset before the first transition, in minutes east of UTC.</param>
    /// <param name="transitions">The changes, in ascending order.</param>
    /// <param name="rules">The rules; null where something is wrong.</param>
    /// <param name="error">What is wrong; null for nothing.</param>
    public static bool TryOf(
        int initialOffsetMinutes, IReadOnlyList<ZoneTransition> transitions,
        [NotNullWhen(true)] out ZoneRules? rules, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(transitions);
        rules = null;
        error = transitions.Select(transition => transition.OffsetMinutes).Prepend(initialOffsetMinutes).Any(offset => Math.Abs(offset) >= OffsetMinutesMax)
            ? "An offset of a day or more from UTC."
            : null;
        int offsetMinutes = initialOffsetMinutes;
        long fromMs = long.MinValue;
        long localEndMs = long.MinValue;
        foreach (ZoneTransition transition in error is null ? transitions : [])
        {
            // What clocks show when they are changed must be later from change to change: else a local time could come three times.
            long endMs = transition.FromMs + (offsetMinutes * 60_000L);
            if (transition.FromMs <= fromMs || endMs <= localEndMs) error ??= $"The transition at {transition.FromMs} ms is not later than the one before, or is too close to it.";
            (fromMs, localEndMs, offsetMinutes) = (transition.FromMs, endMs, transition.OffsetMinutes);
        }

        if (error is not null) return false;
        rules = new ZoneRules(initialOffsetMinutes, transitions);
        return true;
    }

    /// <summary>The local date of a moment.</summary>
    /// <param name="ms">Unix milliseconds.</param>
    public DateOnly DateAt(long ms) => DateOnly.FromDateTime(LocalAt(ms));

    /// <summary>What clocks show at a moment.</summary>
    /// <param name="ms">Unix milliseconds.</param>
    public DateTime LocalAt(long ms)
    {
        int found = Array.BinarySearch(_fromMs, ms);
        return new DateTime(DateTime.UnixEpoch.Ticks, DateTimeKind.Unspecified).AddMilliseconds(ms + _offsetMs[found < 0 ? ~found - 1 : found]);
    }

    /// <summary>
    /// When clocks show a local time, in Unix milliseconds. A time that is skipped in spring is the first moment after the
    /// gap; of a time that comes twice in autumn it is the earlier one. A later local time is never at an earlier moment.
    /// </summary>
    public long MomentOf(DateOnly date, TimeOnly time)
    {
        long localMs = ((date.DayNumber - UnixEpochDay) * 86_400_000L) + (time.Ticks / TimeSpan.TicksPerMillisecond);
        int first = 0;
        // The first span that does not end before clocks have shown this time.
        for (int last = _fromMs.Length - 1; first < last;)
        {
            int middle = (first + last) / 2;
            if (localMs < _fromMs[middle + 1] + _offsetMs[middle]) last = middle;
            else first = middle + 1;
        }

        return Math.Max(_fromMs[first], localMs - _offsetMs[first]);
    }

    /// <summary>Whether the date comes in this zone at all: a zone that changes sides of the date line leaves one out.</summary>
    public bool Has(DateOnly date) => MomentOf(date, TimeOnly.MinValue) < MomentOf(date.AddDays(1), TimeOnly.MinValue);
}

/// <summary>A change of a zone's clocks.</summary>
/// <param name="FromMs">The moment from which the offset holds, in Unix milliseconds.</param>
/// <param name="OffsetMinutes">What clocks show more than UTC from then on, in minutes; negative in the west.</param>
public readonly record struct ZoneTransition(long FromMs, int OffsetMinutes);
