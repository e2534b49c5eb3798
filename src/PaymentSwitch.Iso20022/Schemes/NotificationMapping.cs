using System.Globalization;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Iso20022.Schemes;

/// <summary>Turns the key <c>notifications</c> into what account owners are told about their money.</summary>
internal static class NotificationMapping
{
    // Below that a report would come more often than anybody reads one; above, a statement is what is meant.
    private const long EveryMinMs = 60_000;
    private const long EveryMaxMs = 86_400_000;

    internal static NotificationTerms Map(JsonObjectReader? json)
    {
        if (json is null) return NotificationTerms.Default;
        var terms = new NotificationTerms
        {
            Bookings = BookingsOf(json),
            SettlementReports = json.Boolean("settlementReports", fallback: true),
            Statements = json.Boolean("statements", fallback: false),
            ReportTimes = [.. json.TextsInOrder("reportTimes", required: false).Select(text => TimeOf(json, text))],
            ReportEveryMs = json.OptionalSpanMs("reportEvery"),
        };
        json.End();
        for (int i = 1; i < terms.ReportTimes.Length; i++)
        {
            if (terms.ReportTimes[i] <= terms.ReportTimes[i - 1])
                throw json.Wrong("reportTimes", $"expected times in ascending order, found '{terms.ReportTimes[i]:HH:mm:ss}' after '{terms.ReportTimes[i - 1]:HH:mm:ss}'");
        }

        if (terms.ReportEveryMs is < EveryMinMs or > EveryMaxMs) throw json.Wrong("reportEvery", "expected 1min to 1d");
        if (terms.ReportEveryMs is not null && !terms.ReportTimes.IsEmpty) throw json.Wrong("reportEvery", "expected only without reportTimes, found both");
        return terms;
    }

    private static BookingNotices BookingsOf(JsonObjectReader json) => json.OptionalText("bookings") switch
    {
        null => NotificationTerms.Default.Bookings,
        "none" => BookingNotices.None,
        "others" => BookingNotices.Others,
        "all" => BookingNotices.All,
        var other => throw json.Wrong("bookings", $"expected none, others or all, found '{other}'"),
    };

    private static TimeOnly TimeOf(JsonObjectReader json, string text) =>
        TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)
            ? time
            : throw json.Wrong("reportTimes", $"expected a local time such as \"12:00\" or \"12:00:30\", found '{text}'");
}
