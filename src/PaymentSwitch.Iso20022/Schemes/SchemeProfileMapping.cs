using System.Collections.Frozen;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;

namespace PaymentSwitch.Iso20022.Schemes;

/// <summary>Turns the keys of a profile into a profile.</summary>
internal static class SchemeProfileMapping
{
    // No clock of an instant payment scheme is longer than a day.
    private const long DayMs = 24L * 60 * 60 * 1000;

    internal static SchemeProfile Map(JsonObjectReader json)
    {
        string currencyCode = json.Text("currency");
        Currency currency = Currency.Find(currencyCode)
            ?? throw json.Wrong("currency", $"expected a currency code of ISO 4217 that payments are made in, found '{currencyCode}'");
        var profile = new SchemeProfile
        {
            Name = json.Text("name"),
            Currency = currency,
            SettlementModel = ModelOf(json),
            Clock = ClockOf(json.Object("clock")),
            AmountMaxMinor = AmountMaxOf(json, currency),
            MessageDefinitions = json.Texts("messageDefinitions", required: true),
            HeaderRequired = json.Boolean("headerRequired", fallback: false),
            AcceptingStatuses = json.Texts("acceptingStatuses", required: true),
            SettledStatus = json.OptionalText("settledStatus") ?? "ACSC",
            Rules = RulesOf(json),
            ReasonCodes = ReasonCodesOf(json.OptionalObject("reasonCodes")),
            ClearingSystems = json.Texts("clearingSystems", required: false),
            ServiceLevels = json.Texts("serviceLevels", required: false),
            LocalInstruments = json.Texts("localInstruments", required: false),
            MemberIdSystem = json.OptionalText("memberIdSystem"),
            BusinessDayZone = json.OptionalText("businessDayZone") is { } zone ? TimeZones.Of(json, "businessDayZone", zone) : ZoneRules.Utc,
        };
        profile = SettlementMapping.AddTo(profile, json);
        profile = profile with
        {
            Exceptions = ExceptionTermsMapping.Map(json.OptionalObject("exceptions"), profile),
            Notifications = NotificationMapping.Map(json.OptionalObject("notifications")),
        };
        json.End();
        foreach (string status in profile.AcceptingStatuses.Append(profile.SettledStatus))
        {
            if (status.Length > 4 || status == "RJCT")
                throw json.Wrong("acceptingStatuses", $"expected statuses of up to 4 letters, RJCT not among them, found '{status}'");
        }

        return profile;
    }

    private static SettlementModel ModelOf(JsonObjectReader json) => json.Text("settlementModel") switch
    {
        "gross" => SettlementModel.Gross,
        "deferred-net" => SettlementModel.DeferredNet,
        var other => throw json.Wrong("settlementModel", $"expected gross or deferred-net, found '{other}'"),
    };

    private static SchemeClock ClockOf(JsonObjectReader json)
    {
        var clock = new SchemeClock(
            json.Number("answerWithinMs", 1, DayMs),
            json.Number("receiverReserveMs", 0, DayMs),
            json.Number("futureToleranceMs", 0, DayMs),
            json.Number("statusRequestNotBeforeMs", 0, DayMs));
        json.End();
        return clock.ReceiverReserveMs < clock.AnswerWithinMs
            ? clock
            : throw json.Wrong("receiverReserveMs", $"expected less than answerWithinMs ({clock.AnswerWithinMs}), found {clock.ReceiverReserveMs}");
    }

    private static long? AmountMaxOf(JsonObjectReader json, Currency currency)
    {
        if (json.OptionalText("amountMax") is not { } text) return null;
        return Money.Parse(text, currency, out Money amount) == MoneyParse.Ok && amount.MinorUnits > 0
            ? amount.MinorUnits
            : throw json.Wrong("amountMax", $"expected an amount above zero in {currency.Code} as text, for example \"1000.00\", found '{text}'");
    }

    private static FrozenSet<SchemeRule> RulesOf(JsonObjectReader json)
    {
        var rules = new HashSet<SchemeRule>();
        foreach (string name in json.Texts("rules", required: false))
        {
            if (!NameOf(name, out SchemeRule rule))
                throw json.Wrong("rules", $"expected rules of {string.Join(", ", Enum.GetNames<SchemeRule>())}, found '{name}'");
            rules.Add(rule);
        }

        return rules.ToFrozenSet();
    }

    private static FrozenDictionary<Refusal, string> ReasonCodesOf(JsonObjectReader? json)
    {
        var codes = new Dictionary<Refusal, string>();
        foreach (string name in json?.Keys ?? [])
        {
            if (!NameOf(name, out Refusal refusal) || refusal == Refusal.None)
                throw json!.Wrong(name, $"expected a refusal, one of {string.Join(", ", Enum.GetNames<Refusal>().Skip(1))}");
            string code = json!.Text(name);
            codes[refusal] = code.Length <= 4 ? code : throw json.Wrong(name, $"expected a code of up to 4 letters, found '{code}'");
        }

        return codes.ToFrozenDictionary();
    }

    // Names only, as they are written: Enum.TryParse alone would take numbers and lists too.
    internal static bool NameOf<T>(string name, out T value)
        where T : struct, Enum => Enum.TryParse(name, out value) && Enum.GetName(value) == name;
}
