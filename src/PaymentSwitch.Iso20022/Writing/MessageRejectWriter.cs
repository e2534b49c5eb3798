using System.Buffers;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes message rejects (admi.002.001.01) as business messages. The same arguments give the same bytes.</summary>
public static class MessageRejectWriter
{
    /// <summary>The definition of what is written.</summary>
    public const string MessageDefinition = "admi.002.001.01";

    /// <summary>Writes one business message.</summary>
    /// <exception cref="ArgumentException">An id or code is empty or too long for its element.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader header, MessageReject reject)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(reject);
        var xml = new XmlOutput(output);
        BusinessMessage.Begin(ref xml, header);
        xml.Raw("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:admi.002.001.01\"><admi.002.001.01><RltdRef>"u8);
        xml.Element("Ref"u8, reject.RelatedReference, BusinessMessage.IdLengthMax);
        xml.Raw("</RltdRef><Rsn>"u8);
        xml.Element("RjctgPtyRsn"u8, reject.ReasonCode, BusinessMessage.IdLengthMax);
        xml.Time("RjctnDtTm"u8, reject.RejectedAtMs);
        xml.Cut("ErrLctn"u8, reject.ErrorLocation, 350);
        xml.Cut("RsnDesc"u8, reject.ReasonDescription, 350);
        xml.Cut("AddtlData"u8, reject.AdditionalData, 20_000);
        xml.Raw("</Rsn></admi.002.001.01></Document>"u8);
        BusinessMessage.End(ref xml);
    }
}
