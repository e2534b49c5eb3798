using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>How an answer (pacs.002) or a question (pacs.028) must name the payment that it speaks of.</summary>
internal static class OriginalRules
{
    internal static readonly RuleSubject ReportCount = new(StatusReportRules.Transaction, MessageErrorCodes.TransactionCount);
    internal static readonly RuleSubject RequestCount = new(StatusRequestRules.Transaction, MessageErrorCodes.TransactionCount);
    internal static readonly RuleSubject ReportUetr = new(StatusReportRules.Transaction + "/OrgnlUETR", MessageErrorCodes.OriginalUetr);
    internal static readonly RuleSubject RequestUetr = new(StatusRequestRules.Transaction + "/OrgnlUETR", MessageErrorCodes.OriginalUetr);

    internal static readonly Rule OneOriginal = new()
    {
        Id = nameof(OneOriginal),
        Subjects = [ReportCount, RequestCount],
        Sentence = "A status report or a status request speaks of exactly one transaction: each payment has an answer of its own.",
        Source = RuleSources.Rulebook,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
    };

    internal static readonly Rule OriginalUetr = new()
    {
        Id = nameof(OriginalUetr),
        Subjects = [ReportUetr, RequestUetr],
        Sentence = "The original UETR is there and is a version 4 UUID in lower case: the switch finds the payment by it and by nothing else.",
        Source = RuleSources.Definition,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
    };

    internal static MessageError WrongCount(RuleSubject subject, int count) =>
        subject.Error(MessageErrorKind.Content, $"Found {count} transactions, expected 1.");

    internal static MessageError? CheckUetr(string? text, RuleSubject subject, out Uetr uetr)
    {
        if (Uetr.TryParse(text, out uetr)) return null;
        string found = text is null ? "The original UETR (OrgnlUETR) is missing" : $"Found '{ErrorText.Cut(text, 40)}'";
        return subject.Error(MessageErrorKind.Content, $"{found}; expected the payment's UETR, a version 4 UUID in lower case.");
    }
}
