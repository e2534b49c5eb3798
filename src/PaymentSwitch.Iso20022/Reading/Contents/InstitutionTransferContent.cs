using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Reading.Contents;

/// <summary>Reads financial institution credit transfers (pacs.009).</summary>
internal static class InstitutionTransferContent
{
    /// <summary>The content of <c>FICdtTrf</c>.</summary>
    internal static InstitutionTransfer Read(MessageContent.Element message) => new()
    {
        MessageId = message.Required("GrpHdr/MsgId"),
        CreatedAt = message.Required("GrpHdr/CreDtTm"),
        NumberOfTransactions = message.Text("GrpHdr/NbOfTxs"),
        ControlSum = message.Text("GrpHdr/CtrlSum"),
        Total = message.Amount("GrpHdr/TtlIntrBkSttlmAmt"),
        SettlementDate = message.Text("GrpHdr/IntrBkSttlmDt"),
        Settlement = message.Settlement("GrpHdr/SttlmInf") ?? new SettlementInformation(""),
        PaymentType = message.PaymentType("GrpHdr/PmtTpInf"),
        InstructingAgent = message.Agent("GrpHdr/InstgAgt"),
        InstructedAgent = message.Agent("GrpHdr/InstdAgt"),
        Transactions = message.Each("CdtTrfTxInf", Transaction),
    };

    private static InstitutionPayment Transaction(MessageContent.Element transaction) => new()
    {
        Identification = transaction.PaymentIdentification("PmtId") ?? new PaymentIdentification { EndToEndId = "" },
        ClearingSystemReference = transaction.Text("PmtId/ClrSysRef"),
        PaymentType = transaction.PaymentType("PmtTpInf"),
        Amount = transaction.Amount("IntrBkSttlmAmt") ?? new AmountText("", ""),
        SettlementDate = transaction.Text("IntrBkSttlmDt"),
        SettlementPriority = transaction.Text("SttlmPrty"),
        InstructingAgent = transaction.Agent("InstgAgt"),
        InstructedAgent = transaction.Agent("InstdAgt"),
        Debtor = transaction.RequiredAgent("Dbtr"),
        DebtorAccount = transaction.Account("DbtrAcct"),
        DebtorAgent = transaction.Agent("DbtrAgt"),
        CreditorAgent = transaction.Agent("CdtrAgt"),
        Creditor = transaction.RequiredAgent("Cdtr"),
        CreditorAccount = transaction.Account("CdtrAcct"),
        Purpose = transaction.Code("Purp"),
        RemittanceTexts = transaction.Texts("RmtInf/Ustrd"),
    };
}
