using System.Buffers;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes credit transfers between banks (pacs.009.001.08). The same arguments give the same bytes.</summary>
public static class InstitutionTransferWriter
{
    /// <summary>The definition of what is written.</summary>
    public const string MessageDefinition = "pacs.009.001.08";

    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="content">What it says.</param>
    /// <exception cref="ArgumentException">A value is not of its element's form.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, InstitutionTransfer content)
    {
        ArgumentNullException.ThrowIfNull(content);
        DocumentOutput xml = DocumentOutput.Begin(output, header, MessageDefinition, MessageDefinition);
        using (xml.In("FICdtTrf"))
        {
            using (xml.In("GrpHdr"))
            {
                xml.Id("MsgId", content.MessageId);
                xml.Time("CreDtTm", content.CreatedAt);
                if (content.NumberOfTransactions is null) xml.Count("NbOfTxs", content.Transactions.Count);
                else xml.Count("NbOfTxs", content.NumberOfTransactions);
                xml.Decimal("CtrlSum", content.ControlSum);
                xml.Amount("TtlIntrBkSttlmAmt", content.Total);
                xml.Day("IntrBkSttlmDt", content.SettlementDate);
                xml.Settlement(content.Settlement);
                xml.PaymentType(content.PaymentType);
                xml.Agent("InstgAgt", content.InstructingAgent);
                xml.Agent("InstdAgt", content.InstructedAgent);
            }

            DocumentOutput.RequireAny("CdtTrfTxInf", content.Transactions.Count);
            foreach (InstitutionPayment payment in content.Transactions) Write(xml, payment);
        }

        xml.End();
    }

    private static void Write(DocumentOutput xml, InstitutionPayment payment)
    {
        using (xml.In("CdtTrfTxInf"))
        {
            xml.Identification("PmtId", payment.Identification, payment.ClearingSystemReference);
            xml.PaymentType(payment.PaymentType);
            xml.Amount("IntrBkSttlmAmt", payment.Amount);
            xml.Day("IntrBkSttlmDt", payment.SettlementDate);
            xml.Text("SttlmPrty", payment.SettlementPriority, 4);
            xml.Agent("InstgAgt", payment.InstructingAgent);
            xml.Agent("InstdAgt", payment.InstructedAgent);
            xml.Agent("Dbtr", payment.Debtor);
            xml.Account("DbtrAcct", payment.DebtorAccount);
            xml.Agent("DbtrAgt", payment.DebtorAgent);
            xml.Agent("CdtrAgt", payment.CreditorAgent);
            xml.Agent("Cdtr", payment.Creditor);
            xml.Account("CdtrAcct", payment.CreditorAccount);
            xml.Code("Purp", payment.Purpose);
            xml.Remittance(payment.RemittanceTexts, []);
        }
    }
}
