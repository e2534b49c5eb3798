using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>
/// What a receipt (camt.025) must say: which one request, and whether it was done. The standard leaves the code (<c>StsCd</c>)
/// free; this switch writes COMP and REJT, and reads besides SSET and RJCT, which TARGET services say.
/// </summary>
public static class ReceiptRules
{
    /// <summary>The status code of a request that was done.</summary>
    public const string Done = "COMP";

    /// <summary>The status code of a request that was refused.</summary>
    public const string Refused = "REJT";

    internal const string Details = "/Document/Rct/RctDtls";
    private static readonly RuleSubject Count = new(Details, MessageErrorCodes.ReceiptCount);
    private static readonly RuleSubject Status = new(Details + "/ReqHdlg", MessageErrorCodes.ReceiptStatus);

    internal static readonly Rule OneReceipt = new()
    {
        Id = nameof(OneReceipt),
        Subjects = [Count],
        Sentence = "A receipt speaks of exactly one request: each one is done or refused for itself.",
        Source = RuleSources.Switch,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
    };

    internal static readonly Rule ReceiptStatus = new()
    {
        Id = nameof(ReceiptStatus),
        Subjects = [Status],
        Sentence = "A receipt says once what became of the request: COMP or SSET for done, REJT or RJCT for refused. Any other code leaves open whether money moved, and is not guessed at.",
        Source = RuleSources.Switch,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
    };

    /// <summary>Finds the one request that a receipt is for.</summary>
    public static ReceiptInterpretation Interpret(IncomingMessage<Receipt> message)
    {
        ArgumentNullException.ThrowIfNull(message);
        IReadOnlyList<ReceiptDetails> all = message.Content.Details;
        if (all.Count != 1)
            return new ReceiptInterpretation(null, [Count.Error(MessageErrorKind.Content, $"Found receipts for {all.Count} requests, expected 1.")]);
        ReceiptDetails details = all[0];
        if (details.Handlings.Count != 1)
            return new ReceiptInterpretation(null, [Status.Error(MessageErrorKind.Content, $"Found {details.Handlings.Count} statuses, expected 1.")]);
        RequestHandling handling = details.Handlings[0];
        bool? isDone = handling.StatusCode switch
        {
            Done or "SSET" => true,
            Refused or "RJCT" => false,
            _ => null,
        };
        if (isDone is null)
        {
            return new ReceiptInterpretation(null,
            [
                Status.Error(MessageErrorKind.Content, $"Found '{ErrorText.Cut(handling.StatusCode, 40)}' in StsCd, expected COMP or SSET, REJT or RJCT."),
            ]);
        }

        PaymentKey? payment = details.OriginalPayment;
        return new ReceiptInterpretation(new RequestOutcome
        {
            OriginalMessageId = details.OriginalMessageId,
            OriginalMessageDefinition = details.OriginalMessageDefinition,
            OriginalPaymentId = payment?.TransactionId ?? payment?.EndToEndId ?? payment?.ProprietaryId,
            OriginalUetr = Uetr.TryParse(payment?.Uetr, out Uetr uetr) ? uetr : null,
            IsDone = isDone.Value,
            Code = handling.StatusCode,
            Text = handling.Description,
        }, []);
    }
}

/// <summary>What became of a request.</summary>
/// <param name="Receipt">What is said of it; null if and only if there are errors.</param>
/// <param name="Errors">What is missing or wrong; empty for nothing.</param>
public sealed record ReceiptInterpretation(RequestOutcome? Receipt, IReadOnlyList<MessageError> Errors);

/// <summary>What the switch takes from a receipt.</summary>
public sealed record RequestOutcome
{
    /// <summary><c>OrgnlMsgId/MsgId</c>: the message with the request.</summary>
    public required string OriginalMessageId { get; init; }

    /// <summary><c>OrgnlMsgId/MsgNmId</c>: that message's definition, or null.</summary>
    public string? OriginalMessageDefinition { get; init; }

    /// <summary><c>OrgnlPmtId</c>: the transaction id, else the end-to-end id, else the proprietary one; or null.</summary>
    public string? OriginalPaymentId { get; init; }

    /// <summary><c>OrgnlPmtId/LngBizId/UETR</c>; null where there is no valid one.</summary>
    public Uetr? OriginalUetr { get; init; }

    /// <summary>Whether the request was done; else it was refused.</summary>
    public required bool IsDone { get; init; }

    /// <summary><c>ReqHdlg/StsCd</c> as it is written.</summary>
    public required string Code { get; init; }

    /// <summary><c>ReqHdlg/Desc</c>: what is said beside, up to 140 characters; or null.</summary>
    public string? Text { get; init; }
}
