using System.Buffers;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes notices of system events (admi.004.001.02). The same arguments give the same bytes.</summary>
public static class SystemEventWriter
{
    /// <summary>The definition of what is written.</summary>
    public const string MessageDefinition = "admi.004.001.02";

    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="content">What it says.</param>
    /// <exception cref="ArgumentException">A value is not of its element's form.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, SystemEvent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        DocumentOutput xml = DocumentOutput.Begin(output, header, MessageDefinition, MessageDefinition);
        using (xml.In("SysEvtNtfctn"))
        {
            using (xml.In("EvtInf")) WriteEvent(xml, content, 1000);
        }

        xml.End();
    }

    /// <summary>What is in the element of an event.</summary>
    internal static void WriteEvent(DocumentOutput xml, SystemEvent content, int descriptionLengthMax)
    {
        xml.Text("EvtCd", content.Code, 4);
        xml.Texts("EvtParam", content.Parameters, BusinessMessage.IdLengthMax);
        xml.Text("EvtDesc", content.Description, descriptionLengthMax);
        xml.Time("EvtTm", content.OccurredAt);
    }
}
