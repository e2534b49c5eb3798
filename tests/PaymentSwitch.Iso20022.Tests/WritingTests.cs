using System.Buffers;
using System.Text;
using System.Xml.Linq;
using System.Xml.Schema;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>What is written: valid, read back to the same values, and always the same bytes.</summary>
public sealed class WritingTests
{
    private static readonly StatusReport Report = new()
    {
        MessageId = "RPT-1",
        CreatedAtMs = Examples.NowMs,
        OriginalMessageId = "MSG-1",
        OriginalMessageDefinition = "pacs.008.001.08",
        OriginalInstructionId = "INSTR-1",
        OriginalEndToEndId = "E2E-<1>",
        OriginalTransactionId = "TX-1",
        Uetr = Examples.Uetr,
        Status = "RJCT",
        Reasons =
        [
            new StatusReason("AC03", "/Document/FIToFICstmrCdtTrf/CdtTrfTxInf/CdtrAcct/Id/IBAN", "Found 'x', expected \"y\" & more."),
            new StatusReason("AM04"),
        ],
        ReasonOriginatorBic = "SWTCHXXXXXX",
        AcceptedAtMs = Examples.NowMs - 250,
        SettledAtMs = Examples.NowMs + 1,
        ClearingSystemReference = "CLR-1",
    };

    private static readonly StatusRequest Request = new()
    {
        MessageId = "REQ-1",
        CreatedAtMs = Examples.NowMs,
        OriginalMessageId = "MSG-1",
        OriginalInstructionId = "INSTR-1",
        OriginalEndToEndId = "E2E-1",
        OriginalTransactionId = "TX-1",
        Uetr = Examples.Uetr,
    };

    private static readonly MessageReject Reject = MessageReject.Of(
        "BIZ-1",
        [
            new MessageError(MessageErrorKind.Schema, MessageErrorCodes.Schema, "/Document/X", 3, 7, "The element 'X' is not expected."),
            new MessageError(MessageErrorKind.Header, MessageErrorCodes.HeaderFrom, "/AppHdr/Fr", 0, 0, "Found nobody."),
        ],
        Examples.NowMs);

    private static Dictionary<string, (string Definition, Action<IBufferWriter<byte>> Write)> Written { get; } = new()
    {
        ["credit-transfer"] = ("pacs.008.001.08", output => CreditTransferWriter.Write(output, Examples.Header("pacs.008.001.08"), Examples.Instruction)),
        ["credit-transfer-by-member-id"] = ("pacs.008.001.08", output => CreditTransferWriter.Write(
            output,
            new OutgoingHeader(new AgentIdentification(null, "USABA", "021150706"), new AgentIdentification(null, null, "111111111"), "B", "pacs.008.001.08", Examples.NowMs)
            {
                BusinessService = "svc", PossibleDuplicate = true,
            },
            Examples.Instruction with
            {
                DebtorAgent = new AgentIdentification(null, "USABA", "021150706"), CreditorAgent = new AgentIdentification(null, "LONGSYS", "1"),
                DebtorAccount = "12345", CreditorAccount = null, Uetr = null, InstructionId = null, TransactionId = null, ServiceLevel = null,
                LocalInstrument = "FDNA", LocalInstrumentIsProprietary = true, ClearingSystem = "FDN", RemittanceText = null, SettlementDate = null,
                InstructingAgent = null, InstructedAgent = null, AcceptedAtMs = null,
            })),
        ["status-report"] = ("pacs.002.001.10", output => StatusReportWriter.Write(output, Examples.Header("pacs.002.001.10"), Report)),
        ["status-report-settled"] = ("pacs.002.001.10", output => StatusReportWriter.Write(output, Examples.Header("pacs.002.001.10"), new StatusReport
        {
            MessageId = "RPT-2", CreatedAtMs = Examples.NowMs, OriginalMessageId = "MSG-1", OriginalMessageDefinition = "pacs.008.001.08", Status = "ACSC",
        })),
        ["status-request"] = ("pacs.028.001.03", output => StatusRequestWriter.Write(output, Examples.Header("pacs.028.001.03"), Request)),
        ["message-reject"] = ("admi.002.001.01", output => MessageRejectWriter.Write(output, Examples.Header("admi.002.001.01"), Reject)),
        ["forward"] = ("pacs.008.001.08", output => ForwardWriter.Write(
            output,
            new OutgoingHeader("SWTCHXXXXXX", "BANKDEFFXXX", "FWD-1", "pacs.008.001.08", Examples.NowMs),
            Examples.Read<CreditTransferMessage>(Examples.CreditTransfer()).Original)),
    };

    public static TheoryData<string> Names() => [.. Written.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_written_is_the_golden_file_byte_for_byte(string name)
    {
        byte[] bytes = Examples.Written(Written[name].Write);
        Assert.Equal(bytes, Examples.Written(Written[name].Write));
        string golden = Path.Combine(AppContext.BaseDirectory, "Golden", name + ".xml");
        Assert.True(File.Exists(golden), $"no golden file {name}.xml; what was written is:\n{Examples.Text(bytes)}");
        Assert.Equal(File.ReadAllText(golden).TrimEnd('\n'), Examples.Text(bytes));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_written_is_valid_against_the_base_schemas(string name)
    {
        IReadOnlyDictionary<string, XmlSchemaSet> schemas = Reference.BaseSchemas();
        XElement wrapper = XElement.Parse(Examples.Text(Examples.Written(Written[name].Write)));
        Assert.Equal("BusinessMessage", wrapper.Name.ToString());
        Assert.Equal(2, wrapper.Elements().Count());
        foreach (XElement part in wrapper.Elements())
            Assert.True(Reference.IsValid(schemas[part.Name.NamespaceName], part.ToString(SaveOptions.DisableFormatting)), part.ToString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_written_is_read_again(string name)
    {
        MessageReadResult result = Examples.Reader.Read(Examples.Written(Written[name].Write));
        Assert.True(result.Message is not null, string.Join("\n", result.Errors));
        Assert.Equal(Written[name].Definition, result.Message.MessageDefinition);
        Assert.Equal(Written[name].Definition, result.Header!.MessageDefinition);
    }

    [Fact]
    public void A_status_report_reads_back_to_what_was_written()
    {
        var message = Examples.Read<StatusReportMessage>(Examples.Written(Written["status-report"].Write));
        TransactionStatus status = Assert.Single(message.Transactions);
        Assert.Equal("RPT-1", message.MessageId);
        Assert.Equal(
            ("MSG-1", "INSTR-1", "E2E-<1>", "TX-1", "RJCT", Examples.Uetr.ToString(), "CLR-1", "2026-11-21T04:59:59.750Z"),
            (status.OriginalMessageId, status.OriginalInstructionId, status.OriginalEndToEndId, status.OriginalTransactionId, status.Status,
                status.Uetr, status.ClearingSystemReference, status.AcceptedAt));
        Assert.Equal(["AC03", "AM04"], status.Reasons.Select(reason => reason.Code));
        Assert.Equal("Found 'x', expected \"y\" & more. /Document/FIToFICstmrCdtTrf/CdtTrfTxInf/CdtrAcct/Id/IBAN", status.Reason!.Text);
    }

    [Fact]
    public void A_credit_transfer_reads_back_to_what_was_written()
    {
        var message = Examples.Read<CreditTransferMessage>(Examples.CreditTransfer());
        CreditTransferInstruction written = Examples.Instruction;
        Assert.Equal(
            (written.MessageId, written.InstructionId, written.EndToEndId, written.TransactionId, "12.50", "EUR", "SLEV", "CLRG"),
            (message.MessageId, message.InstructionId, message.EndToEndId, message.TransactionId, message.Amount.Value, message.Amount.Currency,
                message.ChargeBearer, message.SettlementMethod));
        Assert.Equal((written.DebtorAccount, written.CreditorAccount), (message.DebtorIban, message.CreditorIban));
        Assert.Equal(
            (written.DebtorAgent, written.CreditorAgent, written.InstructingAgent, written.InstructedAgent),
            (message.DebtorAgent, message.CreditorAgent, message.InstructingAgent, message.InstructedAgent));
        Assert.Contains("<Nm>Jean &amp; Söhne &lt;GmbH&gt;</Nm>", Encoding.UTF8.GetString(message.Original.Document.Span));
    }

    [Fact]
    public void A_status_request_and_a_message_reject_read_back_to_what_was_written()
    {
        TransactionInquiry inquiry = Assert.Single(Examples.Read<StatusRequestMessage>(Examples.Written(Written["status-request"].Write)).Transactions);
        Assert.Equal((Examples.Uetr.ToString(), "MSG-1", "E2E-1"), (inquiry.Uetr, inquiry.OriginalMessageId, inquiry.OriginalEndToEndId));
        var reject = Examples.Read<MessageRejectMessage>(Examples.Written(Written["message-reject"].Write));
        Assert.Equal(("BIZ-1", "SCHEMA", "/Document/X (line 3, column 7)"), (reject.RelatedReference, reject.ReasonCode, reject.ErrorLocation));
        Assert.Equal("SCHEMA /Document/X (line 3, column 7): The element 'X' is not expected.\nHEADER_FROM /AppHdr/Fr: Found nobody.", reject.AdditionalData);
    }

    [Fact]
    public void A_reject_without_an_id_says_that_none_is_available()
    {
        MessageReadResult unreadable = Examples.Reader.Read("nonsense"u8.ToArray());
        MessageReject reject = MessageReject.Of(unreadable.MessageId, unreadable.Errors, Examples.NowMs);
        Assert.Equal("NOTAVAILABLE", reject.RelatedReference);
        Examples.Read<MessageRejectMessage>(Examples.Written(output => MessageRejectWriter.Write(output, Examples.Header("admi.002.001.01"), reject)));
        Assert.Throws<ArgumentException>(() => MessageReject.Of("x", [], 0));
    }

    [Fact]
    public void Any_text_can_be_written_and_what_XML_forbids_becomes_a_question_mark()
    {
        var random = new Random(1738);
        for (int round = 0; round < 500; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 200)).Select(_ => (char)random.Next(random.Next(2) == 0 ? 0x80 : 0x10000)));
            MessageReject reject = Reject with { AdditionalData = text };
            var read = Examples.Read<MessageRejectMessage>(Examples.Written(output =>
                MessageRejectWriter.Write(output, Examples.Header("admi.002.001.01"), reject)));
            Assert.Equal(Expected(text), read.AdditionalData);
        }

        static string Expected(string text)
        {
            var expected = new StringBuilder();
            for (int i = 0; i < text.Length; i++)
            {
                char c = text[i];
                if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1])) expected.Append(c).Append(text[++i]);
                else expected.Append(char.IsSurrogate(c) || c is '\uFFFE' or '\uFFFF' || (c < ' ' && c is not ('\t' or '\n' or '\r')) ? '?' : c);
            }

            return expected.ToString();
        }
    }

    [Fact]
    public void Texts_that_are_too_long_are_cut_and_ids_that_are_too_long_are_refused()
    {
        StatusReport report = Report with { Reasons = [new StatusReason("AM04", "/" + new string('p', 200), new string('€', 104) + "😀")] };
        var read = Examples.Read<StatusReportMessage>(Examples.Written(output => StatusReportWriter.Write(output, Examples.Header("pacs.002.001.10"), report)));
        Assert.StartsWith(new string('€', 104) + " p", read.Transactions[0].Reason!.Text);
        var error = Assert.Throws<ArgumentException>(() => Examples.Written(output =>
            StatusReportWriter.Write(output, Examples.Header("pacs.002.001.10"), Report with { MessageId = new string('m', 36) })));
        Assert.Contains("MsgId", error.Message);
    }
}
