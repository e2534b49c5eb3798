using System.Text;
using System.Text.Json;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Schemas;
using PaymentSwitch.Iso20022.Schemes;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>The key <c>exceptions</c> of a profile, and what the built-in ones say there.</summary>
public sealed class ExceptionTermsTests
{
    private const long DayMs = 86_400_000;

    private const string Full = """
        {
          "name": "mine", "currency": "EUR", "settlementModel": "gross",
          "clock": { "answerWithinMs": 5000, "receiverReserveMs": 500, "futureToleranceMs": 0, "statusRequestNotBeforeMs": 0 },
          "messageDefinitions": ["pacs.008.001.08", "pacs.004.001.09", "camt.056.001.08", "camt.029.001.09", "pain.013.001.07", "pain.014.001.07"],
          "acceptingStatuses": ["ACCP", "ACWP"],
          "exceptions": {
            "recallReasons": { "DUPL": "20d", "TECH": "36h", "FRAD": "90min" },
            "recallAnswerWithin": "45s",
            "recallRefusalReasons": ["AC04", "CUST"],
            "recallsLateAcceptances": true,
            "returnReasons": ["FOCR", "AC04"],
            "partialReturns": true,
            "returnWithin": "1500ms",
            "acceptedWithoutPosting": "ACWP",
            "requestsToPay": true
          }
        }
        """;

    private static SchemeProfile Read(string json) => SchemeProfileReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Every_term_is_read()
    {
        ExceptionTerms terms = Read(Full).Exceptions;
        Assert.Equal(
            [("DUPL", 20 * DayMs), ("FRAD", 90 * 60_000L), ("TECH", 36 * 3_600_000L)],
            terms.RecallReasons.Select(reason => (reason.Key, reason.Value)).Order());
        Assert.Equal((45_000L, true, true, 1_500L, "ACWP", true), (
            terms.RecallAnswerWithinMs, terms.RecallsLateAcceptances, terms.PartialReturns, terms.ReturnWithinMs, terms.AcceptedWithoutPosting, terms.RequestsToPay));
        Assert.Equal(["AC04", "CUST"], terms.RecallRefusalReasons.Order());
        Assert.Equal(["AC04", "FOCR"], terms.ReturnReasons.Order());
    }

    public static TheoryData<string, string, string, string> Mistakes() => new()
    {
        // found                                   put in its place              the key named                            and what was expected
        { "\"partialReturns\"", "\"partReturns\"", "exceptions.partReturns", "not known" },
        { "\"20d\"", "\"20\"", "exceptions.recallReasons.DUPL", "unit" },
        { "\"20d\"", "20", "exceptions.recallReasons.DUPL", "a text" },
        { "\"20d\"", "\"0d\"", "exceptions.recallReasons.DUPL", "above zero" },
        { "\"20d\"", "\"-1d\"", "exceptions.recallReasons.DUPL", "'-1d'" },
        { "\"20d\"", "\"1.5d\"", "exceptions.recallReasons.DUPL", "whole number" },
        { "\"20d\"", "\"3651d\"", "exceptions.recallReasons.DUPL", "3650d" },
        { "\"20d\"", "\"99999999999999999999d\"", "exceptions.recallReasons.DUPL", "3650d" },
        { "\"20d\"", "\"13m\"", "exceptions.recallReasons.DUPL", "min" },
        { "\"DUPL\"", "\"DUPLICATE\"", "exceptions.recallReasons.DUPLICATE", "4 letters" },
        { "\"CUST\"", "\"CUSTOMER\"", "exceptions.recallRefusalReasons", "'CUSTOMER'" },
        { "\"FOCR\"", "\"FOCRS\"", "exceptions.returnReasons", "'FOCRS'" },
        { "\"recallAnswerWithin\": \"45s\",", "", "exceptions.recallAnswerWithin", "missing" },
        { "\"AC04\", \"CUST\"", "", "exceptions.recallRefusalReasons", "at least one" },
        { "\"FOCR\", \"AC04\"", "", "exceptions.partialReturns", "only with returnReasons" },
        { "\"acceptedWithoutPosting\": \"ACWP\"", "\"acceptedWithoutPosting\": \"ACSP\"", "exceptions.acceptedWithoutPosting", "acceptingStatuses" },
        { "\"camt.056.001.08\", ", "", "exceptions.recallReasons", "camt.056" },
        { "\"camt.029.001.09\", ", "", "exceptions.recallReasons", "camt.029" },
        { ", \"pain.014.001.07\"", "", "exceptions.requestsToPay", "pain.014" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_with_its_key_and_what_was_expected(string found, string replacement, string key, string expected)
    {
        int at = Full.IndexOf(found, StringComparison.Ordinal);
        Assert.True(at >= 0, found);
        string message = Assert.Throws<SchemeProfileException>(() => Read(Full[..at] + replacement + Full[(at + found.Length)..])).Message;
        Assert.StartsWith(key + ":", message);
        Assert.Contains(expected, message);
    }

    [Fact]
    public void Terms_that_could_never_take_effect_are_refused()
    {
        static string With(string exceptions) => Full[..Full.IndexOf("\"exceptions\"", StringComparison.Ordinal)] + $"\"exceptions\": {{ {exceptions} }} }}";
        static string Error(string exceptions) => Assert.Throws<SchemeProfileException>(() => Read(With(exceptions))).Message;
        Assert.StartsWith("exceptions.recallAnswerWithin:", Error("\"recallAnswerWithin\": \"1d\""));
        Assert.StartsWith("exceptions.recallRefusalReasons:", Error("\"recallRefusalReasons\": [\"CUST\"]"));
        Assert.StartsWith("exceptions.returnWithin:", Error("\"returnWithin\": \"1d\""));
        Assert.StartsWith("exceptions.recallAnswerWithin:", Error("\"recallsLateAcceptances\": true"));
        Assert.Equal(45_000, Read(With("\"recallsLateAcceptances\": true, \"recallAnswerWithin\": \"45s\", \"recallRefusalReasons\": [\"CUST\"]")).Exceptions.RecallAnswerWithinMs);
    }

    [Fact]
    public void The_built_in_profiles_know_what_their_schemes_know()
    {
        //  name, recalled within days, answered within days, partial returns, returned within days, without posting, requests to pay
        (string, string, long, bool, long?, string?, bool)[] expected =
        [
            ("fednow", "AC03 398, AM09 398, CUST 398, DUPL 398, FRAD 398, TECH 398, UPAY 398", 19, false, null, "ACWP", true),
            ("fps", "AC03 398, AM09 398, DUPL 398, FRAD 398, TECH 398", 34, false, null, null, false),
            ("pix", "FRAD 80, TECH 80", 7, true, 90, null, false),
            ("sct-inst", "AC03 398, AM09 398, CUST 398, DUPL 20, FRAD 398, TECH 20", 27, false, null, null, false),
            ("tips", "AC03 398, AM09 398, CUST 398, DUPL 20, FRAD 398, TECH 20", 27, false, null, null, false),
        ];
        Assert.Equal(expected, SchemeProfileReader.Names.Select(SchemeProfileReader.BuiltIn).Select(profile => (
            profile.Name,
            string.Join(", ", profile.Exceptions.RecallReasons.OrderBy(reason => reason.Key, StringComparer.Ordinal).Select(reason => $"{reason.Key} {reason.Value / DayMs}")),
            profile.Exceptions.RecallAnswerWithinMs / DayMs, profile.Exceptions.PartialReturns, profile.Exceptions.ReturnWithinMs / DayMs,
            profile.Exceptions.AcceptedWithoutPosting, profile.Exceptions.RequestsToPay)));
    }

    [Fact]
    public void The_built_in_profiles_take_messages_that_have_a_schema()
    {
        HashSet<string> shipped = [.. SchemaCatalogue.LoadShipped().MessageDefinitions];
        Assert.All(SchemeProfileReader.Names.Select(SchemeProfileReader.BuiltIn), profile =>
        {
            Assert.Superset(profile.MessageDefinitions.ToHashSet(), shipped);
            Assert.True(profile.MessageDefinitions.Contains(profile.Name == "fednow" ? "pacs.004.001.10" : "pacs.004.001.09"), profile.Name);
            Assert.Equal(profile.Exceptions.RequestsToPay, profile.MessageDefinitions.Contains("pain.013.001.07"));
        });
    }

    [Fact]
    public void Every_reason_of_the_built_in_profiles_is_in_its_external_code_set()
    {
        string folder = Path.Combine(Reference.Need(), "codesets");
        HashSet<string> Set(string name)
        {
            using JsonDocument set = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, name)));
            return [.. set.RootElement.GetProperty("codes").EnumerateObject().Select(code => code.Name)];
        }

        HashSet<string> recalls = Set("external_cancellation_reason_code.json");
        HashSet<string> refusals = Set("external_payment_cancellation_rejection_code.json");
        HashSet<string> returns = Set("external_return_reason_code.json");
        Assert.All(SchemeProfileReader.Names.Select(SchemeProfileReader.BuiltIn), profile =>
        {
            Assert.Superset(profile.Exceptions.RecallReasons.Keys.ToHashSet(), recalls);
            Assert.Superset(profile.Exceptions.RecallRefusalReasons.ToHashSet(), refusals);
            Assert.Superset(profile.Exceptions.ReturnReasons.ToHashSet(), returns);
        });
    }
}
