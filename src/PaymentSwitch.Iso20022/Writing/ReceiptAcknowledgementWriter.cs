using System.Buffers;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes acknowledgements of receipt (admi.007.001.01). The same arguments give the same bytes.</summary>
public static class ReceiptAcknowledgementWriter
{
    /// <summary>The definition of what is written.</summary>
    public const string MessageDefinition = "admi.007.001.01";

    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="content">What it says.</param>
    /// <exception cref="ArgumentException">A value is not of its element's form.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, ReceiptAcknowledgement content)
    {
        ArgumentNullException.ThrowIfNull(content);
        DocumentOutput xml = DocumentOutput.Begin(output, header, MessageDefinition, MessageDefinition);
        using (xml.In("RctAck"))
        {
            using (xml.In("MsgId"))
            {
                xml.Id("MsgId", content.MessageId);
                xml.Time("CreDtTm", content.CreatedAt);
                xml.Id("QryNm", content.QueryName);
            }

            DocumentOutput.RequireAny("Rpt", content.Messages.Count);
            foreach (AcknowledgedMessage message in content.Messages)
            {
                using (xml.In("Rpt"))
                {
                    using (xml.In("RltdRef"))
                    {
                        xml.Id("Ref", message.RelatedReference);
                        xml.Id("MsgNm", message.MessageName);
                        xml.SystemParty("RefIssr", message.ReferenceIssuer);
                    }

                    using (xml.In("ReqHdlg"))
                    {
                        xml.Text("StsCd", message.Handling.StatusCode, 4);
                        xml.Time("StsDtTm", message.HandledAt);
                        xml.Text("Desc", message.Handling.Description, 140);
                    }
                }
            }
        }

        xml.End();
    }
}
