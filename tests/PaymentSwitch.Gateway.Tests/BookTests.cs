using System.Globalization;
using System.Net;
using System.Text.Json;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine.Reconciliation;
using Xunit;

namespace PaymentSwitch.Gateway.Tests;

/// <summary>Banks hand in their own books, over HTTP.</summary>
public sealed class BookTests
{
    private const string Alpha = RunningGateway.Alpha;
    private const string Bravo = RunningGateway.Bravo;
    private const string Csv = "text/csv";

    [Fact]
    public async Task A_book_that_fits_is_told_to_and_kept_for_operators()
    {
        var clock = new MovedClock();
        await using RunningGateway gateway = await TestSchemes.StartAsync(clock: clock);
        Uetr paid = await Flows.SettleAsync(gateway, clock);
        clock.Advance(1_000);
        string period = PeriodUntil(clock);

        Reply csv = await HandInAsync(gateway, Alpha, period + "&closingBalance=987.50", $"uetr,reference,amount\n,opening,1000.00\n{paid},,-12.50\n", "text/csv; charset=utf-8");
        Reply json = await HandInAsync(
            gateway, Bravo, period, $$"""{"closingBalance":"1012.50","entries":[{"reference":"opening","amount":"1000.00"},{"uetr":"{{paid}}","amount":"12.50"}]}""", "application/json");

        Assert.True(csv.Status == HttpStatusCode.OK, csv.Body);
        Assert.True(json.Status == HttpStatusCode.OK, json.Body);
        Assert.All(new[] { csv, json }, reply => Assert.True(Json(reply).GetProperty("matches").GetBoolean(), reply.Body));
        Assert.Equal(("ALPHDEFFXXX/EUR", 2, 2, "987.50", "0.00"), Of(csv));
        Assert.Equal([(Alpha, true, 2), (Bravo, true, 2)], gateway.BankBooks.Last.Select(last => (last.Account.Participant.Value, last.Matches, last.MovementCount)));

        static (string?, int, int, string?, string?) Of(Reply reply) => (
            Json(reply).GetProperty("account").GetString(), Json(reply).GetProperty("entries").GetInt32(), Json(reply).GetProperty("movements").GetInt32(),
            Json(reply).GetProperty("closingBalance").GetString(), Json(reply).GetProperty("balanceDifference").GetString());
    }

    [Fact]
    public async Task What_differs_is_named_and_the_last_book_counts()
    {
        var clock = new MovedClock();
        await using RunningGateway gateway = await TestSchemes.StartAsync(clock: clock);
        Uetr paid = await Flows.SettleAsync(gateway, clock);
        clock.Advance(1_000);
        Uetr other = await Flows.SettleAsync(gateway, clock);
        Uetr never = RunningGateway.CreditTransfer().Uetr;
        clock.Advance(1_000);
        string period = PeriodUntil(clock);

        Reply wrong = await HandInAsync(gateway, Alpha, period, $"uetr,reference,amount\n,opening,1000.00\n{paid},,-12.51\n{never},,-1.00\n", Csv);
        JsonElement[] differences = [.. Json(wrong).GetProperty("differences").EnumerateArray()];
        Assert.Equal((false, 3), (Json(wrong).GetProperty("matches").GetBoolean(), Json(wrong).GetProperty("differenceCount").GetInt32()));
        Assert.Equal(
            [("AmountDiffers", paid, "-12.50", "-12.51"), ("MissingAtBank", other, "-12.50", "0.00"), ("MissingAtSwitch", never, "0.00", "-1.00")],
            differences.Select(difference => (
                difference.GetProperty("kind").GetString(), Uetr.Parse(difference.GetProperty("uetr").GetString()), difference.GetProperty("switchAmount").GetString(),
                difference.GetProperty("bankAmount").GetString())));
        BankBookHandIn last = Assert.Single(gateway.BankBooks.Last);
        Assert.Equal((false, 3, 3, 3), (last.Matches, last.DifferenceCount, last.EntryCount, last.MovementCount));

        await HandInAsync(gateway, Alpha, period, $"uetr,reference,amount\n,opening,1000.00\n{paid},,-12.50\n{other},,-12.50\n", Csv);
        Assert.True(Assert.Single(gateway.BankBooks.Last).Matches);
    }

    [Theory]
    [InlineData("from=2026-01-01T00:00:00Z", "EUR", Csv, "", HttpStatusCode.BadRequest, "to: found ")]
    [InlineData("from=yesterday&to=2026-01-02T00:00:00Z", "EUR", Csv, "", HttpStatusCode.BadRequest, "from: found ")]
    [InlineData("from=2026-01-02T00:00:00Z&to=2026-01-02T00:00:00Z", "EUR", Csv, "", HttpStatusCode.BadRequest, "expected from before to")]
    [InlineData("from=2026-01-02T00:00:00Z&to=2099-01-01T00:00:00Z", "EUR", Csv, "", HttpStatusCode.BadRequest, "a period that is over")]
    [InlineData(Past, "USD", Csv, "", HttpStatusCode.NotFound, "no account in USD")]
    [InlineData(Past, "XYZ", Csv, "", HttpStatusCode.NotFound, "XYZ")]
    [InlineData(Past, "EUR", "application/xml", "", HttpStatusCode.UnsupportedMediaType, "text/csv")]
    [InlineData(Past, "EUR", Csv, "amount\n1.00\n", HttpStatusCode.BadRequest, "BOOK_MALFORMED")]
    [InlineData(Past, "EUR", Csv, "reference,amount\nX,1.001\n", HttpStatusCode.BadRequest, "line 2, amount")]
    [InlineData(Past, "EUR", "application/json", "{}", HttpStatusCode.BadRequest, "entries")]
    [InlineData(Past + "&closingBalance=1.00", "EUR", "application/json", "{}", HttpStatusCode.BadRequest, "closingBalance")]
    [InlineData(Past + "&closingBalance=x", "EUR", Csv, "reference,amount\nX,1.00\n", HttpStatusCode.BadRequest, "closingBalance")]
    public async Task What_cannot_be_compared_is_refused_with_the_reason(string query, string currency, string type, string body, HttpStatusCode status, string expected)
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync();
        Reply refused = await gateway.PostToAsync($"/v1/accounts/{currency}/book?{query}", Alpha, body, type);
        Assert.True(refused.Status == status, refused.Body);
        Assert.Equal("application/problem+json", refused.Type);
        Assert.Contains(expected, refused.Body, StringComparison.Ordinal);
        Assert.Empty(gateway.BankBooks.Last);
    }

    [Fact]
    public async Task A_book_above_the_bound_is_refused_and_one_that_follows_is_taken()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(new GatewayLimits { BookBytesMax = 100 });
        Reply large = await gateway.PostToAsync($"/v1/accounts/EUR/book?{Past}", Alpha, "reference,amount\n" + new string('\n', 100), Csv);
        Reply small = await gateway.PostToAsync($"/v1/accounts/EUR/book?{Past}", Alpha, "reference,amount\n", Csv);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.OK), (large.Status, small.Status));
        Assert.Contains("Gateway:BookBytesMax", large.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bank_hands_in_one_book_at_a_time()
    {
        await using RunningGateway gateway = await TestSchemes.StartAsync();
        Assert.True(gateway.BankBooks.TryBegin(new ParticipantId(Alpha)));
        Reply second = await gateway.PostToAsync($"/v1/accounts/EUR/book?{Past}", Alpha, "reference,amount\n", Csv);
        Reply other = await gateway.PostToAsync($"/v1/accounts/EUR/book?{Past}", Bravo, "reference,amount\n", Csv);
        gateway.BankBooks.End(new ParticipantId(Alpha));
        Reply third = await gateway.PostToAsync($"/v1/accounts/EUR/book?{Past}", Alpha, "reference,amount\n", Csv);
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.OK, HttpStatusCode.OK), (second.Status, other.Status, third.Status));
    }

    private const string Past = "from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z";

    private static Task<Reply> HandInAsync(RunningGateway gateway, string bank, string query, string body, string type) =>
        gateway.PostToAsync($"/v1/accounts/EUR/book?{query}", bank, body, type);

    private static string PeriodUntil(MovedClock clock) =>
        string.Create(CultureInfo.InvariantCulture, $"from=2020-01-01T00:00:00Z&to={clock.GetUtcNow().UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}");

    private static JsonElement Json(Reply reply) => JsonDocument.Parse(reply.Body).RootElement;
}
