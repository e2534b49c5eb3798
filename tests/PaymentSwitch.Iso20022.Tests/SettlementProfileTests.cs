using System.Text;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Iso20022.Schemes;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>The key <c>settlement</c> of a profile, and the timetable of Faster Payments.</summary>
public sealed class SettlementProfileTests
{
    private const string Net = """
        {
          "name": "mine", "currency": "EUR", "settlementModel": "deferred-net",
          "clock": { "answerWithinMs": 5000, "receiverReserveMs": 500, "futureToleranceMs": 0, "statusRequestNotBeforeMs": 0 },
          "messageDefinitions": ["pacs.008.001.08"], "acceptingStatuses": ["ACCP"],
          "settlement": { "timeZone": "Europe/Berlin", "cuts": ["09:30", "17:45:30"] }
        }
        """;

    private static SchemeProfile Read(string json) => SchemeProfileReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    private static long Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    [Fact]
    public void A_timetable_needs_a_zone_and_cuts_only()
    {
        SchemeProfile profile = Read(Net);
        SettlementTimetable timetable = profile.Settlement!;
        Assert.Equal([new TimeOnly(9, 30), new TimeOnly(17, 45, 30)], timetable.Cuts);
        // A Saturday, because no day is closed; and central European time.
        Assert.Equal(new PlannedCut(new DateOnly(2026, 11, 21), 2, 2, Utc("2026-11-21T16:45:30Z")), timetable.NextCut(Utc("2026-11-21T12:00:00Z")));
        Assert.Equal((TimeOnly.MinValue, null, false), (timetable.Calendar.DayBegins, profile.InstructAfterMs, profile.CapsArePrefunded));
    }

    [Fact]
    public void Everything_of_a_timetable_can_be_said()
    {
        SchemeProfile profile = Read(Net.Replace("[\"09:30\", \"17:45:30\"] }", """
            ["09:30", "17:45:30"],
              "closedDays": ["Saturday", "Sunday"], "holidays": ["2026-11-23"], "dayBegins": "18:00", "instructAfter": "90s", "capsArePrefunded": true }
            """));
        Assert.Equal((90_000, true), (profile.InstructAfterMs, profile.CapsArePrefunded));
        SettlementTimetable timetable = profile.Settlement!;
        Assert.Equal(new PlannedCut(new DateOnly(2026, 11, 24), 1, 2, Utc("2026-11-24T08:30:00Z")), timetable.NextCut(Utc("2026-11-20T16:45:30Z")));
        Assert.Equal(Utc("2026-11-24T17:00:00Z"), timetable.DayEndMs(new DateOnly(2026, 11, 24)));
    }

    public static TheoryData<string, string, string, string> Mistakes() => new()
    {
        // found                     put in its place                                          the key named             and what was expected
        { "deferred-net", "gross", "settlement", "only with settlementModel deferred-net" },
        { "\"settlement\": {", "\"settlment\": {", "settlement", "missing" },
        { "\"timeZone\"", "\"x\": 1, \"timeZone\"", "settlement.x", "not known" },
        { "Europe/Berlin", "Europe/Bonn", "settlement.timeZone", "Europe/Bonn" },
        { "\"timeZone\": \"Europe/Berlin\",", "", "settlement.timeZone", "missing" },
        { ", \"cuts\": [\"09:30\", \"17:45:30\"]", "", "settlement.cuts", "missing" },
        { "[\"09:30\", \"17:45:30\"]", "[]", "settlement.cuts", "at least one" },
        { "09:30", "9:30", "settlement.cuts", "'9:30'" },
        { "09:30", "24:00", "settlement.cuts", "'24:00'" },
        { "09:30", "17:45:30", "settlement.cuts", "once" },
        { "09:30", "18:00", "settlement.cuts", "does not come after" },
        { "[\"09:30\",", "[\"02:10\", \"02:50\",", "settlement.cuts", "same moment" },
        { "\"cuts\"", "\"dayBegins\": \"17:00\", \"cuts\"", "settlement.cuts", "next business day has begun" },
        { "\"cuts\"", "\"dayBegins\": \"6pm\", \"cuts\"", "settlement.dayBegins", "'6pm'" },
        { "\"cuts\"", "\"closedDays\": [\"Samstag\"], \"cuts\"", "settlement.closedDays", "Saturday" },
        { "\"cuts\"", "\"closedDays\": [\"6\"], \"cuts\"", "settlement.closedDays", "'6'" },
        {
            "\"cuts\"", "\"closedDays\": [\"Monday\",\"Tuesday\",\"Wednesday\",\"Thursday\",\"Friday\",\"Saturday\",\"Sunday\"], \"cuts\"",
            "settlement.closedDays", "no business day"
        },
        { "\"cuts\"", "\"holidays\": [\"2026-02-29\"], \"cuts\"", "settlement.holidays", "'2026-02-29'" },
        { "\"cuts\"", "\"holidays\": [\"9999-12-31\"], \"cuts\"", "settlement.holidays", "no business day" },
        { "\"cuts\"", "\"instructAfter\": \"soon\", \"cuts\"", "settlement.instructAfter", "unit" },
        { "\"cuts\"", "\"capsArePrefunded\": \"yes\", \"cuts\"", "settlement.capsArePrefunded", "true or false" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_with_its_key_and_what_was_expected(string found, string replacement, string key, string expected)
    {
        int at = Net.IndexOf(found, StringComparison.Ordinal);
        Assert.True(at >= 0, found);
        string message = Assert.Throws<SchemeProfileException>(() => Read(Net[..at] + replacement + Net[(at + found.Length)..])).Message;
        Assert.StartsWith(key + ":", message);
        Assert.Contains(expected, message);
        Assert.DoesNotContain("..", message);
    }

    [Fact]
    public void Faster_Payments_settles_three_times_on_each_business_day()
    {
        SchemeProfile fps = SchemeProfileReader.BuiltIn("fps");
        Assert.True(fps.CapsArePrefunded);
        SettlementTimetable timetable = fps.Settlement!;
        // Christmas 2026: Friday, and Boxing Day is made up for on Monday. Then summer time.
        Assert.Equal(new PlannedCut(new DateOnly(2026, 12, 24), 3, 3, Utc("2026-12-24T15:45:00Z")), timetable.NextCut(Utc("2026-12-24T13:00:00Z")));
        Assert.Equal(new PlannedCut(new DateOnly(2026, 12, 29), 1, 3, Utc("2026-12-29T07:00:00Z")), timetable.NextCut(Utc("2026-12-24T15:45:00Z")));
        Assert.Equal(new PlannedCut(new DateOnly(2027, 6, 1), 2, 3, Utc("2027-06-01T12:00:00Z")), timetable.NextCut(Utc("2027-06-01T06:00:00Z")));
    }

    [Fact]
    public void The_bank_holidays_are_those_that_the_law_of_England_and_Wales_gives()
    {
        BusinessCalendar calendar = SchemeProfileReader.BuiltIn("fps").Settlement!.Calendar;
        HashSet<DateOnly> expected = [.. Enumerable.Range(2025, 4).SelectMany(BankHolidays)];
        Assert.Equal(32, expected.Count);
        for (DateOnly date = new(2025, 1, 1); date.Year < 2029; date = date.AddDays(1))
        {
            bool open = date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !expected.Contains(date);
            Assert.True(open == calendar.IsBusinessDay(date), $"{date:yyyy-MM-dd}: {(open ? "a" : "no")} business day.");
        }
    }

    private static IEnumerable<DateOnly> BankHolidays(int year)
    {
        DateOnly easter = Easter(year);
        DateOnly newYear = OnWorkday(new DateOnly(year, 1, 1));
        DateOnly christmas = OnWorkday(new DateOnly(year, 12, 25));
        DateOnly boxing = OnWorkday(new DateOnly(year, 12, 26));
        if (boxing == christmas) boxing = boxing.AddDays(1);
        return [newYear, easter.AddDays(-2), easter.AddDays(1), MondayFrom(year, 5, 1), MondayFrom(year, 5, 25), MondayFrom(year, 8, 25), christmas, boxing];
    }

    private static DateOnly OnWorkday(DateOnly date)
    {
        while (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) date = date.AddDays(1);
        return date;
    }

    // The first Monday of a month is the one from the 1st on, the last of a month of 31 days the one from the 25th on.
    private static DateOnly MondayFrom(int year, int month, int day)
    {
        var date = new DateOnly(year, month, day);
        return date.AddDays((8 - (int)date.DayOfWeek) % 7);
    }

    // The Gregorian computus in its anonymous form.
    private static DateOnly Easter(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100;
        int h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        int l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        int n = h + l - (7 * ((a + (11 * h) + (22 * l)) / 451)) + 114;
        return new DateOnly(year, n / 31, (n % 31) + 1);
    }
}
