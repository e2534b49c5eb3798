using System.Text;
using System.Text.Json;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Iso20022.Schemes;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>Scheme profiles as data, and the codes that the switch gives.</summary>
public sealed class SchemeProfileTests
{
    private const string Minimal = """
        {
          "name": "mine", "currency": "EUR", "settlementModel": "gross",
          "clock": { "answerWithinMs": 5000, "receiverReserveMs": 500, "futureToleranceMs": 0, "statusRequestNotBeforeMs": 0 },
          "messageDefinitions": ["pacs.008.001.08"], "acceptingStatuses": ["ACCP"]
        }
        """;

    /// <summary>A zone as a profile has it.</summary>
    internal static ZoneRules ZoneOf(string name) => Read(Minimal.Replace("[\"ACCP\"]", $"[\"ACCP\"], \"businessDayZone\": \"{name}\"")).BusinessDayZone;

    private static SchemeProfile Read(string json) => SchemeProfileReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void The_built_in_profiles_are_what_the_schemes_publish()
    {
        //  name, currency, model, answer within, no status request before, limit in minor units, accepting
        (string, string, SettlementModel, long, long, long?, string)[] expected =
        [
            ("fednow", "USD", SettlementModel.Gross, 20_000, 25_000, 1_000_000_000, "ACCP ACTC ACWP"),
            ("fps", "GBP", SettlementModel.DeferredNet, 15_000, 15_000, 100_000_000, "ACCP ACSP ACTC"),
            ("pix", "BRL", SettlementModel.Gross, 10_000, 10_000, null, "ACSP"),
            ("sct-inst", "EUR", SettlementModel.Gross, 7_000, 10_000, null, "ACCP ACSP ACTC"),
            ("tips", "EUR", SettlementModel.Gross, 20_000, 20_000, null, "ACCP"),
        ];
        Assert.Equal(expected, SchemeProfileReader.Names.Select(SchemeProfileReader.BuiltIn).Select(profile => (
            profile.Name, profile.Currency.Code, profile.SettlementModel, profile.Clock.AnswerWithinMs, profile.Clock.StatusRequestNotBeforeMs,
            profile.AmountMaxMinor, string.Join(' ', profile.AcceptingStatuses.Order(StringComparer.Ordinal)))));
        Assert.Equal("USABA", SchemeProfileReader.BuiltIn("fednow").MemberIdSystem);
        Assert.Contains("sct-inst", Assert.Throws<SchemeProfileException>(() => SchemeProfileReader.BuiltIn("nope")).Message);
    }

    [Fact]
    public void A_profile_needs_only_what_has_no_sensible_default()
    {
        SchemeProfile profile = Read(Minimal);
        Assert.Equal(("mine", Currency.Of("EUR"), "ACSC", false), (profile.Name, profile.Currency, profile.SettledStatus, profile.HeaderRequired));
        Assert.Empty(profile.Rules);
        Assert.Null(profile.AmountMaxMinor);
        Assert.Same(ZoneRules.Utc, profile.BusinessDayZone);
        Assert.Same(ExceptionTerms.None, profile.Exceptions);
        Assert.Null(profile.Settlement);
    }

    public static TheoryData<string, string, string, string> Mistakes() => new()
    {
        // found                                put in its place                                         the key named                and what was expected
        { "\"name\": \"mine\"", "\"name\": \"mine\", \"speed\": 1", "speed", "not known" },
        { "\"answerWithinMs\": 5000", "\"answerWithinMs\": 5000, \"x\": 1", "clock.x", "not known" },
        { "\"name\": \"mine\"", "\"name\": \"mine\", \"name\": \"yours\"", "name", "once" },
        { "\"name\": \"mine\",", "", "name", "missing" },
        { "\"EUR\"", "\"EURO\"", "currency", "ISO 4217" },
        { "\"gross\"", "\"net\"", "settlementModel", "deferred-net" },
        { "5000", "\"5000\"", "clock.answerWithinMs", "whole number" },
        { "5000", "0", "clock.answerWithinMs", "from 1" },
        { "500,", "5000,", "clock.receiverReserveMs", "less than answerWithinMs" },
        { "[\"ACCP\"]", "[]", "acceptingStatuses", "at least one" },
        { "[\"ACCP\"]", "[\"ACCP\", \"RJCT\"]", "acceptingStatuses", "RJCT" },
        { "[\"ACCP\"]", "[\"ACCP\"], \"rules\": [\"Everything\"]", "rules", "SingleTransaction" },
        { "[\"ACCP\"]", "[\"ACCP\"], \"rules\": [\"3\"]", "rules", "'3'" },
        { "[\"ACCP\"]", "[\"ACCP\"], \"amountMax\": \"1.001\"", "amountMax", "EUR" },
        { "[\"ACCP\"]", "[\"ACCP\"], \"amountMax\": 1", "amountMax", "a text" },
        { "[\"ACCP\"]", "[\"ACCP\"], \"reasonCodes\": {\"Whatever\": \"AM04\"}", "reasonCodes.Whatever", "InsufficientFunds" },
        { "[\"ACCP\"]", "[\"ACCP\"], \"headerRequired\": \"yes\"", "headerRequired", "true or false" },
        { "[\"ACCP\"]", "[\"ACCP\"], \"businessDayZone\": \"Europe/Atlantis\"", "businessDayZone", "IANA" },
        { "[\"ACCP\"]", "[\"ACCP\"], \"businessDayOffsetMinutes\": 60", "businessDayOffsetMinutes", "not known" },
        { "\"name\"", "name", "", "not JSON" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_with_its_key_and_what_was_expected(string found, string replacement, string key, string expected)
    {
        Assert.Contains(found, Minimal);
        int at = Minimal.IndexOf(found, StringComparison.Ordinal);
        string json = Minimal[..at] + replacement + Minimal[(at + found.Length)..];
        string message = Assert.Throws<SchemeProfileException>(() => Read(json)).Message;
        Assert.StartsWith(key, message);
        Assert.Contains(expected, message);
    }

    [Fact]
    public void A_scheme_may_overrule_single_codes()
    {
        SchemeProfile profile = Read(Minimal.Replace("[\"ACCP\"]", "[\"ACCP\"], \"reasonCodes\": {\"CreditorAgentSilent\": \"AB06\"}"));
        Assert.Equal("AB06", StatusReasons.CodeOf(Refusal.CreditorAgentSilent, profile));
        Assert.Equal("AM04", StatusReasons.CodeOf(Refusal.InsufficientFunds, profile));
    }

    [Fact]
    public void A_profile_in_a_file_is_named_in_the_error()
    {
        string missing = Path.Combine(AppContext.BaseDirectory, "missing-profile.json");
        Assert.Contains("missing-profile.json", Assert.Throws<SchemeProfileException>(() => SchemeProfileReader.Read(missing)).Message);
    }

    [Fact]
    public void Every_code_the_switch_gives_is_in_the_external_code_set()
    {
        using JsonDocument set = JsonDocument.Parse(File.ReadAllText(Path.Combine(Reference.Need(), "codesets", "external_status_reason_code.json")));
        JsonElement codes = set.RootElement.GetProperty("codes");
        Assert.All(
            Enum.GetValues<Refusal>().Where(refusal => refusal != Refusal.None),
            refusal => Assert.True(codes.TryGetProperty(StatusReasons.MeaningOf(refusal).Code, out _), refusal.ToString()));
    }
}
