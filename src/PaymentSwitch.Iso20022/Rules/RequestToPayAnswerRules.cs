using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>What the answer to a request to pay (pain.014) must say: one payment, which one, and yes or no or later.</summary>
public static class RequestToPayAnswerRules
{
    internal const string Message = "/Document/CdtrPmtActvtnReqStsRpt";
    internal const string Debtor = Message + "/OrgnlPmtInfAndSts";
    internal const string Transaction = Debtor + "/TxInfAndSts";
    internal static readonly RuleSubject Identity = new(Transaction + "/OrgnlUETR", MessageErrorCodes.RequestUetr);
    private static readonly RuleSubject Named = new(Transaction, MessageErrorCodes.OriginalRequest);
    private static readonly RuleSubject Status = new(Transaction + "/TxSts", MessageErrorCodes.RequestStatus);

    internal static readonly Rule RequestAnswerNamesRequest = new()
    {
        Id = nameof(RequestAnswerNamesRequest),
        Subjects = [Named],
        Sentence = "The answer to a request to pay names it by the UETR or the end-to-end id of the payment that was asked for: otherwise nobody knows what is answered.",
        Source = RuleSources.Requests,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
    };

    internal static readonly Rule RequestAnswerStatus = new()
    {
        Id = nameof(RequestAnswerStatus),
        Subjects = [Status],
        Sentence = "The answer to a request to pay says RJCT, or ACTC, ACCP, ACWC, ACSP, ACSC or ACCC, or RCVD, PRES or PDNG: every other status leaves open whether the debtor pays.",
        Source = RuleSources.CodeSet("ExternalPaymentTransactionStatus1Code"),
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
    };

    /// <summary>Finds the one request that is answered.</summary>
    public static RequestToPayAnswerInterpretation Interpret(IncomingMessage<RequestToPayStatus> message)
    {
        ArgumentNullException.ThrowIfNull(message);
        RequestToPayStatus content = message.Content;
        int count = content.Debtors.Sum(debtor => debtor.Payments.Count);
        if (count != 1) return new RequestToPayAnswerInterpretation(null, [OriginalRules.WrongCount(OriginalRules.RequestAnswerCount, count)]);

        DebtorRequestStatus debtor = content.Debtors.First(each => each.Payments.Count == 1);
        RequestedPaymentStatus payment = debtor.Payments[0];
        List<MessageError> errors = [];
        Uetr? uetr = RequestToPayRules.ReadUetr(payment.Uetr, Identity, errors);
        if (payment.Uetr is null && payment.OriginalEndToEndId is null)
            errors.Add(Named.Error(MessageErrorKind.Content, "Neither OrgnlUETR nor OrgnlEndToEndId is there; expected one of them."));
        // What is said of all counts where nothing is said of the one.
        string? written = payment.Status ?? debtor.Status ?? content.Status;
        RequestVerdict? verdict = written is null ? null : VerdictOf(written);
        if (verdict is null)
        {
            string found = written is null ? "The status (TxSts) is missing" : $"Found '{ErrorText.Cut(written, 40)}'";
            errors.Add(Status.Error(MessageErrorKind.Content, $"{found}; expected RJCT, a status that accepts, or one that says later."));
        }

        if (errors.Count > 0) return new RequestToPayAnswerInterpretation(null, errors);
        IReadOnlyList<ReasonInformation> reasons = payment.Reasons.Count > 0 ? payment.Reasons : debtor.Reasons.Count > 0 ? debtor.Reasons : content.Reasons;
        ReasonInformation? reason = ReasonRules.FirstOf(reasons);
        return new RequestToPayAnswerInterpretation(new PaymentRequestReply
        {
            Id = payment.StatusId ?? content.MessageId,
            OriginalMessageId = content.OriginalMessageId,
            OriginalPaymentInformationId = debtor.OriginalPaymentInformationId,
            Uetr = uetr,
            OriginalInstructionId = payment.OriginalInstructionId,
            OriginalEndToEndId = payment.OriginalEndToEndId,
            Status = written!,
            Verdict = verdict!.Value,
            ReasonCode = reason?.Reason?.Text,
            AdditionalInformation = ReasonRules.TextOf(reason),
        }, []);
    }

    private static RequestVerdict? VerdictOf(string status) => status switch
    {
        "RJCT" => RequestVerdict.Refused,
        "ACTC" or "ACCP" or "ACWC" or "ACSP" or "ACSC" or "ACCC" => RequestVerdict.Accepted,
        "RCVD" or "PRES" or "PDNG" => RequestVerdict.Pending,
        _ => null,
    };
}

/// <summary>The request to pay that is answered.</summary>
/// <param name="Answer">What is said of it; null if and only if there are errors.</param>
/// <param name="Errors">What is missing or wrong; empty for nothing.</param>
public sealed record RequestToPayAnswerInterpretation(PaymentRequestReply? Answer, IReadOnlyList<MessageError> Errors);

/// <summary>What the switch passes the answer to a request to pay on by.</summary>
public sealed record PaymentRequestReply
{
    /// <summary>The answer's id, 1 to 35 characters: <c>StsId</c>, else that of the message.</summary>
    public required string Id { get; init; }

    /// <summary><c>OrgnlMsgId</c>: the message with the request.</summary>
    public required string OriginalMessageId { get; init; }

    /// <summary><c>OrgnlPmtInfId</c>.</summary>
    public required string OriginalPaymentInformationId { get; init; }

    /// <summary><c>OrgnlUETR</c>; null where the request is named by <see cref="OriginalEndToEndId"/> alone.</summary>
    public Uetr? Uetr { get; init; }

    /// <summary><c>OrgnlInstrId</c>, or null.</summary>
    public string? OriginalInstructionId { get; init; }

    /// <summary><c>OrgnlEndToEndId</c>; null where the request is named by <see cref="Uetr"/> alone.</summary>
    public string? OriginalEndToEndId { get; init; }

    /// <summary>The status as it is written: of the payment, else of the debtor's part (<c>PmtInfSts</c>), else of the message (<c>GrpSts</c>).</summary>
    public required string Status { get; init; }

    /// <summary>What that says.</summary>
    public required RequestVerdict Verdict { get; init; }

    /// <summary>Why (<c>StsRsnInf/Rsn</c>): the first code, or null.</summary>
    public string? ReasonCode { get; init; }

    /// <summary><c>StsRsnInf/AddtlInf</c> beside that code, in one text; or null.</summary>
    public string? AdditionalInformation { get; init; }
}

/// <summary>What becomes of a request to pay, as the debtor's bank says.</summary>
public enum RequestVerdict
{
    /// <summary>The debtor does not pay (RJCT).</summary>
    Refused = 1,

    /// <summary>The debtor pays, or has paid.</summary>
    Accepted = 2,

    /// <summary>The debtor has not decided yet (RCVD, PRES, PDNG).</summary>
    Pending = 3,
}
