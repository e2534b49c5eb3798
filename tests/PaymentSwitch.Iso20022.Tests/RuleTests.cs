using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Rules;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>The rules beyond the schema, one change of a good message at a time.</summary>
public sealed class RuleTests
{
    private const string T = "/Document/FIToFICstmrCdtTrf/CdtTrfTxInf/";
    private const string G = "/Document/FIToFICstmrCdtTrf/GrpHdr/";

    // The good message of the examples breaks one rule only: the Latin set, by the debtor's name.
    private static string[] Codes(CreditTransferMessage message, SchemeProfile? profile = null) =>
        CreditTransferRules.Interpret(message, profile ?? Examples.AllRules, Examples.NowMs).Violations
            .Select(violation => $"{violation.Refusal} {violation.ElementPath}")
            .Where(violation => violation != $"CharacterNotAllowed {T}Dbtr/Nm" && !violation.StartsWith($"CharacterNotAllowed {T}RmtInf", StringComparison.Ordinal))
            .ToArray();

    public static TheoryData<string, string, string> Table() => new()
    {
        // found                                       put in its place                                      what it violates, and where
        { "<NbOfTxs>1<", "<NbOfTxs>2<", $"NumberOfTransactionsWrong {G}NbOfTxs" },
        { "<NbOfTxs>1<", "<NbOfTxs>000000000000001<", "" },
        { "<TtlIntrBkSttlmAmt Ccy=\"EUR\">12.50<", "<TtlIntrBkSttlmAmt Ccy=\"EUR\">12.51<", $"TotalDiffers {G}TtlIntrBkSttlmAmt" },
        { "<TtlIntrBkSttlmAmt Ccy=\"EUR\">12.50<", "<TtlIntrBkSttlmAmt Ccy=\"USD\">12.50<", $"TotalDiffers {G}TtlIntrBkSttlmAmt" },
        { "<TtlIntrBkSttlmAmt Ccy=\"EUR\">12.50<", "<TtlIntrBkSttlmAmt Ccy=\"EUR\"> +012.5 <", "" },
        { "<NbOfTxs>1</NbOfTxs>", "<NbOfTxs>1</NbOfTxs><CtrlSum>12.49</CtrlSum>", $"TotalDiffers {G}CtrlSum" },
        { "<NbOfTxs>1</NbOfTxs>", "<NbOfTxs>1</NbOfTxs><CtrlSum>12.5</CtrlSum>", "" },
        { "<IntrBkSttlmDt>2026-11-21<", "<IntrBkSttlmDt>2026-11-22<", $"SettlementDateNotToday {G}IntrBkSttlmDt" },
        { "<IntrBkSttlmDt>2026-11-21<", "<IntrBkSttlmDt>2026-11-21+01:00<", "" },
        { "<IntrBkSttlmDt>2026-11-21</IntrBkSttlmDt>", "", $"SettlementDateNotToday {T}IntrBkSttlmDt" },
        { "<SttlmMtd>CLRG<", "<SttlmMtd>INDA<", $"SettlementMethodWrong {G}SttlmInf/SttlmMtd" },
        { "</SttlmMtd>", "</SttlmMtd><ClrSys><Cd>FDN</Cd></ClrSys>", $"ClearingSystemWrong {G}SttlmInf/ClrSys" },
        { "</SttlmMtd>", "</SttlmMtd><ClrSys><Cd>IBP</Cd></ClrSys>", "" },
        { "<Cd>SEPA<", "<Cd>URGP<", $"ServiceLevelWrong {G}PmtTpInf/SvcLvl/Cd" },
        { "<SvcLvl><Cd>SEPA</Cd></SvcLvl>", "", $"ServiceLevelWrong {T}PmtTpInf/SvcLvl" },
        { "</SvcLvl>", "</SvcLvl><SvcLvl><Prtry>X</Prtry></SvcLvl>", $"ServiceLevelWrong {G}PmtTpInf/SvcLvl/Prtry" },
        { "<Cd>INST<", "<Cd>SDCL<", $"LocalInstrumentWrong {G}PmtTpInf/LclInstrm/Cd" },
        { "<LclInstrm><Cd>INST</Cd></LclInstrm>", "", $"LocalInstrumentWrong {T}PmtTpInf/LclInstrm" },
        { "</PmtId>", "</PmtId><PmtTpInf><LclInstrm><Prtry>X</Prtry></LclInstrm></PmtTpInf>", $"LocalInstrumentWrong {T}PmtTpInf/LclInstrm/Prtry" },
        { "SLEV", "SHAR", $"ChargeBearerWrong {T}ChrgBr" },
        { "FR1420041010050500013M02606", "FR1420041010050500013M02607", $"DebtorAccountInvalid {T}DbtrAcct/Id/IBAN" },
        { "DE89370400440532013000", "DE89370400440532013001", $"CreditorAccountInvalid {T}CdtrAcct/Id/IBAN" },
        { "MSG-1", "/MSG-1", $"ReferenceMalformed {G}MsgId" },
        { "INSTR-1", "INSTR-1/", $"ReferenceMalformed {T}PmtId/InstrId" },
        { "E2E-1", "E2E//1", $"ReferenceMalformed {T}PmtId/EndToEndId" },
        { "TX-1", "/", $"ReferenceMalformed {T}PmtId/TxId" },
        { "E2E-1", "E2E/1", "" },
        { "Erika", "Erika\u00e9", $"CharacterNotAllowed {T}Cdtr/Nm" },
        { "<UETR>b1f2a3c4-d5e6-4789-8abc-def012345678</UETR>", "", $"IdentityMalformed {T}PmtId/UETR" },
        { "Ccy=\"EUR\">12.50</IntrBk", "Ccy=\"EUR\">0.00</IntrBk", $"TotalDiffers {G}TtlIntrBkSttlmAmt|AmountZero {T}IntrBkSttlmAmt" },
        { "Ccy=\"EUR\">12.50</IntrBk", "Ccy=\"EUR\">12.500</IntrBk", $"AmountInvalid {T}IntrBkSttlmAmt" },
        { "Ccy=\"EUR\">12.50</IntrBk", "Ccy=\"EUR\">-0</IntrBk", $"TotalDiffers {G}TtlIntrBkSttlmAmt|AmountInvalid {T}IntrBkSttlmAmt" },
        { "Ccy=\"EUR\">12.50</IntrBk", "Ccy=\"EUR\">999999999999999999</IntrBk", $"TotalDiffers {G}TtlIntrBkSttlmAmt|AmountInvalid {T}IntrBkSttlmAmt" },
        { "Ccy=\"EUR\">12.50</IntrBk", "Ccy=\"EUR\">100000.01</IntrBk", $"TotalDiffers {G}TtlIntrBkSttlmAmt|AmountOverSchemeLimit {T}IntrBkSttlmAmt" },
        { "Ccy=\"EUR\">12.50</IntrBk", "Ccy=\"USD\">12.50</IntrBk", $"TotalDiffers {G}TtlIntrBkSttlmAmt|CurrencyNotInScheme {T}IntrBkSttlmAmt" },
        { "Ccy=\"EUR\">12.50</IntrBk", "Ccy=\"XAU\">12.50</IntrBk", $"TotalDiffers {G}TtlIntrBkSttlmAmt|CurrencyNotInScheme {T}IntrBkSttlmAmt" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void One_change_violates_just_its_rule(string found, string replacement, string violations)
    {
        string[] expected = violations.Split('|', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected, Codes(Examples.With(found, replacement)));
    }

    [Fact]
    public void All_violations_are_found_at_once_and_each_says_what_was_expected_in_105_characters()
    {
        CreditTransferMessage message = Examples.With("SLEV", "SHAR") with
        {
            EndToEndId = "//" + new string('e', 33),
            SettlementMethod = "COVE",
            DebtorIban = "DE00" + new string('0', 30),
            Uetr = null,
            NumberOfTransactions = "999999999999999",
        };
        CreditTransferInterpretation result = CreditTransferRules.Interpret(message, Examples.AllRules, Examples.NowMs);
        Assert.Null(result.Transfer);
        Assert.Equal(
            [
                Refusal.IdentityMalformed, Refusal.NumberOfTransactionsWrong, Refusal.ReferenceMalformed, Refusal.SettlementMethodWrong,
                Refusal.ChargeBearerWrong, Refusal.DebtorAccountInvalid, Refusal.CharacterNotAllowed, Refusal.CharacterNotAllowed,
            ],
            result.Violations.Select(violation => violation.Refusal));
        Assert.All(result.Violations, violation => Assert.InRange(violation.Text!.Length, 10, 105));
        Assert.All(result.Violations, violation => Assert.Contains("expected", violation.Text));
    }

    [Fact]
    public void A_rule_that_a_profile_leaves_out_is_not_applied()
    {
        SchemeProfile none = Examples.AllRules with { Rules = System.Collections.Frozen.FrozenSet<SchemeRule>.Empty, AmountMaxMinor = null };
        CreditTransferMessage message = Examples.With("SLEV", "SHAR") with
        {
            NumberOfTransactions = "3", SettlementMethod = "INDA", ServiceLevels = [], LocalInstrument = null, SettlementDate = "2001-01-01",
            EndToEndId = "//", DebtorIban = "XX00", Total = new AmountText("1", "EUR"),
        };
        CreditTransferInterpretation result = CreditTransferRules.Interpret(message, none, Examples.NowMs);
        Assert.Empty(result.Violations);
        // More than one transaction is never let through: only the first would be paid.
        result = CreditTransferRules.Interpret(message with { TransactionCount = 2 }, none, Examples.NowMs);
        Assert.Equal(Refusal.TransactionCountWrong, Assert.Single(result.Violations).Refusal);
    }

    [Fact]
    public void A_good_transfer_becomes_values()
    {
        CreditTransferInterpretation result = CreditTransferRules.Interpret(
            Examples.With("Jean &amp; Söhne &lt;GmbH&gt;", "Jean"), Schemes.SchemeProfileReader.BuiltIn("sct-inst"), Examples.NowMs);
        Assert.Empty(result.Violations);
        Domain.Payments.CreditTransfer transfer = result.Transfer!;
        Assert.Equal(Examples.Uetr, transfer.Uetr);
        Assert.Equal(new Money(1250, Currency.Of("EUR")), transfer.Amount);
        Assert.Equal(Examples.NowMs - 250, transfer.AcceptedAtMs);
        Assert.Equal(AgentIdentification.OfBic("AGRIFRPPXXX"), transfer.InstructingAgent);
        Assert.Equal(AgentIdentification.OfBic("BANKDEFFXXX"), transfer.CreditorAgent);
        Assert.Equal(("MSG-1", "INSTR-1", "E2E-1", "TX-1"), (transfer.MessageId, transfer.InstructionId, transfer.EndToEndId, transfer.TransactionId));
    }

    [Theory]
    [InlineData("<IntrBkSttlmAmt Ccy=\"XAU\">12.50</", "AmountOfUnknownCurrency")]
    [InlineData("<IntrBkSttlmAmt Ccy=\"JPY\">12.50</", "TooManyDecimals")]
    [InlineData("<IntrBkSttlmAmt Ccy=\"EUR\">0</", "Zero")]
    public void An_amount_that_cannot_be_kept_is_zero_in_the_schemes_currency(string amount, string why)
    {
        CreditTransferInterpretation result = CreditTransferRules.Interpret(
            Examples.With("<IntrBkSttlmAmt Ccy=\"EUR\">12.50</", amount), Examples.AllRules, Examples.NowMs);
        Assert.True(result.Transfer!.Amount == new Money(0, Currency.Of("EUR")), why);
        Assert.NotEmpty(result.Violations);
    }

    [Theory]
    [InlineData("2026-11-21T05:00:00Z", 1_795_237_200_000L)]
    [InlineData("2026-11-21T05:00:00", 1_795_237_200_000L)]
    [InlineData(" 2026-11-21T06:00:00.1239+01:00 ", 1_795_237_200_123L)]
    [InlineData("2026-11-20T24:00:00-05:00", 1_795_237_200_000L)]
    [InlineData("1969-12-31T23:59:59.999Z", -1L)]
    [InlineData("2026-02-29T05:00:00Z", null)]
    [InlineData("12026-11-21T05:00:00Z", null)]
    [InlineData("2026-11-21T25:00:00Z", null)]
    [InlineData("2026-11-21T05:00:00.Z", null)]
    public void An_acceptance_time_is_read_to_the_millisecond(string text, long? expectedMs)
    {
        CreditTransferMessage message = Examples.With("SLEV", "SLEV") with { AcceptedAt = text };
        Assert.Equal(expectedMs, CreditTransferRules.Interpret(message, Examples.AllRules, Examples.NowMs).Transfer!.AcceptedAtMs);
    }

    [Fact]
    public void A_member_id_without_a_system_gets_the_schemes()
    {
        SchemeProfile fedNow = Schemes.SchemeProfileReader.BuiltIn("fednow");
        CreditTransferMessage message = Examples.With("SLEV", "SLEV") with { DebtorAgent = new AgentIdentification(null, null, "021150706") };
        Assert.Equal(
            new AgentIdentification(null, "USABA", "021150706"),
            CreditTransferRules.Interpret(message, fedNow, Examples.NowMs).Transfer!.DebtorAgent);
    }

    [Theory]
    // hours after 05:00 UTC on 21 November, zone, whether the 22nd is today
    [InlineData(17.99, "Europe/Brussels", false)]
    [InlineData(18, "Europe/Brussels", true)]
    [InlineData(18, "UTC", false)]
    [InlineData(19, "UTC", true)]
    [InlineData(21, "America/Sao_Paulo", false)]
    [InlineData(22, "America/Sao_Paulo", true)]
    [InlineData(13.5, "Asia/Kolkata", true)]
    public void Today_is_the_day_of_the_schemes_zone(double hours, string zone, bool isToday)
    {
        CreditTransferMessage message = Examples.With("<IntrBkSttlmDt>2026-11-21<", "<IntrBkSttlmDt>2026-11-22<");
        SchemeProfile profile = Examples.AllRules with { BusinessDayZone = SchemeProfileTests.ZoneOf(zone) };
        Assert.Equal(isToday, !CreditTransferRules.Interpret(message, profile, Examples.NowMs + (long)(hours * 3_600_000)).Violations
            .Any(violation => violation.Refusal == Refusal.SettlementDateNotToday));
    }

    [Fact]
    public void Today_follows_summer_time()
    {
        // 22:30 UTC is half past midnight in Brussels in July, and half an hour before in January.
        SchemeProfile sctInst = Schemes.SchemeProfileReader.BuiltIn("sct-inst");
        Assert.Equal(new DateOnly(2026, 7, 2), sctInst.BusinessDayZone.DateAt(1_782_945_000_000));
        Assert.Equal(new DateOnly(2026, 1, 1), sctInst.BusinessDayZone.DateAt(1_767_306_600_000));
    }

    public static TheoryData<string, string, string> Headers() => new()
    {
        // found                              put in its place                     code
        { "<BizMsgIdr>", "<BizMsgIdr>", "" },
        { "<MsgDefIdr>pacs.008.001.08<", "<MsgDefIdr>pacs.008.001.09<", MessageErrorCodes.HeaderDefinition },
        { "00.000Z</CreDt>", "00.000</CreDt>", MessageErrorCodes.HeaderCreationTime },
        { "<Fr><FIId><FinInstnId><BICFI>AGRIFRPPXXX", "<Fr><FIId><FinInstnId><BICFI>OTHRFRPPXXX", MessageErrorCodes.HeaderFrom },
        { "<BICFI>SWTCHXXXXXX", "<BICFI>OTHRFRPPXXX", MessageErrorCodes.HeaderTo },
        { "<To><FIId><FinInstnId><BICFI>SWTCHXXXXXX</BICFI>", "<To><FIId><FinInstnId><Nm>Somebody</Nm>", MessageErrorCodes.HeaderTo },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void A_header_must_match_document_and_sender(string found, string replacement, string code)
    {
        IReadOnlyList<MessageError> errors = HeaderRules.Check(
            Examples.With(found, replacement), Examples.AllRules, Examples.Parties);
        Assert.Equal(code.Length == 0 ? [] : [(MessageErrorKind.Header, code)], errors.Select(error => (error.Kind, error.Code)));
    }

    [Fact]
    public void A_missing_header_counts_only_where_the_scheme_requires_one()
    {
        CreditTransferMessage message = Examples.With("SLEV", "SLEV") with { Header = null };
        Assert.Empty(HeaderRules.Check(message, Examples.AllRules));
        Assert.Equal(MessageErrorCodes.HeaderMissing, Assert.Single(HeaderRules.Check(message, Examples.AllRules with { HeaderRequired = true })).Code);
        MessageError unknown = Assert.Single(HeaderRules.Check(message with { MessageDefinition = "pacs.009.001.08" }, Examples.AllRules));
        Assert.Equal((MessageErrorKind.UnknownMessage, MessageErrorCodes.MessageDefinition), (unknown.Kind, unknown.Code));
    }

    [Fact]
    public void A_status_report_answers_one_known_payment_with_a_status()
    {
        static StatusReportMessage Report(params TransactionStatus[] transactions) => new()
        {
            MessageDefinition = "pacs.002.001.10", MessageId = "M", Original = new(default, 0, 0), Transactions = transactions,
        };
        var good = new TransactionStatus { Uetr = Examples.Uetr.ToString(), Status = "ACCP" };

        Assert.Equal(Examples.Uetr, StatusReportRules.Interpret(Report(good)).Uetr);
        Assert.Equal(good, StatusReportRules.Interpret(Report(good)).Transaction);
        Assert.Equal(MessageErrorCodes.TransactionCount, Assert.Single(StatusReportRules.Interpret(Report()).Errors).Code);
        Assert.Equal(MessageErrorCodes.TransactionCount, Assert.Single(StatusReportRules.Interpret(Report(good, good)).Errors).Code);
        StatusReportInterpretation empty = StatusReportRules.Interpret(Report(new TransactionStatus()));
        Assert.Null(empty.Transaction);
        Assert.Equal([MessageErrorCodes.OriginalUetr, MessageErrorCodes.TransactionStatus], empty.Errors.Select(error => error.Code));
        Assert.Equal(MessageErrorCodes.OriginalUetr, Assert.Single(StatusReportRules.Interpret(Report(good with { Uetr = "B1F2" })).Errors).Code);
    }

    [Fact]
    public void A_status_request_asks_for_one_known_payment()
    {
        static StatusRequestMessage Request(params TransactionInquiry[] transactions) => new()
        {
            MessageDefinition = "pacs.028.001.03", MessageId = "M", Original = new(default, 0, 0), Transactions = transactions,
        };
        Assert.Equal(Examples.Uetr, StatusRequestRules.Interpret(Request(new TransactionInquiry { Uetr = Examples.Uetr.ToString() })).Uetr);
        Assert.Equal(MessageErrorCodes.TransactionCount, Assert.Single(StatusRequestRules.Interpret(Request()).Errors).Code);
        Assert.Equal(MessageErrorCodes.OriginalUetr, Assert.Single(StatusRequestRules.Interpret(Request(new TransactionInquiry())).Errors).Code);
    }
}
