using System.Buffers;
using System.Globalization;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes credit transfers (pacs.008) as business messages. The same arguments give the same bytes.</summary>
public static class CreditTransferWriter
{
    /// <summary>The definition of what is written where nothing else is asked for.</summary>
    public const string MessageDefinition = "pacs.008.001.08";

    /// <summary>The definitions that can be written. In what is written they differ by their names only.</summary>
    public static IReadOnlyList<string> MessageDefinitions { get; } = [MessageDefinition, "pacs.008.001.10", "pacs.008.001.12"];

    /// <summary>Writes one business message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="instruction">The payment.</param>
    /// <param name="definition">Which version: one of <see cref="MessageDefinitions"/>.</param>
    /// <exception cref="ArgumentException">An id or code is empty or too long for its element, or the version is another.</exception>
    public static void Write(
        IBufferWriter<byte> output, OutgoingHeader? header, CreditTransferInstruction instruction, string definition = MessageDefinition)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(instruction);
        var xml = new XmlOutput(output);
        if (header is not null) BusinessMessage.Begin(ref xml, header);
        BusinessMessage.BeginDocument(ref xml, definition, MessageDefinitions);
        xml.Raw("<FIToFICstmrCdtTrf>"u8);
        WriteGroup(ref xml, instruction);
        WriteTransaction(ref xml, instruction);
        xml.Raw("</FIToFICstmrCdtTrf></Document>"u8);
        if (header is not null) BusinessMessage.End(ref xml);
        else xml.Flush();
    }

    private static void WriteGroup(ref XmlOutput xml, CreditTransferInstruction instruction)
    {
        xml.Raw("<GrpHdr>"u8);
        xml.Element("MsgId"u8, instruction.MessageId, BusinessMessage.IdLengthMax);
        xml.Time("CreDtTm"u8, instruction.CreatedAtMs);
        xml.Raw("<NbOfTxs>1</NbOfTxs>"u8);
        xml.Amount("TtlIntrBkSttlmAmt"u8, instruction.Amount);
        if (instruction.SettlementDate is { } day) xml.Element("IntrBkSttlmDt"u8, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), 10);
        xml.Raw("<SttlmInf><SttlmMtd>CLRG</SttlmMtd>"u8);
        if (instruction.ClearingSystem is { } system)
        {
            xml.Raw("<ClrSys>"u8);
            if (system.Length <= 3) xml.Element("Cd"u8, system, 3);
            else xml.Element("Prtry"u8, system, 35);
            xml.Raw("</ClrSys>"u8);
        }

        xml.Raw("</SttlmInf>"u8);
        WritePaymentType(ref xml, instruction);
        WriteAgent(ref xml, "InstgAgt"u8, instruction.InstructingAgent);
        WriteAgent(ref xml, "InstdAgt"u8, instruction.InstructedAgent);
        xml.Raw("</GrpHdr>"u8);
    }

    private static void WritePaymentType(ref XmlOutput xml, CreditTransferInstruction instruction)
    {
        if (instruction.ServiceLevel is null && instruction.LocalInstrument is null) return;
        xml.Raw("<PmtTpInf>"u8);
        if (instruction.ServiceLevel is { } level)
        {
            xml.Raw("<SvcLvl>"u8);
            xml.Element("Cd"u8, level, 4);
            xml.Raw("</SvcLvl>"u8);
        }

        if (instruction.LocalInstrument is { } instrument)
        {
            xml.Raw("<LclInstrm>"u8);
            xml.Element(instruction.LocalInstrumentIsProprietary ? "Prtry"u8 : "Cd"u8, instrument, 35);
            xml.Raw("</LclInstrm>"u8);
        }

        xml.Raw("</PmtTpInf>"u8);
    }

    private static void WriteTransaction(ref XmlOutput xml, CreditTransferInstruction instruction)
    {
        xml.Raw("<CdtTrfTxInf><PmtId>"u8);
        xml.Optional("InstrId"u8, instruction.InstructionId, BusinessMessage.IdLengthMax);
        xml.Element("EndToEndId"u8, instruction.EndToEndId, BusinessMessage.IdLengthMax);
        xml.Optional("TxId"u8, instruction.TransactionId, BusinessMessage.IdLengthMax);
        if (instruction.Uetr is { } uetr) xml.Uetr("UETR"u8, uetr);
        xml.Raw("</PmtId>"u8);
        xml.Amount("IntrBkSttlmAmt"u8, instruction.Amount);
        if (instruction.AcceptedAtMs is { } acceptedAtMs) xml.Time("AccptncDtTm"u8, acceptedAtMs);
        xml.Raw("<ChrgBr>SLEV</ChrgBr>"u8);
        WriteParty(ref xml, "Dbtr"u8, instruction.DebtorName);
        WriteAccount(ref xml, "DbtrAcct"u8, instruction.DebtorAccount);
        WriteAgent(ref xml, "DbtrAgt"u8, instruction.DebtorAgent);
        WriteAgent(ref xml, "CdtrAgt"u8, instruction.CreditorAgent);
        WriteParty(ref xml, "Cdtr"u8, instruction.CreditorName);
        WriteAccount(ref xml, "CdtrAcct"u8, instruction.CreditorAccount);
        if (instruction.RemittanceText is { } text)
        {
            xml.Raw("<RmtInf>"u8);
            xml.Element("Ustrd"u8, text, 140);
            xml.Raw("</RmtInf>"u8);
        }

        xml.Raw("</CdtTrfTxInf>"u8);
    }

    private static void WriteParty(ref XmlOutput xml, ReadOnlySpan<byte> element, string name)
    {
        xml.Open(element);
        xml.Element("Nm"u8, name, 140);
        xml.Close(element);
    }

    private static void WriteAgent(ref XmlOutput xml, ReadOnlySpan<byte> element, AgentIdentification? agent)
    {
        if (agent is null) return;
        xml.Open(element);
        xml.Agent(agent);
        xml.Close(element);
    }

    private static void WriteAccount(ref XmlOutput xml, ReadOnlySpan<byte> element, string? account)
    {
        if (account is null) return;
        xml.Open(element);
        xml.Raw("<Id>"u8);
        if (Iban.IsValid(account))
        {
            xml.Element("IBAN"u8, account, 34);
        }
        else
        {
            xml.Raw("<Othr>"u8);
            xml.Element("Id"u8, account, 34);
            xml.Raw("</Othr>"u8);
        }

        xml.Raw("</Id>"u8);
        xml.Close(element);
    }
}
