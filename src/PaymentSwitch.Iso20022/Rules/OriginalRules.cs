using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>How a message that speaks of an earlier payment (an answer, a question, a recall, a return) must name it.</summary>
internal static class OriginalRules
{
    internal static readonly RuleSubject ReportCount = new(StatusReportRules.Transaction, MessageErrorCodes.TransactionCount);
    internal static readonly RuleSubject RequestCount = new(StatusRequestRules.Transaction, MessageErrorCodes.TransactionCount);
    internal static readonly RuleSubject RecallCount = new(RecallRules.Transaction, MessageErrorCodes.TransactionCount);
    internal static readonly RuleSubject RecallAnswerCount = new(RecallAnswerRules.Transaction, MessageErrorCodes.TransactionCount);
    internal static readonly RuleSubject ReturnCount = new(ReturnRules.Transaction, MessageErrorCodes.TransactionCount);
    internal static readonly RuleSubject RequestAnswerCount = new(RequestToPayAnswerRules.Transaction, MessageErrorCodes.TransactionCount);
    internal static readonly RuleSubject ReportUetr = new(StatusReportRules.Transaction + "/OrgnlUETR", MessageErrorCodes.OriginalUetr);
    internal static readonly RuleSubject RequestUetr = new(StatusRequestRules.Transaction + "/OrgnlUETR", MessageErrorCodes.OriginalUetr);
    internal static readonly RuleSubject RecallUetr = new(RecallRules.Transaction + "/OrgnlUETR", MessageErrorCodes.OriginalUetr);
    internal static readonly RuleSubject RecallAnswerUetr = new(RecallAnswerRules.Transaction + "/OrgnlUETR", MessageErrorCodes.OriginalUetr);
    internal static readonly RuleSubject ReturnUetr = new(ReturnRules.Transaction + "/OrgnlUETR", MessageErrorCodes.OriginalUetr);

    internal static readonly Rule OneOriginal = new()
    {
        Id = nameof(OneOriginal),
        Subjects = [ReportCount, RequestCount, RecallCount, RecallAnswerCount, ReturnCount, RequestAnswerCount],
        Sentence = "A message that answers, asks for, recalls or returns a payment speaks of exactly one transaction: each payment has a life of its own.",
        Source = RuleSources.Rulebook,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
    };

    internal static readonly Rule OriginalUetr = new()
    {
        Id = nameof(OriginalUetr),
        Subjects = [ReportUetr, RequestUetr, RecallUetr, RecallAnswerUetr, ReturnUetr],
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
