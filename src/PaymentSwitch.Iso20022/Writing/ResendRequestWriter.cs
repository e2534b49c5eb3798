using System.Buffers;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes requests to send messages again (admi.006.001.01). The same arguments give the same bytes.</summary>
public static class ResendRequestWriter
{
    /// <summary>The definition of what is written.</summary>
    public const string MessageDefinition = "admi.006.001.01";

    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="content">What it says.</param>
    /// <exception cref="ArgumentException">A value is not of its element's form.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, ResendRequest content)
    {
        ArgumentNullException.ThrowIfNull(content);
        DocumentOutput xml = DocumentOutput.Begin(output, header, MessageDefinition, MessageDefinition);
        using (xml.In("RsndReq"))
        {
            xml.Header(content.Header);
            DocumentOutput.RequireAny("RsndSchCrit", content.Criteria.Count);
            foreach (ResendCriteria criteria in content.Criteria)
            {
                using (xml.In("RsndSchCrit"))
                {
                    xml.Day("BizDt", criteria.BusinessDate);
                    xml.Id("SeqNb", criteria.SequenceNumber);
                    xml.Sequence("SeqRg", criteria.Sequence);
                    xml.Id("OrgnlMsgNmId", criteria.OriginalMessageDefinition);
                    xml.Id("FileRef", criteria.FileReference);
                    xml.SystemParty("Rcpt", criteria.Recipient);
                }
            }
        }

        xml.End();
    }
}
