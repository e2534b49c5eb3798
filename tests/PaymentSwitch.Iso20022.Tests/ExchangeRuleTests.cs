using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Domain.Settlement;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Rules;
using PaymentSwitch.Iso20022.Schemes;
using PaymentSwitch.Iso20022.Validation;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>What good messages about payments and liquidity become, read from bytes; and that everything wrong is told at once.</summary>
public sealed class ExchangeRuleTests
{
    private static readonly Money Amount = new(1250, Currency.Of("EUR"));

    public static TheoryData<string> Kinds() => [.. Contents.Keys];

    private static Dictionary<string, object> Contents { get; } = new()
    {
        ["camt.056"] = Exchanges.Recall, ["camt.029"] = Exchanges.RecallAnswer, ["pacs.004"] = Exchanges.Return, ["camt.050"] = Exchanges.Withdrawal,
        ["camt.025"] = Exchanges.Receipt, ["pain.013"] = Exchanges.PaymentRequest, ["pain.014"] = Exchanges.PaymentRequestAnswer, ["camt.003"] = Exchanges.AccountQuery,
        ["camt.005"] = Exchanges.TransactionQuery, ["camt.060"] = Exchanges.ReportRequest, ["pacs.009"] = Exchanges.InstitutionTransfer,
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_good_message_passes_with_its_header_and_its_sender(string kind)
    {
        byte[] bytes = Exchanges.Write(Contents[kind]);
        IncomingMessage message = Examples.Reader.Read(bytes).Message!;
        SchemeProfile profile = Examples.AllRules with
        {
            HeaderRequired = true, MessageDefinitions = System.Collections.Frozen.FrozenSet.ToFrozenSet([message.MessageDefinition]),
        };
        Assert.StartsWith(kind, message.MessageDefinition);
        Assert.Null(SenderRules.Check(message, Examples.Parties));
        Assert.Empty(HeaderRules.Check(message, profile, Examples.Parties));
        ValidationReport report = new MessageValidator(Examples.Reader, profile).Validate(bytes, Examples.NowMs, Examples.Parties);
        Assert.Empty(report.Errors);
        Assert.Equal(kind is "pacs.004" or "camt.056" or "camt.029" or "pain.013" or "pain.014" ? Examples.Uetr.ToString() : null, report.Uetr);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_header_of_another_bank_is_another_banks_name_whatever_the_message(string kind)
    {
        string xml = Examples.Text(Exchanges.Write(Contents[kind]));
        const string From = "<Fr><FIId><FinInstnId><BICFI>AGRIFRPPXXX";
        Assert.Contains(From, xml);
        IncomingMessage message = Examples.Reader.Read(System.Text.Encoding.UTF8.GetBytes(xml.Replace(From, From.Replace("AGRIFRPPXXX", "BANKDEFFXXX", StringComparison.Ordinal), StringComparison.Ordinal))).Message!;
        Assert.Equal(("AG01", "/AppHdr/Fr"), (SenderRules.Check(message, Examples.Parties)!.Code, SenderRules.Check(message, Examples.Parties)!.ElementPath));
    }

    [Fact]
    public void A_recall_becomes_why_and_which()
    {
        RecallInterpretation result = RecallRules.Interpret(Exchanges.Read(Exchanges.Recall), Examples.AllRules);
        Assert.Empty(result.Errors);
        Assert.Equal(Examples.Uetr, result.Uetr);
        Assert.Equal(
            new RecallRequest
            {
                Id = "RECALL-1", ReasonCode = "FRAD", AdditionalInformation = "Seen twice. Call us.", Assigner = Exchanges.Alpha,
                OriginalEndToEndId = "E2E-1", OriginalTransactionId = "TX-1", OriginalAmount = Amount,
            },
            result.Recall);
    }

    [Fact]
    public void A_recall_takes_the_nearest_id_and_the_first_reason_with_a_code()
    {
        RecalledPayment payment = Exchanges.Recall.Transactions[0];
        RecallRequest Of(RecalledPayment changed, CancellationRequest? of = null) =>
            RecallRules.Interpret(Exchanges.Message((of ?? Exchanges.Recall) with { Transactions = [changed] }), Examples.AllRules).Recall!;
        RecalledPayment bare = payment with { CancellationId = null };
        Assert.Equal("OWN", Of(bare with { Case = new InvestigationCase("OWN", PartyOrAgent.OfBic("AGRIFRPP")) }).Id);
        Assert.Equal("CASE-1", Of(bare).Id);
        Assert.Equal("RECALL-MSG", Of(bare, Exchanges.Recall with { Case = null }).Id);
        ReasonInformation[] reasons =
            [Exchanges.Because(null, "Words."), new() { Reason = new CodeText("TECH", IsProprietary: true) }, Exchanges.Because("DUPL")];
        Assert.Equal(("TECH", null), (Of(payment with { Reasons = reasons }).ReasonCode, Of(payment with { Reasons = reasons }).AdditionalInformation));
    }

    [Theory]
    [InlineData("RJCR", "RJCR", RecallVerdict.Refused)]
    [InlineData(null, "RJCR", RecallVerdict.Refused)]
    [InlineData("ACCR", "CNCL", RecallVerdict.Accepted)]
    [InlineData(null, "IPAY", RecallVerdict.Accepted)]
    [InlineData("PDCR", null, RecallVerdict.Pending)]
    public void An_answer_to_a_recall_says_no_yes_or_later(string? status, string? confirmation, RecallVerdict verdict)
    {
        InvestigationResolution answer = Exchanges.RecallAnswer with { Confirmation = confirmation, Transactions = [Exchanges.RecallAnswer.Transactions[0] with { Status = status }] };
        RecallAnswerInterpretation result = RecallAnswerRules.Interpret(Exchanges.Message(answer), Examples.AllRules);
        Assert.Empty(result.Errors);
        Assert.Equal(verdict, result.Answer!.Verdict);
    }

    [Fact]
    public void A_refusal_of_a_recall_becomes_why_and_which()
    {
        RecallAnswerInterpretation result = RecallAnswerRules.Interpret(Exchanges.Read(Exchanges.RecallAnswer), Examples.AllRules);
        Assert.Equal(Examples.Uetr, result.Uetr);
        Assert.Equal(
            new RecallReply
            {
                Id = "ANSWER-1", Verdict = RecallVerdict.Refused, ReasonCode = "CUST", AdditionalInformation = "He keeps it.", Assigner = Exchanges.Alpha,
                RecallId = "CASE-1", OriginalEndToEndId = "E2E-1", OriginalTransactionId = "TX-1",
            },
            result.Answer);
    }

    [Theory]
    [InlineData("pacs.004.001.09")]
    [InlineData("pacs.004.001.10")]
    public void A_return_becomes_how_much_of_which(string definition)
    {
        byte[] bytes = Examples.Written(output => PaymentReturnWriter.Write(output, Examples.Header(definition), Exchanges.Return, definition));
        ReturnInterpretation result = ReturnRules.Interpret(Examples.Read<IncomingMessage<PaymentReturn>>(bytes), Examples.AllRules, Examples.NowMs);
        Assert.Empty(result.Errors);
        Assert.Equal(Examples.Uetr, result.Uetr);
        Assert.Equal(
            new ReturnOrder
            {
                Id = "RETURN-1", Amount = Amount, ReasonCode = "FOCR", AdditionalInformation = "As asked.", InstructingAgent = Exchanges.Alpha,
                OriginalMessageId = "MSG-1", OriginalInstructionId = "INSTR-1", OriginalEndToEndId = "E2E-1", OriginalTransactionId = "TX-1",
            },
            result.Return);
    }

    [Fact]
    public void All_that_is_wrong_with_a_return_is_told_at_once()
    {
        PaymentReturn wrong = Exchanges.Return with
        {
            NumberOfTransactions = "2", Settlement = new SettlementInformation("COVE", new CodeText("FDN")), Total = Exchanges.Euro("1"), ControlSum = "2", SettlementDate = "2026-11-20",
            Transactions = [Exchanges.Return.Transactions[0] with { ReturnId = null, Original = new OriginalPayment(), ReturnedAmount = Exchanges.Euro("-3"), Reasons = [], SettlementDate = "12026-01-01" }],
        };
        ReturnInterpretation result = ReturnRules.Interpret(Exchanges.Message(wrong), Examples.AllRules, Examples.NowMs);
        Assert.Null(result.Return);
        const string G = "/Document/PmtRtr/GrpHdr/";
        const string T = "/Document/PmtRtr/TxInf/";
        Assert.Equal(
            [
                $"NUMBER_OF_TRANSACTIONS {G}NbOfTxs", $"SETTLEMENT_METHOD {G}SttlmInf/SttlmMtd", $"CLEARING_SYSTEM {G}SttlmInf/ClrSys", $"ORIGINAL_UETR {T}OrgnlUETR",
                $"RETURN_ID {T}RtrId", $"AMOUNT {T}RtrdIntrBkSttlmAmt", $"TOTAL_DIFFERS {G}TtlRtrdIntrBkSttlmAmt", $"TOTAL_DIFFERS {G}CtrlSum",
                $"SETTLEMENT_DATE {T}IntrBkSttlmDt", $"SETTLEMENT_DATE {G}IntrBkSttlmDt", $"REASON_MISSING {T}RtrRsnInf",
            ],
            result.Errors.Select(error => $"{error.Code} {error.ElementPath}"));
        Assert.All(result.Errors, error => Assert.Contains("expected", error.Text));
        // What the scheme does not list, it does not ask for.
        SchemeProfile bare = Examples.AllRules with { Rules = System.Collections.Frozen.FrozenSet<SchemeRule>.Empty };
        Assert.Equal(["ORIGINAL_UETR", "RETURN_ID", "AMOUNT", "REASON_MISSING"], ReturnRules.Interpret(Exchanges.Message(wrong), bare, Examples.NowMs).Errors.Select(error => error.Code));
    }

    [Theory]
    [InlineData("12.505", "decimals")]
    [InlineData("1e3", "a decimal")]
    [InlineData("99999999999999999.99", "18 digits")]
    [InlineData("", "a decimal")]
    public void What_is_no_amount_is_never_returned(string value, string why)
    {
        PaymentReturn wrong = Exchanges.Return with { Total = null, ControlSum = null, Transactions = [Exchanges.Return.Transactions[0] with { ReturnedAmount = Exchanges.Euro(value) }] };
        ReturnInterpretation result = ReturnRules.Interpret(Exchanges.Message(wrong), Examples.AllRules, Examples.NowMs);
        Assert.Contains(why, Assert.Single(result.Errors).Text);
        Assert.Null(result.Return);
    }

    [Fact]
    public void A_liquidity_transfer_becomes_how_much_and_between_whom()
    {
        LiquidityInterpretation result = LiquidityRules.Interpret(Exchanges.Read(Exchanges.Withdrawal), Examples.AllRules, Examples.NowMs);
        Assert.Equal(
            new LiquidityOrder
            {
                Id = "LIQUIDITY-1", MessageId = "LIQUIDITY-MSG", Amount = new Money(100_000, Currency.Of("EUR")), CreditorAgent = Exchanges.Alpha, CreditorAccount = "RTGS-ALPHA",
                DebtorAccount = "FR1420041010050500013M02606",
            },
            result.Order);
        Assert.Equal("LIQUIDITY-MSG", LiquidityRules.Interpret(Exchanges.Message(Exchanges.Withdrawal with { Identification = null }), Examples.AllRules, Examples.NowMs).Order!.Id);
    }

    [Theory]
    [InlineData(ReceiptRules.Done, true)]
    [InlineData("SSET", true)]
    [InlineData(ReceiptRules.Refused, false)]
    [InlineData("RJCT", false)]
    public void A_receipt_becomes_done_or_refused(string code, bool isDone)
    {
        Receipt receipt = Exchanges.Receipt with { Details = [Exchanges.Receipt.Details[0] with { Handlings = [new RequestHandling(code, "Said so.")] }] };
        Assert.Equal(
            new RequestOutcome
            {
                OriginalMessageId = "LIQUIDITY-MSG", OriginalMessageDefinition = "camt.050.001.05", OriginalPaymentId = "LIQUIDITY-1", IsDone = isDone, Code = code, Text = "Said so.",
            },
            ReceiptRules.Interpret(Exchanges.Read(receipt)).Receipt);
    }

    [Theory]
    [InlineData("2026-11-22", 0, 1_795_392_000_000L)]
    [InlineData("2026-11-22", -180, 1_795_402_800_000L)]
    [InlineData("2026-11-21T05:00:00Z", -180, 1_795_237_200_000L)]
    [InlineData("9999-12-31", 0, 253_402_300_800_000L)]
    [InlineData(null, 0, null)]
    public void A_request_to_pay_becomes_how_much_until_when_and_between_whom(string? expiry, int offsetMinutes, long? expiresAtMs)
    {
        RequestToPay request = Exchanges.PaymentRequest with { Debtors = [Exchanges.PaymentRequest.Debtors[0] with { Expiry = expiry }] };
        RequestToPayInterpretation result = RequestToPayRules.Interpret(Exchanges.Read(request), Examples.AllRules with { BusinessDayZone = East(offsetMinutes) });
        Assert.Equal(
            new PaymentRequest
            {
                MessageId = "REQUEST-MSG", PaymentInformationId = "INFO-1", Uetr = Examples.Uetr, InstructionId = "INSTR-R", EndToEndId = "E2E-R", Amount = Amount,
                ExpiresAtMs = expiresAtMs, DebtorAgent = Exchanges.Bravo, CreditorAgent = Exchanges.Alpha,
            },
            result.Request);
    }

    [Theory]
    [InlineData("RJCT", RequestVerdict.Refused)]
    [InlineData("ACTC", RequestVerdict.Accepted)]
    [InlineData("ACCP", RequestVerdict.Accepted)]
    [InlineData("PDNG", RequestVerdict.Pending)]
    public void An_answer_to_a_request_to_pay_says_no_yes_or_later(string status, RequestVerdict verdict)
    {
        DebtorRequestStatus debtor = Exchanges.PaymentRequestAnswer.Debtors[0];
        RequestToPayStatus answer = Exchanges.PaymentRequestAnswer with { Debtors = [debtor with { Payments = [debtor.Payments[0] with { Status = status }] }] };
        Assert.Equal(
            new PaymentRequestReply
            {
                Id = "STATUS-1", OriginalMessageId = "REQUEST-MSG", OriginalPaymentInformationId = "INFO-1", Uetr = Examples.Uetr, OriginalEndToEndId = "E2E-R",
                Status = status, Verdict = verdict, ReasonCode = "AM04", AdditionalInformation = "Later.",
            },
            RequestToPayAnswerRules.Interpret(Exchanges.Read(answer)).Answer);
    }

    [Fact]
    public void Queries_become_what_is_asked_for()
    {
        AccountInquiry accounts = AccountQueryRules.Interpret(Exchanges.Read(Exchanges.AccountQuery), Examples.AllRules).Query!;
        Assert.Equal(("QUERY-MSG", Exchanges.Alpha, Exchanges.Switch), (accounts.MessageId, accounts.Owner, accounts.Servicer));
        Assert.Equal(["FR1420041010050500013M02606", "ALPHA-EUR"], accounts.Accounts);
        Assert.Equal(["EUR"], accounts.Currencies);
        Assert.Equal(
            new TransactionSearch { MessageId = "QUERY-MSG", Uetr = Examples.Uetr, EndToEndId = "E2E-1", TransactionId = "TX-1" },
            TransactionQueryRules.Interpret(Exchanges.Read(Exchanges.TransactionQuery)).Query);
        Assert.Equal(
            new ReportOrder
            {
                MessageId = "REPORT-MSG", RequestId = "REPORT-1", Kind = CashReportKind.Statement, Account = "ALPHA-EUR", Owner = Exchanges.Alpha,
                FromDay = new DateOnly(2026, 11, 19), ToDay = new DateOnly(2026, 11, 20),
            },
            ReportRequestRules.Interpret(Exchanges.Read(Exchanges.ReportRequest), Examples.AllRules).Request);
    }

    [Fact]
    public void Member_ids_without_a_system_are_the_schemes()
    {
        var bare = new AgentIdentification(null, null, "021150706");
        var full = bare with { ClearingSystem = "USABA" };
        SchemeProfile fednow = SchemeProfileReader.BuiltIn("fednow");
        CancellationRequest recall = Exchanges.Recall with
        {
            Assignment = Exchanges.Recall.Assignment with { Assigner = new PartyOrAgent(null, bare) },
            Transactions = [Exchanges.Recall.Transactions[0] with { Original = Exchanges.Original with { SettlementAmount = null } }],
        };
        Assert.Equal(full, RecallRules.Interpret(Exchanges.Message(recall), fednow).Recall!.Assigner);
        var participant = new Domain.Participants.Participant(
            new ParticipantId("ALPHA"), "Alpha", Domain.Participants.ParticipantStanding.Enabled, [new Domain.Participants.ReachableAgent(full, "Alpha", IsReachableParty: false)]);
        var parties = new MessageParties(participant.Id, Domain.Participants.ParticipantDirectory.Of([participant]), "SWTCHXXXXXX");
        Assert.NotNull(SenderRules.Check(Exchanges.Message(recall), parties));
        Assert.Null(SenderRules.Check(Exchanges.Message(recall), parties with { MemberIdSystem = fednow.MemberIdSystem }));
    }

    [Theory]
    [InlineData("ACCC", true)]
    [InlineData("PDNG", true)]
    [InlineData("BLCK", true)]
    [InlineData("RJCT", true)]
    [InlineData("ACWP", true)]
    [InlineData("RCVD", false)]
    public void Later_outcomes_are_known_where_the_scheme_has_acceptance_without_posting(string status, bool isKnown)
    {
        SchemeProfile fednow = SchemeProfileReader.BuiltIn("fednow");
        SchemeProfile with = fednow with { Exceptions = fednow.Exceptions with { AcceptedWithoutPosting = "ACWP" } };
        Assert.Equal(isKnown, StatusReportRules.CheckStatus(status, with) is null);
        SchemeProfile without = fednow with { Exceptions = ExceptionTerms.None };
        Assert.Equal(status is "RJCT" or "ACWP", StatusReportRules.CheckStatus(status, without) is null);
        Assert.False(without.AllowsLaterOutcome(status));
        // A later outcome may come too early: then the payment refuses what the scheme knows.
        Assert.Equal($"Found {status}; expected RJCT or one of ACCP, ACTC, ACWP, and after ACWP one of ACCC, BLCK, PDNG.", StatusReportRules.NotAllowed(status, with).Text);
        Assert.EndsWith("ACCP, ACTC, ACWP.", StatusReportRules.NotAllowed(status, without).Text);
    }

    private static ZoneRules East(int offsetMinutes)
    {
        Assert.True(ZoneRules.TryOf(offsetMinutes, [], out ZoneRules? zone, out _));
        return zone!;
    }
}
