using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Reading.Contents;

/// <summary>Reads account reporting requests (camt.060).</summary>
internal static class ReportingRequestContent
{
    /// <summary>The content of <c>AcctRptgReq</c>.</summary>
    internal static ReportingRequest Read(MessageContent.Element message) => new()
    {
        MessageId = message.Required("GrpHdr/MsgId"),
        CreatedAt = message.Required("GrpHdr/CreDtTm"),
        Sender = message.PartyOrAgent("GrpHdr/MsgSndr"),
        Requests = message.Each("RptgReq", request => new RequestedReport
        {
            Id = request.Text("Id"),
            RequestedDefinition = request.Required("ReqdMsgNmId"),
            Account = request.Account("Acct"),
            Owner = request.RequiredPartyOrAgent("AcctOwnr"),
            Servicer = request.Agent("AcctSvcr"),
            Period = request.At("RptgPrd") is { } period ? Period(period) : null,
            Sequence = request.Sequence("RptgSeq"),
            Entries = request.At("ReqdTxTp") is { } entries
                ? new RequestedEntries(entries.Code("Sts") ?? new CodeText(entries.Required("Sts")), entries.IsCredit() ?? false)
                : null,
            Balances = request.Each("ReqdBalTp", CashManagementParts.BalanceType),
        }),
    };

    private static ReportingPeriod Period(MessageContent.Element period) => new()
    {
        FromDate = period.Required("FrToDt/FrDt"),
        ToDate = period.Text("FrToDt/ToDt"),
        FromTime = period.Text("FrToTm/FrTm"),
        ToTime = period.Text("FrToTm/ToTm"),
        Type = period.Required("Tp"),
    };
}
