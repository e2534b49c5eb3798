using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>What a query for transactions (camt.005) asks for: where one payment stands.</summary>
public static class TransactionQueryRules
{
    internal const string Query = "/Document/GetTx/TxQryDef";
    private static readonly RuleSubject Criteria = new(Query, MessageErrorCodes.QueryCriteria);

    internal static readonly Rule QueryNamesOnePayment = new()
    {
        Id = nameof(QueryNamesOnePayment),
        Subjects = [Criteria],
        Sentence = "A query for transactions names one payment, by its UETR (LngBizId/UETR, or alone as PrtryId), its end-to-end id or its transaction id: lists are told by reports.",
        Source = RuleSources.Switch,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
    };

    /// <summary>Finds the one payment that is asked for.</summary>
    public static TransactionQueryInterpretation Interpret(IncomingMessage<TransactionQuery> message)
    {
        ArgumentNullException.ThrowIfNull(message);
        TransactionQuery content = message.Content;
        List<MessageError> errors = [];
        QueryRules.CheckAlone(content.QueryType, QueryRules.TransactionType, content.QueryName, QueryRules.TransactionName, errors);
        string[] uetrs = Distinct(content.Payments.Select(payment => payment.Uetr ?? payment.ProprietaryId));
        string[] endToEndIds = Distinct(content.EndToEndIds.Concat(content.Payments.Select(payment => payment.EndToEndId)));
        string[] transactionIds = Distinct(content.TransactionIds.Concat(content.Payments.Select(payment => payment.TransactionId)));
        Uetr? uetr = null;
        if (uetrs.Length + endToEndIds.Length + transactionIds.Length == 0)
            errors.Add(Criteria.Error(MessageErrorKind.Content, "No payment is named; expected a UETR, an end-to-end id or a transaction id."));
        else if (content.Payments.Count > 1 || uetrs.Length > 1 || endToEndIds.Length > 1 || transactionIds.Length > 1)
            errors.Add(Criteria.Error(MessageErrorKind.Content, "Several payments are named; expected one."));
        else if (uetrs is [var written] && Uetr.TryParse(written, out Uetr read))
            uetr = read;
        else if (uetrs is [var wrong])
            errors.Add(Criteria.Error(MessageErrorKind.Content, $"Found '{ErrorText.Cut(wrong, 40)}', expected a UETR, a version 4 UUID in lower case."));
        if (errors.Count > 0) return new TransactionQueryInterpretation(null, errors);
        return new TransactionQueryInterpretation(new TransactionSearch
        {
            MessageId = content.Header.MessageId,
            Uetr = uetr,
            EndToEndId = endToEndIds is [var endToEndId] ? endToEndId : null,
            TransactionId = transactionIds is [var transactionId] ? transactionId : null,
        }, []);
    }

    private static string[] Distinct(IEnumerable<string?> texts) => [.. texts.OfType<string>().Distinct(StringComparer.Ordinal)];
}

/// <summary>The payment that is asked for.</summary>
/// <param name="Query">What is said of it; null if and only if there are errors.</param>
/// <param name="Errors">What cannot be answered; empty for nothing.</param>
public sealed record TransactionQueryInterpretation(TransactionSearch? Query, IReadOnlyList<MessageError> Errors);

/// <summary>The payment that is asked for: that for which all holds that is given. At least one id is.</summary>
public sealed record TransactionSearch
{
    /// <summary><c>MsgHdr/MsgId</c>: what the answer (camt.006) refers to.</summary>
    public required string MessageId { get; init; }

    /// <summary>The payment's UETR (<c>PmtId/LngBizId/UETR</c>, or <c>PmtId/PrtryId</c>), or null.</summary>
    public Uetr? Uetr { get; init; }

    /// <summary>Its end-to-end id (<c>EndToEndId</c>, or that of <c>PmtId/LngBizId</c>), or null.</summary>
    public string? EndToEndId { get; init; }

    /// <summary>Its transaction id (<c>TxId</c>, or that of <c>PmtId</c>), or null.</summary>
    public string? TransactionId { get; init; }
}
