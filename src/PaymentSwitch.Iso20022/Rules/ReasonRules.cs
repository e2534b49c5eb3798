using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>Why a payment is asked back, sent back or kept: a code, by which the scheme says what is allowed.</summary>
internal static class ReasonRules
{
    internal static readonly RuleSubject Recall = new(RecallRules.Transaction + "/CxlRsnInf", MessageErrorCodes.Reason);
    internal static readonly RuleSubject RecallRefusal = new(RecallAnswerRules.Transaction + "/CxlStsRsnInf", MessageErrorCodes.Reason);
    internal static readonly RuleSubject Return = new(ReturnRules.Transaction + "/RtrRsnInf", MessageErrorCodes.Reason);

    internal static readonly Rule ReasonGiven = new()
    {
        Id = nameof(ReasonGiven),
        Subjects = [Recall, RecallRefusal, Return],
        Sentence = "A recall, its refusal and a return carry a reason with a code (Rsn/Cd or Rsn/Prtry), of which the first counts: what the scheme allows depends on why it is asked.",
        Source = RuleSources.CodeSet("ExternalCancellationReason1Code, ExternalPaymentCancellationRejection1Code, ExternalReturnReason1Code"),
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
    };

    /// <summary>The first reason with a code. Null, and an error, where there is none.</summary>
    internal static ReasonInformation? Read(IReadOnlyList<ReasonInformation> reasons, RuleSubject subject, List<MessageError> errors)
    {
        ReasonInformation? first = FirstOf(reasons);
        if (first is null) errors.Add(subject.Error(MessageErrorKind.Content, "The reason is missing; expected a code in Rsn/Cd or Rsn/Prtry."));
        return first;
    }

    /// <summary>The first reason with a code; null where there is none.</summary>
    internal static ReasonInformation? FirstOf(IReadOnlyList<ReasonInformation> reasons)
    {
        foreach (ReasonInformation reason in reasons)
            if (reason.Reason is { Text.Length: > 0 }) return reason;
        return null;
    }

    /// <summary>What is said beside a reason's code, in one text; null for nothing.</summary>
    internal static string? TextOf(ReasonInformation? reason) =>
        reason is { AdditionalInformation.Count: > 0 } ? string.Join(' ', reason.AdditionalInformation) : null;
}
