using System.Buffers;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes answers to requests to verify identifications (acmt.024.001.03). The same arguments give the same bytes.</summary>
public static class VerificationReportWriter
{
    /// <summary>The definition of what is written.</summary>
    public const string MessageDefinition = "acmt.024.001.03";

    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="content">What it says.</param>
    /// <exception cref="ArgumentException">A value is not of its element's form.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, VerificationReport content)
    {
        ArgumentNullException.ThrowIfNull(content);
        DocumentOutput xml = DocumentOutput.Begin(output, header, MessageDefinition, MessageDefinition);
        using (xml.In("IdVrfctnRpt"))
        {
            xml.Assignment(content.Assignment);
            if (content.OriginalAssignment is { } original)
            {
                using (xml.In("OrgnlAssgnmt"))
                {
                    xml.Id("MsgId", original.MessageId);
                    xml.Time("CreDtTm", original.CreatedAt);
                    xml.Agent("FrstAgt", original.FirstAgent);
                }
            }

            DocumentOutput.RequireAny("Rpt", content.Results.Count);
            foreach (VerificationResult result in content.Results)
            {
                using (xml.In("Rpt"))
                {
                    xml.Id("OrgnlId", result.OriginalId);
                    xml.Flag("Vrfctn", result.IsVerified);
                    xml.Code("Rsn", result.Reason);
                    xml.Identification("OrgnlPtyAndAcctId", result.Original);
                    xml.Identification("UpdtdPtyAndAcctId", result.Updated);
                }
            }
        }

        xml.End();
    }
}
