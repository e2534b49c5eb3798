using System.Buffers;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes payment returns (pacs.004). The same arguments give the same bytes.</summary>
public static class PaymentReturnWriter
{
    /// <summary>The definition of what is written where nothing else is asked for.</summary>
    public const string MessageDefinition = "pacs.004.001.09";

    /// <summary>The version that has accounts in its return chain.</summary>
    public const string MessageDefinition10 = "pacs.004.001.10";

    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="content">What it says.</param>
    /// <param name="definition">Which version: <see cref="MessageDefinition"/> or <see cref="MessageDefinition10"/>.</param>
    /// <exception cref="ArgumentException">A value is not of its element's form, or the version is another.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, PaymentReturn content, string definition = MessageDefinition)
    {
        ArgumentNullException.ThrowIfNull(content);
        DocumentOutput xml = DocumentOutput.Begin(output, header, definition, MessageDefinition, MessageDefinition10);
        using (xml.In("PmtRtr"))
        {
            using (xml.In("GrpHdr"))
            {
                xml.Id("MsgId", content.MessageId);
                xml.Time("CreDtTm", content.CreatedAt);
                if (content.NumberOfTransactions is null) xml.Count("NbOfTxs", content.Transactions.Count);
                else xml.Count("NbOfTxs", content.NumberOfTransactions);
                xml.Decimal("CtrlSum", content.ControlSum);
                xml.Amount("TtlRtrdIntrBkSttlmAmt", content.Total);
                xml.Day("IntrBkSttlmDt", content.SettlementDate);
                xml.Settlement(content.Settlement);
                xml.Agent("InstgAgt", content.InstructingAgent);
                xml.Agent("InstdAgt", content.InstructedAgent);
            }

            foreach (ReturnedPayment transaction in content.Transactions) Write(xml, transaction, hasAccounts: definition == MessageDefinition10);
        }

        xml.End();
    }

    private static void Write(DocumentOutput xml, ReturnedPayment transaction, bool hasAccounts)
    {
        OriginalPayment original = transaction.Original;
        using (xml.In("TxInf"))
        {
            xml.Id("RtrId", transaction.ReturnId);
            xml.OriginalMessage(original);
            xml.OriginalReferences(original);
            xml.Uetr("OrgnlUETR", original.Uetr);
            xml.Id("OrgnlClrSysRef", original.ClearingSystemReference);
            xml.OriginalSettlement(original);
            xml.Amount("RtrdIntrBkSttlmAmt", transaction.ReturnedAmount);
            xml.Day("IntrBkSttlmDt", transaction.SettlementDate);
            xml.Amount("RtrdInstdAmt", transaction.ReturnedInstructedAmount);
            xml.Amount("CompstnAmt", transaction.CompensationAmount);
            xml.Text("ChrgBr", transaction.ChargeBearer, 4);
            xml.Charges("ChrgsInf", transaction.Charges);
            xml.Id("ClrSysRef", transaction.ClearingSystemReference);
            xml.Agent("InstgAgt", transaction.InstructingAgent);
            xml.Agent("InstdAgt", transaction.InstructedAgent);
            if (transaction.Chain is { } chain) Write(xml, chain, hasAccounts);
            xml.Reasons("RtrRsnInf", transaction.Reasons);
            xml.OriginalDetails(transaction.Details);
        }
    }

    private static void Write(DocumentOutput xml, ReturnChain chain, bool hasAccounts)
    {
        using (xml.In("RtrChain"))
        {
            xml.PartyOrAgent("Dbtr", chain.Debtor);
            if (hasAccounts) xml.Account("DbtrAcct", chain.DebtorAccount);
            xml.Agent("DbtrAgt", chain.DebtorAgent);
            xml.Agent("CdtrAgt", chain.CreditorAgent);
            xml.PartyOrAgent("Cdtr", chain.Creditor);
            if (hasAccounts) xml.Account("CdtrAcct", chain.CreditorAccount);
        }
    }
}
