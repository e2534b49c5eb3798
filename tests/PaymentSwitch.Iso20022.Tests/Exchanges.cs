using System.Buffers;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>Good messages about the payment of <see cref="Examples"/>: recalls, returns, liquidity, requests, queries.</summary>
public static class Exchanges
{
    public const string Now = "2026-11-21T05:00:00.000Z";
    public const string Today = "2026-11-21";
    public static readonly AgentIdentification Alpha = AgentIdentification.OfBic("AGRIFRPPXXX");
    public static readonly AgentIdentification Bravo = AgentIdentification.OfBic("BANKDEFFXXX");
    public static readonly AgentIdentification Switch = AgentIdentification.OfBic("SWTCHXXXXXX");

    public static OriginalPayment Original { get; } = new()
    {
        MessageId = "MSG-1", MessageDefinition = "pacs.008.001.08", InstructionId = "INSTR-1", EndToEndId = "E2E-1", TransactionId = "TX-1",
        Uetr = Examples.Uetr.ToString(), SettlementAmount = Euro("12.50"), SettlementDate = Today,
    };

    public static CancellationRequest Recall { get; } = new()
    {
        Assignment = new CaseAssignment("RECALL-MSG", new PartyOrAgent(null, Alpha), new PartyOrAgent(null, Switch), Now),
        Case = new InvestigationCase("CASE-1", new PartyOrAgent(null, Alpha)),
        NumberOfTransactions = "1",
        Transactions = [new RecalledPayment { CancellationId = "RECALL-1", Original = Original, Reasons = [Because("FRAD", "Seen twice.", "Call us.")] }],
    };

    public static InvestigationResolution RecallAnswer { get; } = new()
    {
        Assignment = new CaseAssignment("ANSWER-MSG", new PartyOrAgent(null, Alpha), new PartyOrAgent(null, Switch), Now),
        ResolvedCase = new InvestigationCase("CASE-1", new PartyOrAgent(null, Bravo)),
        Confirmation = "RJCR",
        Transactions =
        [
            new CancellationOutcome { StatusId = "ANSWER-1", Original = Original with { SettlementAmount = null, SettlementDate = null }, Status = "RJCR", Reasons = [Because("CUST", "He keeps it.")] },
        ],
    };

    public static PaymentReturn Return { get; } = new()
    {
        MessageId = "RETURN-MSG", CreatedAt = Now, NumberOfTransactions = "1", ControlSum = "12.5", Total = Euro("12.50"), SettlementDate = Today,
        Settlement = new SettlementInformation("CLRG", new CodeText("IBP")), InstructingAgent = Alpha,
        Transactions =
        [
            new ReturnedPayment
            {
                ReturnId = "RETURN-1", Original = Original, ReturnedAmount = Euro("12.50"), SettlementDate = Today, InstructingAgent = Alpha, Reasons = [Because("FOCR", "As asked.")],
            },
        ],
    };

    public static LiquidityTransfer Withdrawal { get; } = new()
    {
        MessageId = "LIQUIDITY-MSG", CreatedAt = Now, Identification = new PaymentIdentification { EndToEndId = "LIQUIDITY-1" },
        Creditor = Alpha, CreditorAccount = new AccountIdentification { OtherId = "RTGS-ALPHA" }, Amount = Euro("1000"),
        DebtorAccount = new AccountIdentification { Iban = "FR1420041010050500013M02606" }, SettlementDate = Today,
    };

    public static Receipt Receipt { get; } = new()
    {
        Header = new QueryHeader { MessageId = "RECEIPT-MSG", CreatedAt = Now },
        Details =
        [
            new ReceiptDetails
            {
                OriginalMessageId = "LIQUIDITY-MSG", OriginalMessageDefinition = "camt.050.001.05", OriginalPayment = new PaymentKey { TransactionId = "LIQUIDITY-1" },
                Handlings = [new RequestHandling("REJT", "Nothing there.")],
            },
        ],
    };

    public static RequestToPay PaymentRequest { get; } = new()
    {
        MessageId = "REQUEST-MSG", CreatedAt = Now, NumberOfTransactions = "1", ControlSum = "12.50", InitiatingParty = new PartyIdentification { Name = "Shop" },
        Debtors =
        [
            new DebtorRequest
            {
                PaymentInformationId = "INFO-1", PaymentMethod = "TRF", RequestedExecution = Today, Expiry = "2026-11-22", Debtor = new PartyIdentification { Name = "Erika" }, DebtorAgent = Bravo,
                Payments =
                [
                    new RequestedPayment
                    {
                        Identification = new PaymentIdentification { InstructionId = "INSTR-R", EndToEndId = "E2E-R", Uetr = Examples.Uetr.ToString() },
                        Amount = Euro("12.50"), ChargeBearer = "SLEV", CreditorAgent = Alpha, Creditor = new PartyIdentification { Name = "Shop" },
                    },
                ],
            },
        ],
    };

    public static RequestToPayStatus PaymentRequestAnswer { get; } = new()
    {
        MessageId = "REQUEST-ANSWER-MSG", CreatedAt = Now, InitiatingParty = new PartyIdentification { Name = "Erika" }, DebtorAgent = Alpha,
        OriginalMessageId = "REQUEST-MSG", OriginalMessageDefinition = "pain.013.001.07",
        Debtors =
        [
            new DebtorRequestStatus
            {
                OriginalPaymentInformationId = "INFO-1",
                Payments = [new RequestedPaymentStatus { StatusId = "STATUS-1", OriginalEndToEndId = "E2E-R", Uetr = Examples.Uetr.ToString(), Status = "RJCT", Reasons = [Because("AM04", "Later.")] }],
            },
        ],
    };

    public static AccountQuery AccountQuery { get; } = new()
    {
        Header = new QueryHeader { MessageId = "QUERY-MSG", CreatedAt = Now }, QueryType = "ALLL",
        Accounts = [new AccountNumber("FR1420041010050500013M02606", IsIban: true), new AccountNumber("ALPHA-EUR", IsIban: false)],
        Currencies = ["EUR"], Owner = new PartyIdentification { Bic = "AGRIFRPPXXX" }, Servicer = Switch,
    };

    public static TransactionQuery TransactionQuery { get; } = new()
    {
        Header = new QueryHeader { MessageId = "QUERY-MSG", CreatedAt = Now },
        Payments =
        [
            new PaymentKey
            {
                Uetr = Examples.Uetr.ToString(), TransactionId = "TX-1", EndToEndId = "E2E-1", SettlementAmount = "12.50", SettlementDate = Today, InstructingAgent = Alpha, InstructedAgent = Bravo,
            },
        ],
    };

    public static ReportingRequest ReportRequest { get; } = new()
    {
        MessageId = "REPORT-MSG", CreatedAt = Now, Sender = new PartyOrAgent(null, Alpha),
        Requests =
        [
            new RequestedReport
            {
                Id = "REPORT-1", RequestedDefinition = "camt.053.001.08", Account = new AccountIdentification { OtherId = "ALPHA-EUR" }, Owner = new PartyOrAgent(null, Alpha),
                Period = new ReportingPeriod { FromDate = "2026-11-19", ToDate = "2026-11-20", Type = "ALLL" },
            },
        ],
    };

    public static InstitutionTransfer InstitutionTransfer { get; } = new()
    {
        MessageId = "SETTLE-MSG", CreatedAt = Now, Settlement = new SettlementInformation("CLRG"), InstructingAgent = Alpha,
        Transactions =
        [
            new InstitutionPayment
            {
                Identification = new PaymentIdentification { EndToEndId = "SETTLE-1", Uetr = Examples.Uetr.ToString() }, Amount = Euro("7.00"), InstructingAgent = Alpha, Debtor = Alpha, Creditor = Bravo,
            },
        ],
    };

    /// <summary>The content as it is read again from what its writer writes, through our schemas.</summary>
    public static IncomingMessage<TContent> Read<TContent>(TContent content)
        where TContent : class => Examples.Read<IncomingMessage<TContent>>(Write(content));

    /// <summary>The content as a business message of the bank of the examples.</summary>
    public static byte[] Write(object content) => Examples.Written(output => Write(output, content));

    /// <summary>The content as a message, whether or not it could be written.</summary>
    public static IncomingMessage<TContent> Message<TContent>(TContent content, string definition = "any.001.001.01")
        where TContent : class => new() { MessageDefinition = definition, MessageId = "M", Original = new OriginalMessage(default, 0, 0), Content = content };

    public static AmountText Euro(string value) => new(value, "EUR");

    public static ReasonInformation Because(string? code, params string[] texts) =>
        new() { Reason = code is null ? null : new CodeText(code), AdditionalInformation = texts };

    private static void Write(IBufferWriter<byte> output, object content)
    {
        switch (content)
        {
            case CancellationRequest recall: CancellationRequestWriter.Write(output, Examples.Header("camt.056.001.08"), recall); break;
            case InvestigationResolution answer: InvestigationResolutionWriter.Write(output, Examples.Header("camt.029.001.09"), answer); break;
            case PaymentReturn payment: PaymentReturnWriter.Write(output, Examples.Header("pacs.004.001.09"), payment); break;
            case LiquidityTransfer transfer: LiquidityTransferWriter.Write(output, Examples.Header("camt.050.001.05"), transfer); break;
            case Receipt receipt: ReceiptWriter.Write(output, Examples.Header("camt.025.001.05"), receipt); break;
            case RequestToPay request: RequestToPayWriter.Write(output, Examples.Header("pain.013.001.07"), request); break;
            case RequestToPayStatus status: RequestToPayStatusWriter.Write(output, Examples.Header("pain.014.001.07"), status); break;
            case AccountQuery query: AccountQueryWriter.Write(output, Examples.Header("camt.003.001.07"), query); break;
            case TransactionQuery query: TransactionQueryWriter.Write(output, Examples.Header("camt.005.001.08"), query); break;
            case ReportingRequest request: ReportingRequestWriter.Write(output, Examples.Header("camt.060.001.05"), request); break;
            case InstitutionTransfer transfer: InstitutionTransferWriter.Write(output, Examples.Header("pacs.009.001.08"), transfer); break;
            default: throw new ArgumentException($"No writer for {content.GetType().Name}.", nameof(content));
        }
    }
}
