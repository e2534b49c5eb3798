using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>Collects violations. Their texts fit into <c>AddtlInf</c> of a status report: 105 characters.</summary>
internal sealed class ViolationList
{
    /// <summary>The greatest length of a violation's text, in characters.</summary>
    internal const int TextLengthMax = 105;

    private List<Violation>? _violations;

    internal void Add(Refusal refusal, string path, string text) =>
        (_violations ??= []).Add(new Violation(refusal, path, ErrorText.Cut(text, TextLengthMax)));

    /// <summary>"Found this, expected that."</summary>
    internal static string Expected(string found, string expected) => $"Found '{ErrorText.Cut(found, 36)}', expected {expected}.";

    internal IReadOnlyList<Violation> ToList() => _violations ?? (IReadOnlyList<Violation>)[];
}
