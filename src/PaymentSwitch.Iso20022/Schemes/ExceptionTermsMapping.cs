using System.Collections.Frozen;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Iso20022.Schemes;

/// <summary>Turns the key <c>exceptions</c> into what a scheme says of recalls, returns, later outcomes and requests to pay.</summary>
internal static class ExceptionTermsMapping
{
    internal static ExceptionTerms Map(JsonObjectReader? json, SchemeProfile profile)
    {
        if (json is null) return ExceptionTerms.None;
        var terms = new ExceptionTerms
        {
            RecallReasons = RecallReasonsOf(json.OptionalObject("recallReasons")),
            RecallAnswerWithinMs = json.OptionalSpanMs("recallAnswerWithin") ?? 0,
            RecallRefusalReasons = CodesOf(json, "recallRefusalReasons"),
            RecallsLateAcceptances = json.Boolean("recallsLateAcceptances", fallback: false),
            ReturnReasons = CodesOf(json, "returnReasons"),
            PartialReturns = json.Boolean("partialReturns", fallback: false),
            ReturnWithinMs = json.OptionalSpanMs("returnWithin"),
            AcceptedWithoutPosting = json.OptionalText("acceptedWithoutPosting"),
            RequestsToPay = json.Boolean("requestsToPay", fallback: false),
        };
        json.End();
        CheckRecalls(json, terms);
        CheckReturns(json, terms);
        if (terms.AcceptedWithoutPosting is { } status && !profile.AcceptingStatuses.Contains(status))
            throw json.Wrong("acceptedWithoutPosting", $"expected one of acceptingStatuses, found '{status}'");
        CheckDefinitions(json, terms, profile);
        return terms;
    }

    // A recall that nobody may refuse, or that never lapses, would stay open for good.
    private static void CheckRecalls(JsonObjectReader json, ExceptionTerms terms)
    {
        bool recalls = terms.RecallReasons.Count > 0 || terms.RecallsLateAcceptances;
        if (recalls && terms.RecallAnswerWithinMs == 0) throw json.Wrong("recallAnswerWithin", "expected a time, because there are recalls; it is missing");
        if (recalls && terms.RecallRefusalReasons.Count == 0) throw json.Wrong("recallRefusalReasons", "expected at least one code, because there are recalls");
        if (recalls) return;
        if (terms.RecallAnswerWithinMs > 0) throw json.Wrong("recallAnswerWithin", "expected only with recallReasons or recallsLateAcceptances");
        if (terms.RecallRefusalReasons.Count > 0) throw json.Wrong("recallRefusalReasons", "expected only with recallReasons or recallsLateAcceptances");
    }

    private static void CheckReturns(JsonObjectReader json, ExceptionTerms terms)
    {
        if (terms.ReturnReasons.Count > 0) return;
        if (terms.PartialReturns) throw json.Wrong("partialReturns", "expected only with returnReasons");
        if (terms.ReturnWithinMs is not null) throw json.Wrong("returnWithin", "expected only with returnReasons");
    }

    // What the scheme knows must be possible to say.
    private static void CheckDefinitions(JsonObjectReader json, ExceptionTerms terms, SchemeProfile profile)
    {
        void Need(bool needed, string key, params ReadOnlySpan<string> messages)
        {
            foreach (string message in needed ? messages : [])
                if (!profile.MessageDefinitions.Any(definition => definition.StartsWith(message, StringComparison.Ordinal)))
                    throw json.Wrong(key, $"expected a version of {message} among messageDefinitions, found none");
        }

        Need(terms.RecallReasons.Count > 0, "recallReasons", "camt.056", "camt.029", "pacs.004");
        Need(terms.RecallsLateAcceptances, "recallsLateAcceptances", "camt.029", "pacs.004");
        Need(terms.ReturnReasons.Count > 0, "returnReasons", "pacs.004");
        Need(terms.RequestsToPay, "requestsToPay", "pain.013", "pain.014");
    }

    private static FrozenDictionary<string, long> RecallReasonsOf(JsonObjectReader? json)
    {
        var reasons = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (string code in json?.Keys ?? [])
        {
            if (code.Length is 0 or > 4) throw json!.Wrong(code, "expected a code of up to 4 letters");
            reasons[code] = json!.OptionalSpanMs(code)!.Value;
        }

        return reasons.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static FrozenSet<string> CodesOf(JsonObjectReader json, string key)
    {
        FrozenSet<string> codes = json.Texts(key, required: false);
        return codes.FirstOrDefault(code => code.Length > 4) is { } wrong
            ? throw json.Wrong(key, $"expected codes of up to 4 letters, found '{wrong}'")
            : codes;
    }
}
