using System.Globalization;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;

namespace PaymentSwitch.Iso20022.Schemes;

/// <summary>Turns the key <c>settlement</c> of a deferred-net scheme into its timetable.</summary>
internal static class SettlementMapping
{
    private const string Key = "settlement";

    internal static SchemeProfile AddTo(SchemeProfile profile, JsonObjectReader json)
    {
        JsonObjectReader? settlement = json.OptionalObject(Key);
        if (profile.SettlementModel == SettlementModel.Gross)
        {
            // Gross payments are final one by one: a timetable would promise cuts that never come.
            return settlement is null ? profile : throw json.Wrong(Key, "expected only with settlementModel deferred-net, found with gross");
        }

        if (settlement is null) throw json.Wrong(Key, "expected an object with timeZone and cuts, because settlementModel is deferred-net; it is missing");
        profile = profile with
        {
            Settlement = TimetableOf(settlement),
            InstructAfterMs = settlement.OptionalSpanMs("instructAfter"),
            CapsArePrefunded = settlement.Boolean("capsArePrefunded", fallback: false),
        };
        settlement.End();
        return profile;
    }

    private static SettlementTimetable TimetableOf(JsonObjectReader json)
    {
        ZoneRules zone = TimeZones.Of(json, "timeZone", json.Text("timeZone"));
        DayOfWeek[] closedDays = [.. json.TextsInOrder("closedDays", required: false).Select(text => DayOf(json, text))];
        DateOnly[] holidays = [.. json.TextsInOrder("holidays", required: false).Select(text => DateOf(json, text))];
        TimeOnly dayBegins = json.OptionalText("dayBegins") is { } begins ? TimeOf(json, "dayBegins", begins) : TimeOnly.MinValue;
        TimeOnly[] cuts = [.. json.TextsInOrder("cuts", required: true).Select(text => TimeOf(json, "cuts", text))];
        if (!BusinessCalendar.TryOf(zone, closedDays, holidays, dayBegins, out BusinessCalendar? calendar, out string? error))
            throw json.Wrong(closedDays.Length == 7 ? "closedDays" : "holidays", error.TrimEnd('.'));
        return SettlementTimetable.TryOf(calendar, cuts, out SettlementTimetable? timetable, out error)
            ? timetable
            : throw json.Wrong("cuts", error.TrimEnd('.'));
    }

    private static DayOfWeek DayOf(JsonObjectReader json, string text) => SchemeProfileMapping.NameOf(text, out DayOfWeek day)
        ? day
        : throw json.Wrong("closedDays", $"expected days of the week ({string.Join(", ", Enum.GetNames<DayOfWeek>())}), found '{text}'");

    private static DateOnly DateOf(JsonObjectReader json, string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : throw json.Wrong("holidays", $"expected dates such as \"2026-12-25\", found '{text}'");

    private static TimeOnly TimeOf(JsonObjectReader json, string key, string text) =>
        TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)
            ? time
            : throw json.Wrong(key, $"expected a local time such as \"15:45\" or \"15:45:30\", found '{text}'");
}
