using System.Buffers;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes requests to pay (pain.013.001.07). The same arguments give the same bytes.</summary>
public static class RequestToPayWriter
{
    /// <summary>The definition of what is written.</summary>
    public const string MessageDefinition = "pain.013.001.07";

    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="content">What it says.</param>
    /// <exception cref="ArgumentException">A value is not of its element's form.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, RequestToPay content)
    {
        ArgumentNullException.ThrowIfNull(content);
        DocumentOutput xml = DocumentOutput.Begin(output, header, MessageDefinition, MessageDefinition);
        using (xml.In("CdtrPmtActvtnReq"))
        {
            using (xml.In("GrpHdr"))
            {
                xml.Id("MsgId", content.MessageId);
                xml.Time("CreDtTm", content.CreatedAt);
                if (content.NumberOfTransactions is null) xml.Count("NbOfTxs", content.Debtors.Sum(debtor => debtor.Payments.Count));
                else xml.Count("NbOfTxs", content.NumberOfTransactions);
                xml.Decimal("CtrlSum", content.ControlSum);
                xml.Party("InitgPty", content.InitiatingParty);
            }

            DocumentOutput.RequireAny("PmtInf", content.Debtors.Count);
            foreach (DebtorRequest debtor in content.Debtors) Write(xml, debtor);
        }

        xml.End();
    }

    private static void Write(DocumentOutput xml, DebtorRequest debtor)
    {
        using (xml.In("PmtInf"))
        {
            xml.Id("PmtInfId", debtor.PaymentInformationId);
            xml.Text("PmtMtd", debtor.PaymentMethod, 3);
            xml.PaymentType(debtor.PaymentType, hasChannel: false);
            xml.DayOrTime("ReqdExctnDt", debtor.RequestedExecution);
            xml.DayOrTime("XpryDt", debtor.Expiry);
            Write(xml, debtor.Condition);
            xml.Party("Dbtr", debtor.Debtor);
            xml.Account("DbtrAcct", debtor.DebtorAccount);
            xml.Agent("DbtrAgt", debtor.DebtorAgent);
            xml.Party("UltmtDbtr", debtor.UltimateDebtor);
            xml.Text("ChrgBr", debtor.ChargeBearer, 4);
            DocumentOutput.RequireAny("CdtTrfTx", debtor.Payments.Count);
            foreach (RequestedPayment payment in debtor.Payments) Write(xml, payment);
        }
    }

    private static void Write(DocumentOutput xml, PaymentCondition? condition)
    {
        if (condition is null) return;
        using (xml.In("PmtCond"))
        {
            xml.Flag("AmtModAllwd", condition.MayChangeAmount);
            xml.Flag("EarlyPmtAllwd", condition.MayPayEarly);
            xml.Text("DelyPnlty", condition.DelayPenalty, 140);
            xml.Flag("GrntedPmtReqd", condition.MustBeGuaranteed);
        }
    }

    private static void Write(DocumentOutput xml, RequestedPayment payment)
    {
        if (payment.Identification.TransactionId is { } id) throw DocumentOutput.NotOfItsForm("TxId", id, "none in this message");
        using (xml.In("CdtTrfTx"))
        {
            xml.Identification("PmtId", payment.Identification);
            xml.PaymentType(payment.PaymentType, hasChannel: false);
            Write(xml, payment.Condition);
            using (xml.In("Amt")) xml.Amount("InstdAmt", payment.Amount ?? throw DocumentOutput.NotOfItsForm("InstdAmt", "", "an amount"));
            xml.Text("ChrgBr", payment.ChargeBearer, 4);
            xml.Agent("CdtrAgt", payment.CreditorAgent);
            xml.Party("Cdtr", payment.Creditor);
            xml.Account("CdtrAcct", payment.CreditorAccount);
            xml.Party("UltmtCdtr", payment.UltimateCreditor);
            xml.Code("Purp", payment.Purpose);
            xml.Remittance(payment.RemittanceTexts, payment.RemittanceReferences);
        }
    }
}
