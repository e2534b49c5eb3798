using System.Buffers;
using System.Xml.Linq;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests.Messages;

/// <summary>Credit transfers and status reports in the versions that other schemes speak.</summary>
public sealed class OtherVersionTests
{
    private static readonly StatusReport Report = new()
    {
        MessageId = "RPT-1",
        CreatedAtMs = Examples.NowMs,
        OriginalMessageId = "MSG-1",
        OriginalMessageDefinition = "pacs.008.001.08",
        OriginalInstructionId = "INSTR-1",
        OriginalEndToEndId = "E2E-1",
        OriginalTransactionId = "TX-1",
        Uetr = Examples.Uetr,
        Status = "RJCT",
        Reasons = [new StatusReason("AC03", "/Document/X", "Found 'x'."), new StatusReason("PROPRIETARY")],
        ReasonOriginatorBic = "SWTCHXXXXXX",
        AcceptedAtMs = Examples.NowMs,
        SettledAtMs = Examples.NowMs,
        ClearingSystemReference = "CLR-1",
    };

    private static CreditTransferInstruction[] Instructions { get; } =
    [
        Examples.Instruction with { ClearingSystem = "IBP" },
        Examples.Instruction with
        {
            DebtorAgent = new AgentIdentification(null, "USABA", "021150706"), CreditorAgent = new AgentIdentification(null, "LONGSYS", "1"),
            DebtorAccount = "12345", CreditorAccount = null, Uetr = null, InstructionId = null, TransactionId = null, ServiceLevel = null,
            LocalInstrument = "FDNA", LocalInstrumentIsProprietary = true, ClearingSystem = "LONGER", RemittanceText = null, SettlementDate = null,
            InstructingAgent = null, InstructedAgent = null, AcceptedAtMs = null,
        },
    ];

    public static TheoryData<string> CreditTransferVersions() => [.. CreditTransferWriter.MessageDefinitions];

    public static TheoryData<string> StatusReportVersions() => [.. StatusReportWriter.MessageDefinitions];

    [Theory]
    [MemberData(nameof(CreditTransferVersions))]
    public void A_credit_transfer_of_each_version_is_valid_and_becomes_the_same_record(string definition)
    {
        foreach (CreditTransferInstruction instruction in Instructions)
        {
            CreditTransferMessage Written(string version) => Read<CreditTransferMessage>(
                version, output => CreditTransferWriter.Write(output, Examples.Header(version), instruction, version));
            CreditTransferMessage usual = Written(CreditTransferWriter.MessageDefinition);
            CreditTransferMessage other = Written(definition);
            Assert.Equal(definition, other.MessageDefinition);
            Assert.Equal(usual.ServiceLevels, other.ServiceLevels);
            Assert.Equal(
                usual with { ServiceLevels = [], TextsBeyondLatin = [] },
                other with { MessageDefinition = usual.MessageDefinition, Header = usual.Header, Original = usual.Original, ServiceLevels = [], TextsBeyondLatin = [] });
        }
    }

    [Theory]
    [MemberData(nameof(StatusReportVersions))]
    public void A_status_report_of_each_version_is_valid_and_becomes_the_same_record(string definition)
    {
        TransactionStatus Written(string version) => Assert.Single(Read<StatusReportMessage>(
            version, output => StatusReportWriter.Write(output, Examples.Header(version), Report, version)).Transactions);
        TransactionStatus usual = Written(StatusReportWriter.MessageDefinition);
        TransactionStatus other = Written(definition);
        Assert.Equal(usual.Reasons, other.Reasons);
        Assert.Equal(usual with { Reasons = [] }, other with { Reasons = [] });
    }

    [Fact]
    public void A_version_that_is_not_known_is_refused()
    {
        Assert.Contains("pacs.008.001.02", Assert.Throws<ArgumentException>(() => Examples.Written(output =>
            CreditTransferWriter.Write(output, null, Examples.Instruction, "pacs.008.001.02"))).Message);
        Assert.Contains("pacs.002.001.03", Assert.Throws<ArgumentException>(() => Examples.Written(output =>
            StatusReportWriter.Write(output, Examples.Header("pacs.002.001.03"), Report, "pacs.002.001.03"))).Message);
    }

    private static T Read<T>(string definition, Action<IBufferWriter<byte>> write)
        where T : IncomingMessage
    {
        byte[] bytes = Examples.Written(write);
        XElement document = XElement.Parse(Examples.Text(bytes)).Element(XName.Get("Document", BaseSchemas.NamespacePrefix + definition))!;
        Assert.Null(BaseSchemas.FaultOf(definition, document.ToString(SaveOptions.DisableFormatting)));
        Reading.MessageReadResult result = BaseSchemas.Reader().Read(bytes);
        Assert.True(result.Message is not null, string.Join("; ", result.Errors));
        return Assert.IsType<T>(result.Message);
    }
}
