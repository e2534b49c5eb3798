using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Reading.Contents;

/// <summary>Reads payment returns (pacs.004).</summary>
internal static class PaymentReturnContent
{
    /// <summary>The content of <c>PmtRtr</c>.</summary>
    internal static PaymentReturn Read(MessageContent.Element message)
    {
        MessageContent.Element? group = message.At("OrgnlGrpInf");
        return new PaymentReturn
        {
            MessageId = message.Required("GrpHdr/MsgId"),
            CreatedAt = message.Required("GrpHdr/CreDtTm"),
            NumberOfTransactions = message.Text("GrpHdr/NbOfTxs"),
            ControlSum = message.Text("GrpHdr/CtrlSum"),
            Total = message.Amount("GrpHdr/TtlRtrdIntrBkSttlmAmt"),
            SettlementDate = message.Text("GrpHdr/IntrBkSttlmDt"),
            Settlement = message.Settlement("GrpHdr/SttlmInf") ?? new SettlementInformation(""),
            InstructingAgent = message.Agent("GrpHdr/InstgAgt"),
            InstructedAgent = message.Agent("GrpHdr/InstdAgt"),
            Transactions = message.Each("TxInf", transaction => Transaction(transaction, group)),
        };
    }

    private static ReturnedPayment Transaction(MessageContent.Element transaction, MessageContent.Element? group) => new()
    {
        ReturnId = transaction.Text("RtrId"),
        Original = transaction.Original(group),
        ReturnedAmount = transaction.Amount("RtrdIntrBkSttlmAmt") ?? new AmountText("", ""),
        SettlementDate = transaction.Text("IntrBkSttlmDt"),
        ReturnedInstructedAmount = transaction.Amount("RtrdInstdAmt"),
        CompensationAmount = transaction.Amount("CompstnAmt"),
        ChargeBearer = transaction.Text("ChrgBr"),
        Charges = transaction.Charges("ChrgsInf"),
        ClearingSystemReference = transaction.Text("ClrSysRef"),
        InstructingAgent = transaction.Agent("InstgAgt"),
        InstructedAgent = transaction.Agent("InstdAgt"),
        Chain = transaction.At("RtrChain") is { } chain ? Chain(chain) : null,
        Reasons = transaction.Reasons("RtrRsnInf", group),
        Details = transaction.OriginalDetails(),
    };

    private static ReturnChain Chain(MessageContent.Element chain) => new()
    {
        Debtor = chain.RequiredPartyOrAgent("Dbtr"),
        DebtorAccount = chain.Account("DbtrAcct"),
        DebtorAgent = chain.Agent("DbtrAgt"),
        CreditorAgent = chain.Agent("CdtrAgt"),
        Creditor = chain.RequiredPartyOrAgent("Cdtr"),
        CreditorAccount = chain.Account("CdtrAcct"),
    };
}
