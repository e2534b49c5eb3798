using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Reading.Contents;

/// <summary>Reads what the messages of cash management and administration have in common.</summary>
internal static class CashManagementParts
{
    /// <summary>The header of a query or receipt (<c>MsgHdr</c>).</summary>
    internal static QueryHeader QueryHeader(this MessageContent.Element message) => new()
    {
        MessageId = message.Required("MsgHdr/MsgId"),
        CreatedAt = message.Text("MsgHdr/CreDtTm"),
        RequestType = message.RequestType(),
    };

    /// <summary>The header of an answer (<c>MsgHdr</c>).</summary>
    internal static AnswerHeader AnswerHeader(this MessageContent.Element message) => new()
    {
        MessageId = message.Required("MsgHdr/MsgId"),
        CreatedAt = message.Text("MsgHdr/CreDtTm"),
        RequestType = message.RequestType(),
        OriginalQuery = message.OriginalQuery("MsgHdr/OrgnlBizQry"),
        QueryName = message.Text("MsgHdr/QryNm"),
    };

    /// <summary>The query that is answered; null where none is.</summary>
    internal static OriginalQuery? OriginalQuery(this MessageContent.Element element, string path) =>
        element.At(path) is { } query ? new OriginalQuery(query.Required("MsgId"), query.Text("MsgNmId"), query.Text("CreDtTm")) : null;

    /// <summary>The number of an account: a choice of IBAN and other.</summary>
    internal static AccountNumber AccountNumber(this MessageContent.Element account) =>
        account.Text("IBAN") is { } iban ? new AccountNumber(iban, IsIban: true) : new AccountNumber(account.Required("Othr/Id"), IsIban: false);

    /// <summary>An amount with or without a currency; null where there is none.</summary>
    internal static AmountText? AmountChoice(this MessageContent.Element element, string path) =>
        element.Amount(path + "/AmtWthCcy") ?? (element.Text(path + "/AmtWthtCcy") is { } bare ? new AmountText(bare, "") : null);

    /// <summary>The payment that an element names.</summary>
    internal static PaymentKey PaymentKey(this MessageContent.Element element)
    {
        MessageContent.Element key = element.At("LngBizId") ?? element.At("ShrtBizId") ?? element;
        return new PaymentKey
        {
            TransactionId = key.Text("TxId"),
            ProprietaryId = key.Text("PrtryId"),
            Uetr = key.Text("UETR"),
            EndToEndId = key.Text("EndToEndId"),
            SettlementAmount = key.Text("IntrBkSttlmAmt"),
            SettlementDate = key.Text("IntrBkSttlmDt"),
            InstructingAgent = key.Agent("InstgAgt"),
            InstructedAgent = key.Agent("InstdAgt"),
        };
    }

    /// <summary>The errors at a path below.</summary>
    internal static IReadOnlyList<QueryError> Errors(this MessageContent.Element element, string path) =>
        element.Each(path, error => new QueryError(error.Code("Err") ?? new CodeText(""), error.Text("Desc")));

    /// <summary>What became of a request.</summary>
    internal static RequestHandling Handling(MessageContent.Element handling) => new(handling.Required("StsCd"), handling.Text("Desc"));

    /// <summary>Whether an amount is a credit (<c>CdtDbtInd</c>); null where it is not said.</summary>
    internal static bool? IsCredit(this MessageContent.Element element) => element.Text("CdtDbtInd") is { } indicator ? indicator == "CRDT" : null;

    /// <summary>A page's number; null where there is none.</summary>
    internal static PageNumber? Page(this MessageContent.Element element, string path) =>
        element.At(path) is { } page ? new PageNumber(page.Required("PgNb"), page.Flag("LastPgInd") ?? false) : null;

    /// <summary>A choice of numbers in a sequence; null where there is none.</summary>
    internal static SequenceRange? Sequence(this MessageContent.Element element, string path) => element.At(path) is not { } range ? null : new()
    {
        From = range.Text("FrSeq", "FrToSeq/FrSeq"),
        To = range.Text("ToSeq", "FrToSeq/ToSeq"),
        Numbers = range.Texts("EQSeq"),
    };

    /// <summary>The type of a balance.</summary>
    internal static BalanceType BalanceType(MessageContent.Element type) => new(type.Code("CdOrPrtry") ?? new CodeText(""), type.Code("SubTp"));

    /// <summary>A party of messages of administration; null where there is none.</summary>
    internal static SystemParty? SystemParty(this MessageContent.Element element, string path) => element.At(path) is not { } party ? null : new()
    {
        Bic = party.Text("Id/AnyBIC"),
        ProprietaryId = party.Text("Id/PrtryId/Id"),
        ProprietaryIssuer = party.Text("Id/PrtryId/Issr"),
        Name = party.Text("Id/NmAndAdr/Nm"),
        Lei = party.Text("LEI"),
    };

    private static RequestType? RequestType(this MessageContent.Element message)
    {
        if (message.At("MsgHdr/ReqTp") is not { } type) return null;
        if (type.Text("PmtCtrl") is { } control) return new RequestType(control, RequestKind.PaymentControl);
        return type.Text("Enqry") is { } enquiry
            ? new RequestType(enquiry, RequestKind.Enquiry)
            : new RequestType(type.Required("Prtry/Id"), RequestKind.Proprietary);
    }
}
