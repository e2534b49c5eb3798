using System.Buffers;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes what became of requests to pay (pain.014.001.07). The same arguments give the same bytes.</summary>
public static class RequestToPayStatusWriter
{
    /// <summary>The definition of what is written.</summary>
    public const string MessageDefinition = "pain.014.001.07";

    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="content">What it says.</param>
    /// <exception cref="ArgumentException">A value is not of its element's form.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, RequestToPayStatus content)
    {
        ArgumentNullException.ThrowIfNull(content);
        DocumentOutput xml = DocumentOutput.Begin(output, header, MessageDefinition, MessageDefinition);
        using (xml.In("CdtrPmtActvtnReqStsRpt"))
        {
            using (xml.In("GrpHdr"))
            {
                xml.Id("MsgId", content.MessageId);
                xml.Time("CreDtTm", content.CreatedAt);
                xml.Party("InitgPty", content.InitiatingParty);
                xml.Agent("DbtrAgt", content.DebtorAgent);
                xml.Agent("CdtrAgt", content.CreditorAgent);
            }

            using (xml.In("OrgnlGrpInfAndSts"))
            {
                xml.Id("OrgnlMsgId", content.OriginalMessageId);
                xml.Id("OrgnlMsgNmId", content.OriginalMessageDefinition);
                xml.Time("OrgnlCreDtTm", content.OriginalCreatedAt);
                xml.Count("OrgnlNbOfTxs", content.NumberOfOriginalTransactions);
                xml.Text("GrpSts", content.Status, 4);
                xml.Reasons("StsRsnInf", content.Reasons);
            }

            foreach (DebtorRequestStatus debtor in content.Debtors)
            {
                using (xml.In("OrgnlPmtInfAndSts"))
                {
                    xml.Id("OrgnlPmtInfId", debtor.OriginalPaymentInformationId);
                    xml.Text("PmtInfSts", debtor.Status, 4);
                    xml.Reasons("StsRsnInf", debtor.Reasons);
                    foreach (RequestedPaymentStatus payment in debtor.Payments) Write(xml, payment);
                }
            }
        }

        xml.End();
    }

    private static void Write(DocumentOutput xml, RequestedPaymentStatus payment)
    {
        using (xml.In("TxInfAndSts"))
        {
            xml.Id("StsId", payment.StatusId);
            xml.Id("OrgnlInstrId", payment.OriginalInstructionId);
            xml.Id("OrgnlEndToEndId", payment.OriginalEndToEndId);
            xml.Uetr("OrgnlUETR", payment.Uetr);
            xml.Text("TxSts", payment.Status, 4);
            xml.Reasons("StsRsnInf", payment.Reasons);
            if (payment.Condition is { } condition)
            {
                using (xml.In("PmtCondSts"))
                {
                    xml.Amount("AccptdAmt", condition.AcceptedAmount);
                    xml.Flag("GrntedPmt", condition.IsGuaranteed);
                    xml.Flag("EarlyPmt", condition.IsEarly);
                }
            }

            xml.Time("DbtrDcsnDtTm", payment.DecidedAt);
            xml.Time("AccptncDtTm", payment.AcceptedAt);
            xml.Id("AcctSvcrRef", payment.ServicerReference);
            xml.Id("ClrSysRef", payment.ClearingSystemReference);
            Write(xml, payment.Details);
        }
    }

    private static void Write(DocumentOutput xml, OriginalRequestDetails? details)
    {
        if (details is null) return;
        using (xml.In("OrgnlTxRef"))
        {
            using (xml.Within("Amt")) xml.Amount("InstdAmt", details.Amount);
            xml.DayOrTime("ReqdExctnDt", details.RequestedExecution);
            xml.DayOrTime("XpryDt", details.Expiry);
            xml.Remittance(details.RemittanceTexts, details.RemittanceReferences);
            xml.Party("Dbtr", details.Debtor);
            xml.Account("DbtrAcct", details.DebtorAccount);
            xml.Agent("DbtrAgt", details.DebtorAgent);
            xml.Agent("CdtrAgt", details.CreditorAgent);
            xml.Party("Cdtr", details.Creditor);
            xml.Account("CdtrAcct", details.CreditorAccount);
        }
    }
}
