using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Reading.Contents;

/// <summary>Reads receipts (camt.025).</summary>
internal static class ReceiptContent
{
    /// <summary>The content of <c>Rct</c>.</summary>
    internal static Receipt Read(MessageContent.Element message) => new()
    {
        Header = message.QueryHeader(),
        Details = message.Each("RctDtls", details => new ReceiptDetails
        {
            OriginalMessageId = details.Required("OrgnlMsgId/MsgId"),
            OriginalMessageDefinition = details.Text("OrgnlMsgId/MsgNmId"),
            OriginalPayment = details.At("OrgnlPmtId")?.PaymentKey(),
            Handlings = details.Each("ReqHdlg", CashManagementParts.Handling),
        }),
    };
}
