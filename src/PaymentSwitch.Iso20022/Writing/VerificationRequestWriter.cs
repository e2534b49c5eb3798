using System.Buffers;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes requests to verify identifications (acmt.023.001.03). The same arguments give the same bytes.</summary>
public static class VerificationRequestWriter
{
    /// <summary>The definition of what is written.</summary>
    public const string MessageDefinition = "acmt.023.001.03";

    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="content">What it says.</param>
    /// <exception cref="ArgumentException">A value is not of its element's form.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, VerificationRequest content)
    {
        ArgumentNullException.ThrowIfNull(content);
        DocumentOutput xml = DocumentOutput.Begin(output, header, MessageDefinition, MessageDefinition);
        using (xml.In("IdVrfctnReq"))
        {
            xml.Assignment(content.Assignment);
            DocumentOutput.RequireAny("Vrfctn", content.Verifications.Count);
            foreach (VerificationSubject subject in content.Verifications)
            {
                using (xml.In("Vrfctn"))
                {
                    xml.Id("Id", subject.Id);
                    xml.Identification("PtyAndAcctId", subject.Identification);
                }
            }
        }

        xml.End();
    }
}
