using System.Buffers;
using System.Text;
using System.Text.Json;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Schemes;
using PaymentSwitch.Iso20022.Validation;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>Validating a message without sending it.</summary>
public sealed class ValidationTests
{
    private static readonly SchemeProfile SctInst = SchemeProfileReader.BuiltIn("sct-inst");
    private static readonly MessageValidator Validator = new(Examples.Reader, SctInst);

    private static ValidationReport Validate(string xml, MessageValidator? validator = null, long nowMs = Examples.NowMs) =>
        (validator ?? Validator).Validate(Encoding.UTF8.GetBytes(xml), nowMs);

    private static string Good => Examples.Text(Examples.CreditTransfer());

    [Fact]
    public void A_good_message_has_nothing_wrong_and_says_who_it_is()
    {
        ValidationReport report = Validate(Good);
        Assert.True(report.IsValid);
        Assert.Equal(("pacs.008.001.08", "MSG-1", Examples.Uetr.ToString()), (report.MessageDefinition, report.MessageId, report.Uetr));
    }

    [Fact]
    public void Everything_wrong_is_told_at_once_with_rule_code_and_place()
    {
        string xml = """
            <Message>
              <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>
                <GrpHdr><MsgId>/M</MsgId><CreDtTm>2026-11-21T05:00:00Z</CreDtTm><NbOfTxs>1</NbOfTxs><SttlmInf><SttlmMtd>INGA</SttlmMtd></SttlmInf></GrpHdr>
                <CdtTrfTxInf>
                  <PmtId><EndToEndId>E</EndToEndId><UETR>b1f2a3c4-d5e6-4789-8abc-def012345678</UETR></PmtId>
                  <PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl><LclInstrm><Cd>INST</Cd></LclInstrm></PmtTpInf>
                  <IntrBkSttlmAmt Ccy="EUR">1.00</IntrBkSttlmAmt><IntrBkSttlmDt>2026-11-20</IntrBkSttlmDt>
                  <AccptncDtTm>2026-11-21T04:00:00Z</AccptncDtTm><ChrgBr>SLEV</ChrgBr>
                  <Dbtr/><DbtrAgt><FinInstnId><BICFI>AGRIFRPP</BICFI></FinInstnId></DbtrAgt>
                  <CdtrAgt><FinInstnId><BICFI>BANKDEFF</BICFI></FinInstnId></CdtrAgt><Cdtr/>
                </CdtTrfTxInf>
              </FIToFICstmrCdtTrf></Document>
            </Message>
            """;
        Assert.Equal(
            [
                ("ReferenceSlashes", "FF01", "MsgId", 3, 14),
                ("SettlementDateToday", "DT01", "IntrBkSttlmDt", 7, 55),
                ("SettlementByClearing", "FF01", "SttlmMtd", 3, 100),
                ("AcceptanceTimeFresh", "TM01", "AccptncDtTm", 8, 8),
            ],
            Validate(xml).Errors.Select(error => (error.Rule!, error.Code, error.ElementPath![(error.ElementPath!.LastIndexOf('/') + 1)..], error.Line, error.Column)));
    }

    [Fact]
    public void A_missing_element_is_placed_at_the_nearest_one_around_it()
    {
        string xml = Good.Replace("<SvcLvl><Cd>SEPA</Cd></SvcLvl>", "", StringComparison.Ordinal);
        ValidationError error = Assert.Single(Validate(xml).Errors);
        Assert.Equal(("ServiceLevel", 1), (error.Rule, error.Line));
        Assert.Equal(xml.IndexOf("CdtTrfTxInf>", StringComparison.Ordinal) + 1, error.Column);
    }

    [Fact]
    public void An_error_against_the_schema_has_no_rule_and_ends_there()
    {
        ValidationReport report = Validate(Good.Replace("<ChrgBr>SLEV", "<ChrgBr>SLEVE", StringComparison.Ordinal));
        ValidationError error = Assert.Single(report.Errors);
        Assert.Equal((null, "SCHEMA", "/Document/FIToFICstmrCdtTrf/CdtTrfTxInf/ChrgBr"), (error.Rule, error.Code, error.ElementPath));
        Assert.True(error is { Line: 1, Column: > 1 });
        Assert.Contains("SLEVE", error.Text);
        Assert.Equal("pacs.008.001.08", report.MessageDefinition);
    }

    [Fact]
    public void Without_a_profile_the_schema_alone_counts()
    {
        string xml = Good.Replace("SLEV", "SHAR", StringComparison.Ordinal);
        Assert.False(Validate(xml).IsValid);
        Assert.True(Validate(xml, new MessageValidator(Examples.Reader, null)).IsValid);
        Assert.Equal("EMPTY", Assert.Single(Validate("", new MessageValidator(Examples.Reader, null)).Errors).Code);
    }

    [Fact]
    public void A_profile_decides_which_code_is_told()
    {
        SchemeProfile own = SctInst with
        {
            ReasonCodes = System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(new Dictionary<Refusal, string> { [Refusal.DebtorAccountInvalid] = "AC01" }),
        };
        string xml = Good.Replace("FR1420041010050500013M02606", "FR1420041010050500013M02607", StringComparison.Ordinal);
        Assert.Equal("AC02", Assert.Single(Validate(xml).Errors).Code);
        Assert.Equal("AC01", Assert.Single(Validate(xml, new MessageValidator(Examples.Reader, own)).Errors).Code);
    }

    [Fact]
    public void An_answer_and_a_status_request_are_validated_too()
    {
        byte[] Report(string status) => Examples.Written(output => StatusReportWriter.Write(output, Examples.Header("pacs.002.001.10"), new StatusReport
        {
            MessageId = "S-1", CreatedAtMs = Examples.NowMs, OriginalMessageId = "MSG-1", OriginalMessageDefinition = "pacs.008.001.08",
            Uetr = Examples.Uetr, Status = status,
        }));
        Assert.True(Validator.Validate(Report("ACCP"), Examples.NowMs).IsValid);
        ValidationError error = Assert.Single(Validator.Validate(Report("PDNG"), Examples.NowMs).Errors);
        Assert.Equal(("AnswerStatus", "ANSWER_STATUS"), (error.Rule, error.Code));
        Assert.Contains("ACSP", error.Text);
    }

    [Fact]
    public void A_buffer_may_be_used_again_and_need_not_begin_at_its_start()
    {
        byte[] bad = Encoding.UTF8.GetBytes(Good.Replace("SLEV", "SHAR", StringComparison.Ordinal));
        byte[] buffer = new byte[bad.Length + 100];
        bad.CopyTo(buffer, 7);
        ValidationReport report = Validator.Validate(buffer.AsMemory(7, bad.Length), Examples.NowMs);
        Array.Fill(buffer, (byte)'x');
        ValidationError error = Assert.Single(report.Errors);
        Assert.Equal("ChargeBearerServiceLevel", error.Rule);
        Assert.True(error is { Line: 1, Column: > 1 });
        Assert.Equal("MSG-1", report.MessageId);
    }

    [Fact]
    public void The_written_report_is_stable()
    {
        ValidationReport report = Validate(Good.Replace("SLEV", "SHAR", StringComparison.Ordinal));
        int column = Good.IndexOf("ChrgBr>", StringComparison.Ordinal) + 1;
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            ValidationReportWriter.WriteMembers(json, report);
            json.WriteEndObject();
        }

        Assert.Equal(
            """{"valid":false,"messageDefinition":"pacs.008.001.08","messageId":"MSG-1","uetr":"b1f2a3c4-d5e6-4789-8abc-def012345678","errors":[""" +
            """{"rule":"ChargeBearerServiceLevel","code":"BE19","isoCode":"BE19","path":"/Document/FIToFICstmrCdtTrf/CdtTrfTxInf/ChrgBr","line":1,"column":""" + column +
            ""","text":"Found \u0027SHAR\u0027, expected SLEV."}]}""",
            Encoding.UTF8.GetString(output.WrittenSpan));
    }
}
