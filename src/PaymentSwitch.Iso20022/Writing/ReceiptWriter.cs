using System.Buffers;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes receipts (camt.025.001.05). The same arguments give the same bytes.</summary>
public static class ReceiptWriter
{
    /// <summary>The definition of what is written.</summary>
    public const string MessageDefinition = "camt.025.001.05";

    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="content">What it says.</param>
    /// <exception cref="ArgumentException">A value is not of its element's form.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, Receipt content)
    {
        ArgumentNullException.ThrowIfNull(content);
        DocumentOutput xml = DocumentOutput.Begin(output, header, MessageDefinition, MessageDefinition);
        using (xml.In("Rct"))
        {
            xml.Header(content.Header);
            DocumentOutput.RequireAny("RctDtls", content.Details.Count);
            foreach (ReceiptDetails details in content.Details)
            {
                using (xml.In("RctDtls"))
                {
                    using (xml.In("OrgnlMsgId"))
                    {
                        xml.Id("MsgId", details.OriginalMessageId);
                        xml.Id("MsgNmId", details.OriginalMessageDefinition);
                    }

                    xml.PaymentKey("OrgnlPmtId", details.OriginalPayment);
                    foreach (RequestHandling handling in details.Handlings)
                    {
                        using (xml.In("ReqHdlg"))
                        {
                            xml.Text("StsCd", handling.StatusCode, 4);
                            xml.Text("Desc", handling.Description, 140);
                        }
                    }
                }
            }
        }

        xml.End();
    }
}
