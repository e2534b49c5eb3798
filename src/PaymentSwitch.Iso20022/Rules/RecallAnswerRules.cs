using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>What the answer to a recall (camt.029) must say: one transaction, its identity, yes or no or later, and why not.</summary>
public static class RecallAnswerRules
{
    internal const string Message = "/Document/RsltnOfInvstgtn";
    internal const string Assigner = Message + "/Assgnmt/Assgnr";
    internal const string Transaction = Message + "/CxlDtls/TxInfAndSts";
    private static readonly RuleSubject Status = new(Transaction + "/TxCxlSts", MessageErrorCodes.RecallStatus);
    private static readonly RuleSubject Confirmation = new(Message + "/Sts", MessageErrorCodes.RecallStatus);

    internal static readonly Rule RecallAnswerStatus = new()
    {
        Id = nameof(RecallAnswerStatus),
        Subjects = [Status, Confirmation],
        Sentence = "The answer to a recall says no (RJCR), yes (ACCR, CNCL, IPAY) or later (PDCR) in TxCxlSts or Sts/Conf, and the same in both: money must not hang on a guess.",
        Source = RuleSources.CodeSet("ExternalInvestigationExecutionConfirmation1Code"),
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
    };

    /// <summary>Finds the one payment whose recall is answered.</summary>
    /// <param name="message">The message.</param>
    /// <param name="profile">The scheme, for the kind of its member ids.</param>
    public static RecallAnswerInterpretation Interpret(IncomingMessage<InvestigationResolution> message, SchemeProfile profile)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(profile);
        InvestigationResolution content = message.Content;
        if (content.Transactions.Count != 1)
            return new RecallAnswerInterpretation(default, null, [OriginalRules.WrongCount(OriginalRules.RecallAnswerCount, content.Transactions.Count)]);

        CancellationOutcome outcome = content.Transactions[0];
        List<MessageError> errors = [];
        if (OriginalRules.CheckUetr(outcome.Original.Uetr, OriginalRules.RecallAnswerUetr, out Uetr uetr) is { } wrong) errors.Add(wrong);
        RecallVerdict? verdict = ReadVerdict(outcome.Status, content.Confirmation, errors);
        ReasonInformation? reason = verdict == RecallVerdict.Refused
            ? ReasonRules.Read(outcome.Reasons, ReasonRules.RecallRefusal, errors)
            : ReasonRules.FirstOf(outcome.Reasons);
        if (errors.Count > 0) return new RecallAnswerInterpretation(uetr, null, errors);
        return new RecallAnswerInterpretation(uetr, new RecallReply
        {
            Id = outcome.StatusId ?? content.Assignment.Id,
            Verdict = verdict!.Value,
            ReasonCode = reason?.Reason?.Text,
            AdditionalInformation = ReasonRules.TextOf(reason),
            Assigner = AgentNames.WithSystem(AgentNames.Of(content.Assignment.Assigner), profile.MemberIdSystem),
            RecallId = outcome.ResolvedCase?.Id ?? content.ResolvedCase?.Id,
            OriginalEndToEndId = outcome.Original.EndToEndId,
            OriginalTransactionId = outcome.Original.TransactionId,
        }, []);
    }

    private static RecallVerdict? ReadVerdict(string? status, string? confirmation, List<MessageError> errors)
    {
        int before = errors.Count;
        RecallVerdict? own = Read(status, Status);
        RecallVerdict? whole = Read(confirmation, Confirmation);
        if (errors.Count > before) return null;
        if (own is null && whole is null)
            errors.Add(Status.Error(MessageErrorKind.Content, "The status of the recall is missing; expected TxCxlSts or Sts/Conf."));
        else if (own is not null && whole is not null && own != whole)
            errors.Add(Status.Error(MessageErrorKind.Content, $"Found {status}, but Sts/Conf says {confirmation}; expected the same in both."));
        return own ?? whole;

        RecallVerdict? Read(string? written, RuleSubject subject)
        {
            if (written is null) return null;
            if (VerdictOf(written) is { } known) return known;
            errors.Add(subject.Error(MessageErrorKind.Content, $"Found '{ErrorText.Cut(written, 40)}', expected RJCR, ACCR, CNCL, IPAY or PDCR."));
            return null;
        }
    }

    // IPAY says that a payment brings the money back, which is how some schemes say yes; PDNG is said of any investigation, PDCR of a recall.
    private static RecallVerdict? VerdictOf(string status) => status switch
    {
        "RJCR" => RecallVerdict.Refused,
        "ACCR" or "CNCL" or "IPAY" => RecallVerdict.Accepted,
        "PDCR" or "PDNG" => RecallVerdict.Pending,
        _ => null,
    };
}

/// <summary>The payment whose recall is answered.</summary>
/// <param name="Uetr">Which payment; says nothing where there are errors.</param>
/// <param name="Answer">What is said of it; null if and only if there are errors.</param>
/// <param name="Errors">What is missing or wrong; empty for nothing.</param>
public sealed record RecallAnswerInterpretation(Uetr Uetr, RecallReply? Answer, IReadOnlyList<MessageError> Errors);

/// <summary>What the switch takes from the answer to a recall.</summary>
public sealed record RecallReply
{
    /// <summary>The answer's id, 1 to 35 characters: <c>CxlStsId</c>, else that of the message (<c>Assgnmt/Id</c>).</summary>
    public required string Id { get; init; }

    /// <summary>Whether the money comes back.</summary>
    public required RecallVerdict Verdict { get; init; }

    /// <summary>Why (<c>CxlStsRsnInf/Rsn</c>): the first code. Never null where the recall is refused.</summary>
    public string? ReasonCode { get; init; }

    /// <summary><c>CxlStsRsnInf/AddtlInf</c> beside that code, in one text; or null.</summary>
    public string? AdditionalInformation { get; init; }

    /// <summary>Who answers (<c>Assgnmt/Assgnr</c>): an agent, or a party by its BIC; null where it is named in another way.</summary>
    public AgentIdentification? Assigner { get; init; }

    /// <summary>The recall that is answered (<c>RslvdCase/Id</c> of the transaction, else of the message), or null.</summary>
    public string? RecallId { get; init; }

    /// <summary><c>OrgnlEndToEndId</c>, or null.</summary>
    public string? OriginalEndToEndId { get; init; }

    /// <summary><c>OrgnlTxId</c>, or null.</summary>
    public string? OriginalTransactionId { get; init; }
}

/// <summary>What becomes of a recall, as the creditor agent says.</summary>
public enum RecallVerdict
{
    /// <summary>The money stays (RJCR).</summary>
    Refused = 1,

    /// <summary>The money comes back (ACCR, CNCL, IPAY); a return (pacs.004) brings it.</summary>
    Accepted = 2,

    /// <summary>The answer comes later (PDCR, PDNG).</summary>
    Pending = 3,
}
