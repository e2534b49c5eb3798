using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>
/// One rule beyond the schema: its entry in the <see cref="RuleCatalogue"/>. Whoever finds it broken says so by one of its
/// <see cref="Subjects"/>, so that what the catalogue tells of elements and codes is what banks are answered.
/// </summary>
public record Rule
{
    /// <summary>Its name in profiles, reports and documentation, for example <c>IbanCheck</c>. Never changes.</summary>
    public required string Id { get; init; }

    /// <summary>The elements it looks at, each with the answer where it does not hold; at least one.</summary>
    public required IReadOnlyList<RuleSubject> Subjects { get; init; }

    /// <summary>What is expected and why, in a sentence for a bank's developer.</summary>
    public required string Sentence { get; init; }

    /// <summary>Where it comes from: a rulebook, a usage guideline, a standard, an external code set.</summary>
    public required string Source { get; init; }

    /// <summary>How a profile switches it on.</summary>
    public required RuleSwitch Switch { get; init; }

    /// <summary>What it takes to check it.</summary>
    public required RuleScope Scope { get; init; }

    /// <summary>Whether a scheme has it.</summary>
    public bool IsOn(SchemeProfile profile) => Switch.IsOn(profile);

    /// <summary>The id.</summary>
    public sealed override string ToString() => Id;
}

/// <summary>What it takes to check a rule.</summary>
public enum RuleScope
{
    /// <summary>The message and the scheme.</summary>
    Message = 1,

    /// <summary>The time, too.</summary>
    Clock = 2,

    /// <summary>Who sent the message, as the channel proved it, and who is known to the switch.</summary>
    Sender = 3,

    /// <summary>What only the switch knows: earlier payments, participants, accounts.</summary>
    Switch = 4,
}

/// <summary>An element that a rule looks at, and the answer where the rule does not hold.</summary>
public sealed record RuleSubject
{
    /// <summary>A fault of a payment: answered by pacs.002 RJCT with the code of the refusal.</summary>
    /// <param name="elementPath">The path of the element; null for the payment as a whole.</param>
    /// <param name="refusal">Why it is refused.</param>
    public RuleSubject(string? elementPath, Refusal refusal)
    {
        ElementPath = elementPath;
        Refusal = refusal;
    }

    /// <summary>A fault of a message as such: answered by admi.002, or by the channel.</summary>
    /// <param name="elementPath">The path of the element.</param>
    /// <param name="errorCode">The code.</param>
    public RuleSubject(string elementPath, string errorCode)
    {
        ElementPath = elementPath;
        ErrorCode = errorCode;
    }

    /// <summary>The path of the element, from <c>/Document</c> or <c>/AppHdr</c> on; what is found may stand below it. Null for the payment as a whole.</summary>
    public string? ElementPath { get; }

    /// <summary>Why a payment is refused; <see cref="Refusal.None"/> where the message as such cannot be taken.</summary>
    public Refusal Refusal { get; }

    /// <summary>The code of admi.002, which no profile overrules; null where a payment is refused.</summary>
    public string? ErrorCode { get; }

    /// <summary>The code that a bank is answered: of ISO 20022's status reasons, or of admi.002.</summary>
    /// <param name="profile">The scheme, which may overrule status reasons (<c>reasonCodes</c>).</param>
    public string CodeIn(SchemeProfile profile) => ErrorCode ?? StatusReasons.CodeOf(Refusal, profile);

    /// <summary>The error of a message for which it cannot be taken.</summary>
    /// <param name="kind">The kind of error.</param>
    /// <param name="text">What was found and what was expected; cut where it is too long.</param>
    public MessageError Error(MessageErrorKind kind, string text) => new(
        kind, ErrorCode ?? throw new InvalidOperationException($"{Refusal} is answered by pacs.002."), ElementPath, 0, 0, ErrorText.Cut(text));
}

/// <summary>How a profile switches a rule on.</summary>
/// <param name="Key">What the profile says, for people.</param>
/// <param name="IsOn">Whether a profile says so.</param>
public sealed record RuleSwitch(string Key, Func<SchemeProfile, bool> IsOn)
{
    /// <summary>On in every scheme: the switch could not do without.</summary>
    public static RuleSwitch Always { get; } = new("always", static _ => true);

    /// <summary>On where the profile lists it in <c>rules</c>.</summary>
    public static RuleSwitch Listed(SchemeRule rule) => new("rules", profile => profile.Has(rule));

    /// <summary>On where the profile lists the rule by which payments keep to the same.</summary>
    public static RuleSwitch Like(SchemeRule rule) => new($"rules ({rule})", profile => profile.Has(rule));
}
