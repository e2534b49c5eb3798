using System.Buffers;
using System.Text;
using System.Xml.Linq;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Rules;
using PaymentSwitch.Iso20022.Tests.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>The messages that the switch itself sends about payments and liquidity: valid, always the same bytes, and saying what was put in.</summary>
public sealed class OwnMessageTests
{
    private static readonly AgentIdentification SettlementBank = AgentIdentification.OfBic("CENTDEFFXXX");
    private static readonly BankTransactionCode Instant = new() { Domain = "PMNT", Family = "RRCT", SubFamily = "ESCT" };
    private static readonly DateOnly Today = new(2026, 11, 21);

    private static readonly PaymentRecall Recall = new()
    {
        MessageId = "RECALL-MSG", CreatedAtMs = Examples.NowMs, Assigner = Exchanges.Switch, Assignee = Exchanges.Bravo, RecallId = "RECALL-1",
        OriginalMessageId = "MSG-1", OriginalMessageDefinition = "pacs.008.001.08", OriginalInstructionId = "INSTR-1", OriginalEndToEndId = "E2E-1", OriginalTransactionId = "TX-1",
        Uetr = Examples.Uetr, Amount = Euro(1250), ReasonCode = "TECH", ReasonText = "Accepted after the deadline: <not> settled.",
    };

    private static readonly RecallAnswer Answer = new()
    {
        MessageId = "ANSWER-MSG", CreatedAtMs = Examples.NowMs, Assigner = Exchanges.Switch, Assignee = Exchanges.Alpha, AnswerId = "ANSWER-1", RecallId = "RECALL-1", Verdict = RecallVerdict.Refused,
        OriginalMessageId = "MSG-1", OriginalMessageDefinition = "pacs.008.001.08", OriginalEndToEndId = "E2E-1", Uetr = Examples.Uetr, ReasonCode = "NOAS", ReasonText = "Nobody answered.",
    };

    private static readonly SettlementInstruction Instruction = new()
    {
        MessageId = "SETTLE-MSG", CreatedAtMs = Examples.NowMs, InstructingAgent = Exchanges.Switch, InstructedAgent = SettlementBank, Uetr = Examples.Uetr, InstructionId = "CYCLE-7-ALPHA",
        Amount = Euro(123_456), SettlementDay = Today, Payer = Exchanges.Alpha, PayerAccount = "FR1420041010050500013M02606", Payee = Exchanges.Switch, PayeeAccount = "SETTLEMENT-EUR", Remittance = "Cycle 7",
    };

    private static readonly AccountPositions Positions = new()
    {
        MessageId = "POSITION-MSG", CreatedAtMs = Examples.NowMs, OriginalQuery = new OriginalQuery("QUERY-MSG", "camt.003.001.07", null),
        Accounts =
        [
            new AccountPosition
            {
                Account = "ALPHA-EUR", Owner = Exchanges.Alpha, AtMs = Examples.NowMs - 1, Balance = Euro(-5_000), Reserved = Euro(100), Available = Euro(4_900), Cap = Euro(10_000), Headroom = Euro(-100),
            },
        ],
    };

    private static readonly PaymentStanding Standing = new()
    {
        MessageId = "STANDING-MSG", CreatedAtMs = Examples.NowMs, OriginalQuery = new OriginalQuery("QUERY-MSG", "camt.005.001.08", null), Uetr = Examples.Uetr, EndToEndId = "E2E-1", TransactionId = "TX-1",
        OriginalMessageId = "MSG-1", Amount = Euro(1250), SettlementDay = Today, InstructingAgent = Exchanges.Alpha, InstructedAgent = Exchanges.Bravo, IsCredit = false,
        Outcome = PaymentOutcome.Rejected, SinceMs = Examples.NowMs - 5, Reason = new StatusReason("AB05", null, new string('x', 300)),
    };

    private static readonly AccountSummary Summary = new()
    {
        Kind = CashReportKind.Statement, MessageId = "SUMMARY-MSG", SummaryId = "fps/17", CreatedAtMs = Examples.NowMs, Source = "END-OF-DAY", Account = "ALPHA/EUR", Owner = Exchanges.Alpha,
        Servicer = Exchanges.Switch, Currency = Currency.Of("EUR"), FromMs = Examples.NowMs - 1_000, ToMs = Examples.NowMs, ClosingMinor = 700, Totals = new EntryTotals(2, 1_000, 1, 300),
        AdditionalInformation = new string('x', 600),
    };

    private static readonly AccountStatement Statement = new()
    {
        Kind = CashReportKind.Statement, MessageId = "STATEMENT-MSG", StatementId = "STATEMENT-1", CreatedAtMs = Examples.NowMs, OriginalQuery = new OriginalQuery("REPORT-MSG", "camt.060.001.05", null),
        Account = "ALPHA-EUR", Owner = Exchanges.Alpha, Servicer = Exchanges.Switch, FromMs = Examples.NowMs - 86_400_000, ToMs = Examples.NowMs, OpeningBalance = Euro(1_000), ClosingBalance = Euro(-250),
        Entries =
        [
            new StatementEntry { Amount = Euro(1_500), IsCredit = false, BookedAtMs = Examples.NowMs - 20, Reference = "REF-1", TransactionCode = Instant, Uetr = Examples.Uetr, EndToEndId = "E2E-1", TransactionId = "TX-1", Counterparty = Exchanges.Bravo },
            new StatementEntry { Amount = Euro(250), IsCredit = true, IsReversal = true, BookedAtMs = Examples.NowMs - 10, Reference = "REF-2", TransactionCode = new BankTransactionCode { Proprietary = "FUNDING" }, AdditionalInformation = "Funding" },
        ],
    };

    private static readonly StatusReport ReturnSettled = new()
    {
        MessageId = "STATUS-MSG", CreatedAtMs = Examples.NowMs, OriginalMessageId = "RETURN-MSG", OriginalMessageDefinition = "pacs.004.001.09", OriginalInstructionId = "RETURN-1",
        OriginalEndToEndId = "E2E-1", OriginalTransactionId = "TX-1", Uetr = Examples.Uetr, Status = "ACSC", SettledAtMs = Examples.NowMs,
    };

    private static Dictionary<string, (string Definition, Action<IBufferWriter<byte>, OutgoingHeader> Write)> Written { get; } = new()
    {
        ["recall of a late acceptance"] = ("camt.056.001.08", (output, header) => PaymentRecallWriter.Write(output, header, Recall)),
        ["recall that settled"] = ("camt.056.001.08", (output, header) => PaymentRecallWriter.Write(output, header, Recall with { SettlementDay = Today, ReasonText = null, ReasonCode = "LATEANSWER" })),
        ["recall lapsed"] = ("camt.029.001.09", (output, header) => RecallAnswerWriter.Write(output, header, Answer)),
        ["recall pending"] = ("camt.029.001.09", (output, header) => RecallAnswerWriter.Write(output, header, Answer with { Verdict = RecallVerdict.Pending, ReasonCode = null })),
        ["receipt of a liquidity transfer"] = ("camt.025.001.05", (output, header) => ReceiptWriter.Write(output, header, new Receipt
        {
            Header = new QueryHeader { MessageId = "RECEIPT-MSG", CreatedAt = IsoText.Time(Examples.NowMs) },
            Details =
            [
                new ReceiptDetails
                {
                    OriginalMessageId = "LIQUIDITY-MSG", OriginalMessageDefinition = "camt.050.001.05", OriginalPayment = new PaymentKey { TransactionId = "LIQUIDITY-1" },
                    Handlings = [new RequestHandling(ReceiptRules.Refused, "AM04: the account holds too little.")],
                },
            ],
        })),
        ["receipt of a query"] = ("camt.025.001.05", (output, header) => ReceiptWriter.Write(output, header, new Receipt
        {
            Header = new QueryHeader { MessageId = "RECEIPT-MSG", CreatedAt = IsoText.Time(Examples.NowMs) },
            Details = [new ReceiptDetails { OriginalMessageId = "QUERY-MSG", Handlings = [new RequestHandling(ReceiptRules.Done, null)] }],
        })),
        ["account answer"] = ("camt.004.001.08", (output, header) => AccountPositionWriter.Write(output, header, Positions)),
        ["floor alert"] = ("camt.004.001.08", (output, header) => AccountPositionWriter.Write(output, header, Alert(position => position with { CrossedFloor = Euro(500) }))),
        ["ceiling alert"] = ("camt.004.001.08", (output, header) => AccountPositionWriter.Write(output, header, Alert(position => position with { CrossedCeiling = Euro(500) }))),
        ["account not known"] = ("camt.004.001.08", (output, header) => AccountAnswerWriter.Write(output, header, new AccountAnswer
        {
            Header = new AnswerHeader { MessageId = "POSITION-MSG", OriginalQuery = new OriginalQuery("QUERY-MSG", null, null) },
            OperationalErrors = [new QueryError(new CodeText("NOT_FOUND", IsProprietary: true), "No such account of yours.")],
        })),
        ["transaction answer"] = ("camt.006.001.08", (output, header) => PaymentStandingWriter.Write(output, header, Standing)),
        ["transaction in flight"] = ("camt.006.001.08", (output, header) => PaymentStandingWriter.Write(output, header, Standing with { Outcome = PaymentOutcome.Pending, Reason = null })),
        ["transaction not known"] = ("camt.006.001.08", (output, header) => TransactionAnswerWriter.Write(output, header, new TransactionAnswer
        {
            Header = new AnswerHeader { MessageId = "STANDING-MSG", OriginalQuery = new OriginalQuery("QUERY-MSG", null, null) },
            OperationalErrors = [new QueryError(new CodeText("NOT_FOUND", IsProprietary: true), "No such payment of yours.")],
        })),
        ["system event"] = ("admi.004.001.02", (output, header) => SystemEventWriter.Write(output, header, new SystemEvent
        {
            Code = "SUSP", Parameters = ["BANKDEFFXXX"], Description = "BANKDEFFXXX is suspended.", OccurredAt = IsoText.Time(Examples.NowMs),
        })),
        ["settlement instruction"] = ("pacs.009.001.08", (output, header) => SettlementInstructionWriter.Write(output, header, Instruction)),
        ["withdrawal instruction"] = ("camt.050.001.05", (output, header) => LiquidityTransferWriter.Write(output, header, new LiquidityTransfer
        {
            MessageId = "WITHDRAW-MSG", CreatedAt = IsoText.Time(Examples.NowMs), Identification = new PaymentIdentification { EndToEndId = "WITHDRAW-1", Uetr = Examples.Uetr.ToString() },
            Creditor = Exchanges.Alpha, CreditorAccount = new AccountIdentification { OtherId = "RTGS-ALPHA" }, Amount = AmountText.Of(Euro(100_000)),
            Debtor = Exchanges.Switch, SettlementDate = IsoText.Day(Today),
        })),
        ["return settled"] = ("pacs.002.001.10", (output, header) => StatusReportWriter.Write(output, header, ReturnSettled)),
        ["return rejected"] = ("pacs.002.001.10", (output, header) => StatusReportWriter.Write(output, header, ReturnSettled with
        {
            Status = "RJCT", SettledAtMs = null, Reasons = [new StatusReason("AM04", null, "Too little.")], ReasonOriginatorBic = "SWTCHXXXXXX",
        })),
        ["settlement confirmed"] = ("pacs.002.001.10", (output, header) => StatusReportWriter.Write(output, header, ReturnSettled with
        {
            OriginalMessageId = "SETTLE-MSG", OriginalMessageDefinition = "pacs.009.001.08", OriginalInstructionId = "CYCLE-7-ALPHA", OriginalEndToEndId = "CYCLE-7-ALPHA", OriginalTransactionId = null,
        })),
        ["statement"] = ("camt.053.001.08", (output, header) => AccountStatementWriter.Write(output, header, Statement)),
        ["intraday report"] = ("camt.052.001.08", (output, header) => AccountStatementWriter.Write(output, header, Statement with { Kind = CashReportKind.Report })),
        ["empty statement"] = ("camt.053.001.08", (output, header) => AccountStatementWriter.Write(output, header, Statement with { Entries = [], ClosingBalance = Euro(1_000) })),
        ["information on a default"] = ("camt.054.001.08", (output, header) => AccountStatementWriter.Write(
            output, header, Statement with { Kind = CashReportKind.Notification, Entries = [.. Statement.Entries.Take(1).Select(entry => entry with { IsInformation = true })] })),
        ["day in totals"] = ("camt.053.001.08", (output, header) => AccountSummaryWriter.Write(output, header, Summary)),
        ["day so far in totals"] = ("camt.052.001.08", (output, header) => AccountSummaryWriter.Write(output, header, Summary with { Kind = CashReportKind.Report, ClosingMinor = -5 })),
        ["day that was not counted"] = ("camt.053.001.08", (output, header) => AccountSummaryWriter.Write(output, header, Summary with { Totals = null, Source = null, AdditionalInformation = null })),
        ["cycle in totals"] = ("camt.052.001.08", (output, header) => AccountSummaryWriter.Write(
            output, header, Summary with { Kind = CashReportKind.Report, ClosingMinor = null, Totals = new EntryTotals(2, long.MaxValue, 3, long.MaxValue - 1) })),
        ["booking notification"] = ("camt.054.001.08", (output, header) => AccountStatementWriter.Write(output, header, Statement with { Kind = CashReportKind.Notification })),
    };

    public static TheoryData<string> Names() => [.. Written.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_always_the_same_bytes_and_valid_against_our_schemas(string name)
    {
        byte[] bytes = BytesOf(name);
        Assert.Equal(bytes, BytesOf(name));
        MessageReadResult result = Examples.Reader.Read(bytes);
        Assert.True(result.Message is not null, $"{string.Join("\n", result.Errors)}\n{Examples.Text(bytes)}");
        Assert.Equal((Written[name].Definition, Written[name].Definition), (result.Message.MessageDefinition, result.Header!.MessageDefinition));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_valid_against_the_base_schemas(string name)
    {
        XElement wrapper = XElement.Parse(Examples.Text(BytesOf(name)));
        Assert.Equal(2, wrapper.Elements().Count());
        foreach (XElement part in wrapper.Elements())
        {
            string definition = part.Name.NamespaceName[BaseSchemas.NamespacePrefix.Length..];
            Assert.True(BaseSchemas.FaultOf(definition, part.ToString(SaveOptions.DisableFormatting)) is null, $"{BaseSchemas.FaultOf(definition, part.ToString())}\n{part}");
        }
    }

    [Fact]
    public void A_recall_of_the_switch_reads_as_one()
    {
        RecallInterpretation read = RecallRules.Interpret(Read<CancellationRequest>("recall of a late acceptance"), Examples.AllRules);
        Assert.Equal(Examples.Uetr, read.Uetr);
        Assert.Equal(
            new RecallRequest
            {
                Id = "RECALL-1", ReasonCode = "TECH", AdditionalInformation = "Accepted after the deadline: <not> settled.", Assigner = Exchanges.Switch,
                OriginalEndToEndId = "E2E-1", OriginalTransactionId = "TX-1", OriginalAmount = Euro(1250),
            },
            read.Recall);
    }

    [Fact]
    public void An_answer_of_the_switch_to_a_recall_reads_as_one()
    {
        RecallAnswerInterpretation read = RecallAnswerRules.Interpret(Read<InvestigationResolution>("recall lapsed"), Examples.AllRules);
        Assert.Equal(Examples.Uetr, read.Uetr);
        Assert.Equal(
            new RecallReply
            {
                Id = "ANSWER-1", Verdict = RecallVerdict.Refused, ReasonCode = "NOAS", AdditionalInformation = "Nobody answered.", Assigner = Exchanges.Switch, RecallId = "RECALL-1", OriginalEndToEndId = "E2E-1",
            },
            read.Answer);
        Assert.Equal(RecallVerdict.Pending, RecallAnswerRules.Interpret(Read<InvestigationResolution>("recall pending"), Examples.AllRules).Answer!.Verdict);
        Assert.Contains("CxlStsRsnInf", Fault(output => RecallAnswerWriter.Write(output, null, Answer with { ReasonCode = null })));
    }

    [Fact]
    public void Receipts_and_withdrawals_of_the_switch_read_as_such()
    {
        RequestOutcome refused = ReceiptRules.Interpret(Read<Receipt>("receipt of a liquidity transfer")).Receipt!;
        Assert.Equal((false, "LIQUIDITY-MSG", "LIQUIDITY-1", "AM04: the account holds too little."), (refused.IsDone, refused.OriginalMessageId, refused.OriginalPaymentId, refused.Text));
        Assert.True(ReceiptRules.Interpret(Read<Receipt>("receipt of a query")).Receipt!.IsDone);
        LiquidityOrder order = LiquidityRules.Interpret(Read<LiquidityTransfer>("withdrawal instruction"), Examples.AllRules, Examples.NowMs).Order!;
        Assert.Equal(("WITHDRAW-1", Euro(100_000), Exchanges.Alpha, "RTGS-ALPHA"), (order.Id, order.Amount, order.CreditorAgent, order.CreditorAccount));
    }

    [Fact]
    public void The_answer_to_an_instruction_is_found_by_the_instructions_uetr()
    {
        InstitutionPayment sent = Assert.Single(Read<InstitutionTransfer>("settlement instruction").Content.Transactions);
        Assert.Equal(("1234.56", "EUR", "CYCLE-7-ALPHA", Exchanges.Alpha, Exchanges.Switch), (sent.Amount.Value, sent.Amount.Currency, sent.Identification.EndToEndId, sent.Debtor, sent.Creditor));
        Assert.Equal(("FR1420041010050500013M02606", "SETTLEMENT-EUR"), (sent.DebtorAccount!.Iban, sent.CreditorAccount!.OtherId));
        StatusReportInterpretation answer = StatusReportRules.Interpret(Examples.Read<StatusReportMessage>(BytesOf("settlement confirmed")));
        Assert.Empty(answer.Errors);
        Assert.Equal((sent.Identification.Uetr, "ACSC", "SETTLE-MSG"), (answer.Uetr.ToString(), answer.Transaction!.Status, answer.Transaction.OriginalMessageId));
        Assert.Contains("IntrBkSttlmAmt", Fault(output => SettlementInstructionWriter.Write(output, null, Instruction with { Amount = Euro(0) })));
    }

    [Fact]
    public void Balances_have_a_side_and_a_kind()
    {
        AccountState account = Assert.Single(Read<AccountAnswer>("account answer").Content.Accounts);
        Assert.Equal(
            [("BOOK", "50.00", false), ("DPBL", "1.00", true), ("AVLB", "49.00", true), ("LRLD", "1.00", false)],
            account.Balances.Select(balance => (balance.Type!.Text, balance.Amount, balance.IsCredit)));
        Assert.Equal(new CurrentLimit(Exchanges.Euro("100.00"), IsCredit: false), account.Limit);
        CurrentBalance floor = Read<AccountAnswer>("floor alert").Content.Accounts[0].Balances[^1];
        Assert.Equal((new CodeText("FLOOR", IsProprietary: true), "5.00"), (floor.Type, floor.Amount));
        Assert.Null(Read<AccountAnswer>("floor alert").Content.Header.OriginalQuery);
        Assert.Equal("CEILING", Read<AccountAnswer>("ceiling alert").Content.Accounts[0].Balances[^1].Type!.Text);
        Assert.Contains("EUR", Fault(output => AccountPositionWriter.Write(output, null, Alert(position => position with { Available = new Money(1, Currency.Of("USD")) }))));
    }

    [Fact]
    public void A_payments_standing_is_told_with_its_reason()
    {
        TransactionState state = Assert.Single(Read<TransactionAnswer>("transaction answer").Content.Transactions);
        InstructionStatus status = Assert.Single(state.Statuses);
        Assert.Equal((Examples.Uetr.ToString(), "E2E-1", false), (state.Payment.Uetr, state.EndToEndId, state.IsCredit));
        Assert.Equal(("RJTD", InstructionStatusKind.Final, "AB05", 256), (status.Code, status.Kind, status.RejectionCode, status.RejectionText!.Length));
        Assert.Equal(InstructionStatusKind.Pending, Read<TransactionAnswer>("transaction in flight").Content.Transactions[0].Statuses[0].Kind);
    }

    [Theory]
    [InlineData("statement", "OPBD 10.00 True|CLBD 2.50 False")]
    [InlineData("intraday report", "OPBD 10.00 True|ITBD 2.50 False")]
    [InlineData("booking notification", "")]
    public void What_happened_on_an_account_is_told_with_its_sums(string name, string balances)
    {
        AccountReport report = Assert.Single(Read<CashReport>(name).Content.Accounts);
        Assert.Equal(balances, string.Join('|', report.Balances.Select(balance => $"{balance.Type.Type} {balance.Amount.Value} {balance.IsCredit}")));
        Assert.Equal(
            ("2", "17.50", new NetAmount("12.50", IsCredit: false), "1", "2.50", "1", "15.00"),
            (report.Summary!.NumberOfEntries, report.Summary.Sum, report.Summary.Net, report.Summary.NumberOfCredits, report.Summary.CreditSum, report.Summary.NumberOfDebits, report.Summary.DebitSum));
        Assert.Equal(["REF-1", "REF-2"], report.Entries.Select(entry => entry.ServicerReference));
        EntryTransaction debit = Assert.Single(report.Entries[0].Transactions);
        Assert.Equal((Examples.Uetr.ToString(), "E2E-1", Exchanges.Alpha, Exchanges.Bravo), (debit.Uetr, debit.EndToEndId, debit.DebtorAgent, debit.CreditorAgent));
        Assert.Equal((null, true), (report.Entries[0].IsReversal, report.Entries[1].IsReversal));
    }

    [Theory]
    [InlineData("day in totals", "OPBD 14.00 True|CLBD 7.00 True", "3 13.00 7.00 False 2 10.00 1 3.00")]
    [InlineData("day so far in totals", "OPBD 6.95 True|ITBD 0.05 False", "3 13.00 7.00 False 2 10.00 1 3.00")]
    [InlineData("day that was not counted", "CLBD 7.00 True", null)]
    // Sums for which there is no room are left out.
    [InlineData("cycle in totals", "", "5  0.01 False 2  3 ")]
    public void A_summary_has_balances_and_totals_and_no_entries(string name, string balances, string? totals)
    {
        AccountReport report = Assert.Single(Read<CashReport>(name).Content.Accounts);
        Assert.Equal(balances, string.Join('|', report.Balances.Select(balance => $"{balance.Type.Type} {balance.Amount.Value} {balance.IsCredit}")));
        Assert.Equal(totals, report.Summary is not { } told ? null
            : $"{told.NumberOfEntries} {told.Sum} {told.Net?.Amount} {told.Net?.IsCredit} {told.NumberOfDebits} {told.DebitSum} {told.NumberOfCredits} {told.CreditSum}");
        Assert.Empty(report.Entries);
        Assert.Equal(totals is null ? null : new CodeText("END-OF-DAY", IsProprietary: true), report.Source);
    }

    [Fact]
    public void What_is_no_summary_is_not_written()
    {
        Assert.Contains("notification", Fault(output => AccountSummaryWriter.Write(output, null, Summary with { Kind = CashReportKind.Notification })));
        Assert.Contains("Bal", Fault(output => AccountSummaryWriter.Write(output, null, Summary with { ClosingMinor = null })));
        Assert.Contains("INFO", Fault(output => AccountStatementWriter.Write(
            output, null, Statement with { Entries = [Statement.Entries[0] with { IsInformation = true }] })));
    }

    [Theory]
    [InlineData("1", false, "OPBD", "ITBD")]
    [InlineData("2", false, "ITBD", "ITBD")]
    [InlineData("00002", true, "ITBD", "CLBD")]
    public void Only_the_ends_of_a_statement_of_several_pages_are_opening_and_closing(string page, bool isLast, string first, string last)
    {
        byte[] bytes = Examples.Written(output => AccountStatementWriter.Write(output, null, Statement with { Page = new PageNumber(page, isLast) }));
        AccountReport report = Examples.Read<IncomingMessage<CashReport>>(bytes).Content.Accounts[0];
        Assert.Equal([first, last], report.Balances.Select(balance => balance.Type.Type.Text));
    }

    [Fact]
    public void A_statement_that_does_not_add_up_is_not_written()
    {
        Assert.Contains("-2.50 EUR", Fault(output => AccountStatementWriter.Write(output, null, Statement with { OpeningBalance = Euro(1_001) })));
        StatementEntry entry = Statement.Entries[0];
        Assert.Contains("Ntry/Amt", Fault(output => AccountStatementWriter.Write(output, null, Statement with { Entries = [entry with { Amount = Euro(-1_500) }] })));
        Assert.Contains("Ntry/Amt", Fault(output => AccountStatementWriter.Write(output, null, Statement with { Entries = [entry with { Amount = new Money(1, Currency.Of("USD")) }] })));
        Assert.Contains("Ntry", Fault(output => AccountStatementWriter.Write(output, null, Statement with { Kind = CashReportKind.Notification, Entries = [] })));
        Assert.Contains("Bal", Fault(output => AccountStatementWriter.Write(output, null, Statement with { ClosingBalance = new Money(-250, Currency.Of("USD")) })));
    }

    public static TheoryData<string, string> Forwarded() => new()
    {
        { "camt.056.001.08", Text(Exchanges.Recall) },
        { "camt.029.001.09", Text(Exchanges.RecallAnswer) },
        { "pacs.004.001.09", Text(Exchanges.Return) },
        { "pain.013.001.07", Text(Exchanges.PaymentRequest) },
        { "pain.014.001.07", Text(Exchanges.PaymentRequestAnswer) },
        { "pacs.002.001.10", Examples.Text(BytesOf("return rejected")) },
    };

    [Theory]
    [MemberData(nameof(Forwarded))]
    public void Whatever_is_passed_on_keeps_its_document_byte_for_byte(string definition, string xml)
    {
        IncomingMessage message = ReadAny(xml.Replace("<CreDtTm>", "<!-- as it came --><CreDtTm >", StringComparison.Ordinal));
        byte[] bytes = Examples.Written(output => ForwardWriter.Write(output, new OutgoingHeader("SWTCHXXXXXX", "BANKDEFFXXX", "FWD-1", definition, Examples.NowMs), message.Original));
        IncomingMessage forwarded = ReadAny(Examples.Text(bytes));
        Assert.Contains("<!-- as it came --><CreDtTm >", Examples.Text(bytes));
        Assert.Equal(message.Original.Document.ToArray(), forwarded.Original.Document.ToArray());
        Assert.Equal((definition, definition, "FWD-1"), (forwarded.MessageDefinition, forwarded.Header!.MessageDefinition, forwarded.Header.BusinessMessageId));
        Assert.Equal((message.GetType(), message.MessageId), (forwarded.GetType(), forwarded.MessageId));
    }

    [Theory]
    [MemberData(nameof(Forwarded))]
    public void Namespaces_that_stand_around_a_document_are_taken_along(string definition, string xml)
    {
        string ns = BaseSchemas.NamespacePrefix + definition;
        string document = xml[xml.IndexOf("<Document", StringComparison.Ordinal)..].Replace("</BusinessMessage>", "", StringComparison.Ordinal)
            .Replace($" xmlns=\"{ns}\"", "", StringComparison.Ordinal).Replace("</", "</m:", StringComparison.Ordinal);
        document = System.Text.RegularExpressions.Regex.Replace(document, "<([A-Za-z])", "<m:$1");
        IncomingMessage message = ReadAny($"<wrap xmlns:m=\"{ns}\">{document}</wrap>");
        byte[] bytes = Examples.Written(output => ForwardWriter.Write(output, new OutgoingHeader("SWTCHXXXXXX", "BANKDEFFXXX", "FWD-1", definition, Examples.NowMs), message.Original));
        Assert.Contains($"<m:Document xmlns:m=\"{ns}\">", Examples.Text(bytes));
        Assert.Equal((definition, message.MessageId), (ReadAny(Examples.Text(bytes)).MessageDefinition, ReadAny(Examples.Text(bytes)).MessageId));
    }

    private static Money Euro(long minorUnits) => new(minorUnits, Currency.Of("EUR"));

    private static AccountPositions Alert(Func<AccountPosition, AccountPosition> change) =>
        Positions with { OriginalQuery = null, Accounts = [change(Positions.Accounts[0])] };

    private static byte[] BytesOf(string name) =>
        Examples.Written(output => Written[name].Write(output, new OutgoingHeader("SWTCHXXXXXX", "AGRIFRPPXXX", "OUT-1", Written[name].Definition, Examples.NowMs)));

    private static string Text(object content) => Examples.Text(Exchanges.Write(content));

    private static IncomingMessage<TContent> Read<TContent>(string name)
        where TContent : class => Examples.Read<IncomingMessage<TContent>>(BytesOf(name));

    private static IncomingMessage ReadAny(string xml)
    {
        MessageReadResult result = Examples.Reader.Read(Encoding.UTF8.GetBytes(xml));
        Assert.True(result.Message is not null, string.Join("\n", result.Errors));
        return result.Message;
    }

    private static string Fault(Action<IBufferWriter<byte>> write) => Assert.Throws<ArgumentException>(() => Examples.Written(write)).Message;
}
