using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>Collects violations; costs nothing as long as there is none. Their texts fit into <c>AddtlInf</c> of a status report: 105 characters.</summary>
internal ref struct ViolationList
{
    /// <summary>The greatest length of a violation's text, in characters.</summary>
    internal const int TextLengthMax = 105;

    private List<Violation>? _violations;

    /// <summary>Adds a violation of a rule.</summary>
    /// <param name="subject">The rule's subject that does not hold.</param>
    /// <param name="text">What was found and what was expected.</param>
    /// <param name="below">The path of the element where it stands below the subject's; null for the subject's own.</param>
    internal void Add(RuleSubject subject, string text, string? below = null) =>
        (_violations ??= []).Add(new Violation(subject.Refusal, below ?? subject.ElementPath, ErrorText.Cut(text, TextLengthMax)));

    /// <summary>"Found this, expected that."</summary>
    internal static string Expected(string found, string expected) => $"Found '{ErrorText.Cut(found, 36)}', expected {expected}.";

    internal readonly IReadOnlyList<Violation> ToList() => _violations ?? (IReadOnlyList<Violation>)[];
}
