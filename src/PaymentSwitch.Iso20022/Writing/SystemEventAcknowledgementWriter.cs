using System.Buffers;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes acknowledgements of system events (admi.011.001.01). The same arguments give the same bytes.</summary>
public static class SystemEventAcknowledgementWriter
{
    /// <summary>The definition of what is written.</summary>
    public const string MessageDefinition = "admi.011.001.01";

    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="content">What it says.</param>
    /// <exception cref="ArgumentException">A value is not of its element's form.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, SystemEventAcknowledgement content)
    {
        ArgumentNullException.ThrowIfNull(content);
        DocumentOutput xml = DocumentOutput.Begin(output, header, MessageDefinition, MessageDefinition);
        using (xml.In("SysEvtAck"))
        {
            xml.Id("MsgId", content.MessageId);
            xml.Id("OrgtrRef", content.OriginatorReference);
            xml.Text("SttlmSsnIdr", content.SettlementSession, 4);
            if (content.Event is not null)
            {
                using (xml.In("AckDtls")) SystemEventWriter.WriteEvent(xml, content.Event, 350);
            }
        }

        xml.End();
    }
}
