using System.Buffers;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes status requests (pacs.028.001.03) as business messages. The same arguments give the same bytes.</summary>
public static class StatusRequestWriter
{
    /// <summary>The definition of what is written.</summary>
    public const string MessageDefinition = "pacs.028.001.03";

    /// <summary>Writes one business message.</summary>
    /// <exception cref="ArgumentException">An id is empty or too long for its element.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader header, StatusRequest request)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(request);
        var xml = new XmlOutput(output);
        BusinessMessage.Begin(ref xml, header);
        xml.Raw("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.028.001.03\"><FIToFIPmtStsReq><GrpHdr>"u8);
        xml.Element("MsgId"u8, request.MessageId, BusinessMessage.IdLengthMax);
        xml.Time("CreDtTm"u8, request.CreatedAtMs);
        xml.Raw("</GrpHdr><TxInf>"u8);
        if (request.OriginalMessageId is not null)
        {
            xml.Raw("<OrgnlGrpInf>"u8);
            xml.Element("OrgnlMsgId"u8, request.OriginalMessageId, BusinessMessage.IdLengthMax);
            xml.Element("OrgnlMsgNmId"u8, request.OriginalMessageDefinition, BusinessMessage.IdLengthMax);
            xml.Raw("</OrgnlGrpInf>"u8);
        }

        xml.Optional("OrgnlInstrId"u8, request.OriginalInstructionId, BusinessMessage.IdLengthMax);
        xml.Optional("OrgnlEndToEndId"u8, request.OriginalEndToEndId, BusinessMessage.IdLengthMax);
        xml.Optional("OrgnlTxId"u8, request.OriginalTransactionId, BusinessMessage.IdLengthMax);
        xml.Uetr("OrgnlUETR"u8, request.Uetr);
        xml.Raw("</TxInf></FIToFIPmtStsReq></Document>"u8);
        BusinessMessage.End(ref xml);
    }
}
