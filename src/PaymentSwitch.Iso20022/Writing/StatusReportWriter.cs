using System.Buffers;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes status reports (pacs.002) as business messages. The same arguments give the same bytes.</summary>
public static class StatusReportWriter
{
    /// <summary>The definition of what is written where nothing else is asked for.</summary>
    public const string MessageDefinition = "pacs.002.001.10";

    /// <summary>The definitions that can be written. In what is written they differ by their names only.</summary>
    public static IReadOnlyList<string> MessageDefinitions { get; } = [MessageDefinition, "pacs.002.001.12"];

    private const int InformationLengthMax = 105;

    /// <summary>Writes one business message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header.</param>
    /// <param name="report">What it says.</param>
    /// <param name="definition">Which version: one of <see cref="MessageDefinitions"/>.</param>
    /// <exception cref="ArgumentException">An id or code is empty or too long for its element, or the version is another.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader header, StatusReport report, string definition = MessageDefinition)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(report);
        var xml = new XmlOutput(output);
        BusinessMessage.Begin(ref xml, header);
        BusinessMessage.BeginDocument(ref xml, definition, MessageDefinitions);
        xml.Raw("<FIToFIPmtStsRpt><GrpHdr>"u8);
        xml.Element("MsgId"u8, report.MessageId, BusinessMessage.IdLengthMax);
        xml.Time("CreDtTm"u8, report.CreatedAtMs);
        xml.Raw("</GrpHdr><TxInfAndSts><OrgnlGrpInf>"u8);
        xml.Element("OrgnlMsgId"u8, report.OriginalMessageId, BusinessMessage.IdLengthMax);
        xml.Element("OrgnlMsgNmId"u8, report.OriginalMessageDefinition, BusinessMessage.IdLengthMax);
        xml.Raw("</OrgnlGrpInf>"u8);
        xml.Optional("OrgnlInstrId"u8, report.OriginalInstructionId, BusinessMessage.IdLengthMax);
        xml.Optional("OrgnlEndToEndId"u8, report.OriginalEndToEndId, BusinessMessage.IdLengthMax);
        xml.Optional("OrgnlTxId"u8, report.OriginalTransactionId, BusinessMessage.IdLengthMax);
        if (report.Uetr is { } uetr) xml.Uetr("OrgnlUETR"u8, uetr);
        xml.Element("TxSts"u8, report.Status, 4);
        foreach (StatusReason reason in report.Reasons) WriteReason(ref xml, reason, report.ReasonOriginatorBic);
        if (report.AcceptedAtMs is { } acceptedAtMs) xml.Time("AccptncDtTm"u8, acceptedAtMs);
        if (report.SettledAtMs is { } settledAtMs)
        {
            xml.Raw("<FctvIntrBkSttlmDt>"u8);
            xml.Time("DtTm"u8, settledAtMs);
            xml.Raw("</FctvIntrBkSttlmDt>"u8);
        }

        xml.Optional("ClrSysRef"u8, report.ClearingSystemReference, BusinessMessage.IdLengthMax);
        xml.Raw("</TxInfAndSts></FIToFIPmtStsRpt></Document>"u8);
        BusinessMessage.End(ref xml);
    }

    private static void WriteReason(ref XmlOutput xml, StatusReason reason, string? originatorBic)
    {
        xml.Raw("<StsRsnInf>"u8);
        if (originatorBic is not null)
        {
            xml.Raw("<Orgtr><Id><OrgId>"u8);
            xml.Element("AnyBIC"u8, originatorBic, 11);
            xml.Raw("</OrgId></Id></Orgtr>"u8);
        }

        xml.Raw("<Rsn>"u8);
        if (reason.Code.Length <= 4) xml.Element("Cd"u8, reason.Code, 4);
        else xml.Element("Prtry"u8, reason.Code, BusinessMessage.IdLengthMax);
        xml.Raw("</Rsn>"u8);
        xml.Cut("AddtlInf"u8, reason.Text, InformationLengthMax);
        // Of a path that is too long the end says more than the beginning.
        string? path = reason.ElementPath;
        xml.Cut("AddtlInf"u8, path?.Length > InformationLengthMax ? path[^InformationLengthMax..] : path, InformationLengthMax);
        xml.Raw("</StsRsnInf>"u8);
    }
}
