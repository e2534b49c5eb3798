using System.Buffers;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes resolutions of investigations (camt.029.001.09). The same arguments give the same bytes.</summary>
public static class InvestigationResolutionWriter
{
    /// <summary>The definition of what is written.</summary>
    public const string MessageDefinition = "camt.029.001.09";

    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="content">What it says.</param>
    /// <exception cref="ArgumentException">A value is not of its element's form.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, InvestigationResolution content)
    {
        ArgumentNullException.ThrowIfNull(content);
        DocumentOutput xml = DocumentOutput.Begin(output, header, MessageDefinition, MessageDefinition);
        using (xml.In("RsltnOfInvstgtn"))
        {
            xml.Assignment(content.Assignment);
            xml.Case("RslvdCase", content.ResolvedCase);
            using (xml.In("Sts"))
                xml.Text("Conf", content.Confirmation ?? throw DocumentOutput.NotOfItsForm("Conf", "", "what became of the investigation"), 4);
            using (xml.Within("CxlDtls"))
            {
                foreach (CancellationOutcome transaction in content.Transactions) Write(xml, transaction);
            }
        }

        xml.End();
    }

    private static void Write(DocumentOutput xml, CancellationOutcome transaction)
    {
        OriginalPayment original = transaction.Original;
        using (xml.In("TxInfAndSts"))
        {
            xml.Id("CxlStsId", transaction.StatusId);
            xml.Case("RslvdCase", transaction.ResolvedCase);
            xml.OriginalMessage(original);
            xml.OriginalReferences(original);
            xml.Id("OrgnlClrSysRef", original.ClearingSystemReference);
            xml.Uetr("OrgnlUETR", original.Uetr);
            xml.Text("TxCxlSts", transaction.Status, 4);
            xml.Reasons("CxlStsRsnInf", transaction.Reasons);
            Write(xml, transaction.ResolvedBy);
            xml.OriginalSettlement(original);
            xml.OriginalDetails(transaction.Details);
        }
    }

    private static void Write(DocumentOutput xml, ResolvingPayment? payment)
    {
        if (payment is null) return;
        using (xml.In("RsltnRltdInf"))
        {
            xml.Id("EndToEndId", payment.EndToEndId);
            xml.Id("TxId", payment.TransactionId);
            xml.Uetr("UETR", payment.Uetr);
            xml.Amount("IntrBkSttlmAmt", payment.SettlementAmount);
            xml.Day("IntrBkSttlmDt", payment.SettlementDate);
        }
    }
}
