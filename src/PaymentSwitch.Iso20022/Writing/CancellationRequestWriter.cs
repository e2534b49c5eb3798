using System.Buffers;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes recalls (camt.056.001.08). The same arguments give the same bytes.</summary>
public static class CancellationRequestWriter
{
    /// <summary>The definition of what is written.</summary>
    public const string MessageDefinition = "camt.056.001.08";

    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="content">What it says.</param>
    /// <exception cref="ArgumentException">A value is not of its element's form.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, CancellationRequest content)
    {
        ArgumentNullException.ThrowIfNull(content);
        DocumentOutput xml = DocumentOutput.Begin(output, header, MessageDefinition, MessageDefinition);
        using (xml.In("FIToFIPmtCxlReq"))
        {
            xml.Assignment(content.Assignment);
            xml.Case("Case", content.Case);
            if (content.NumberOfTransactions is not null)
            {
                using (xml.In("CtrlData"))
                {
                    xml.Count("NbOfTxs", content.NumberOfTransactions);
                    xml.Decimal("CtrlSum", content.ControlSum);
                }
            }

            DocumentOutput.RequireAny("TxInf", content.Transactions.Count);
            using (xml.In("Undrlyg"))
            {
                foreach (RecalledPayment transaction in content.Transactions) Write(xml, transaction);
            }
        }

        xml.End();
    }

    private static void Write(DocumentOutput xml, RecalledPayment transaction)
    {
        OriginalPayment original = transaction.Original;
        using (xml.In("TxInf"))
        {
            xml.Id("CxlId", transaction.CancellationId);
            xml.Case("Case", transaction.Case);
            xml.OriginalMessage(original);
            xml.OriginalReferences(original);
            xml.Uetr("OrgnlUETR", original.Uetr);
            xml.Id("OrgnlClrSysRef", original.ClearingSystemReference);
            xml.OriginalSettlement(original);
            xml.Reasons("CxlRsnInf", transaction.Reasons);
            xml.OriginalDetails(transaction.Details);
        }
    }
}
