using System.Text;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Schemes;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>The key <c>notifications</c> of a profile.</summary>
public sealed class NotificationProfileTests
{
    private const string Profile = """
        {
          "name": "mine", "currency": "EUR", "settlementModel": "gross",
          "clock": { "answerWithinMs": 5000, "receiverReserveMs": 500, "futureToleranceMs": 0, "statusRequestNotBeforeMs": 0 },
          "messageDefinitions": ["pacs.008.001.08"], "acceptingStatuses": ["ACCP"],
          "notifications": { }
        }
        """;

    [Fact]
    public void A_profile_that_says_nothing_tells_bookings_and_cycles_and_nothing_by_the_clock()
    {
        foreach (string json in new[] { Profile, Profile.Replace(",\n  \"notifications\": { }", "") })
        {
            NotificationTerms terms = Read(json).Notifications;
            Assert.Equal((BookingNotices.Others, true, false, false), (terms.Bookings, terms.SettlementReports, terms.Statements, terms.IsScheduled));
        }
    }

    [Fact]
    public void Everything_of_it_can_be_said()
    {
        NotificationTerms times = Read(With("\"bookings\": \"all\", \"settlementReports\": false, \"statements\": true, \"reportTimes\": [\"09:30\", \"17:45:30\"]")).Notifications;
        Assert.Equal((BookingNotices.All, false, true), (times.Bookings, times.SettlementReports, times.Statements));
        Assert.Equal([new TimeOnly(9, 30), new TimeOnly(17, 45, 30)], times.ReportTimes);
        NotificationTerms every = Read(With("\"bookings\": \"none\", \"reportEvery\": \"90min\"")).Notifications;
        Assert.Equal((BookingNotices.None, 5_400_000L, true), (every.Bookings, every.ReportEveryMs, every.IsScheduled));
    }

    [Theory]
    [InlineData("\"bookings\": \"some\"", "notifications.bookings", "'some'")]
    [InlineData("\"statements\": \"yes\"", "notifications.statements", "true or false")]
    [InlineData("\"reportTimes\": [\"9:30\"]", "notifications.reportTimes", "'9:30'")]
    [InlineData("\"reportTimes\": [\"12:00\", \"09:30\"]", "notifications.reportTimes", "ascending")]
    [InlineData("\"reportEvery\": \"59s\"", "notifications.reportEvery", "1min to 1d")]
    [InlineData("\"reportEvery\": \"2d\"", "notifications.reportEvery", "1min to 1d")]
    [InlineData("\"reportEvery\": \"1h\", \"reportTimes\": [\"12:00\"]", "notifications.reportEvery", "both")]
    [InlineData("\"booking\": \"all\"", "notifications.booking", "not known")]
    public void A_mistake_is_named_with_its_key_and_what_was_expected(string content, string key, string expected)
    {
        var error = Assert.Throws<SchemeProfileException>(() => Read(With(content)));
        Assert.StartsWith(key + ": ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Faster_Payments_tells_each_business_day() =>
        Assert.Equal(["fps"], SchemeProfileReader.Names.Where(name => SchemeProfileReader.BuiltIn(name).Notifications.Statements));

    private static string With(string content) => Profile.Replace("\"notifications\": { }", $"\"notifications\": {{ {content} }}");

    private static SchemeProfile Read(string json) => SchemeProfileReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)));
}
