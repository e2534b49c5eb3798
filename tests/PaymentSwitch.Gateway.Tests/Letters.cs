using System.Buffers;
using System.Text;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Schemes;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Gateway.Tests;

/// <summary>What banks send about a payment of <see cref="RunningGateway.CreditTransfer"/>, about their money, and to ask.</summary>
internal sealed class Letters(TimeProvider? clock = null)
{
    private const string Alpha = RunningGateway.Alpha;
    private const string Bravo = RunningGateway.Bravo;
    private static readonly SchemeProfile Scheme = SchemeProfileReader.BuiltIn("sct-inst");

    private long NowMs => (clock ?? TimeProvider.System).GetUtcNow().ToUnixTimeMilliseconds();

    private string Now => IsoText.Time(NowMs);

    private string Today => IsoText.Day(Scheme.BusinessDayZone.DateAt(NowMs));

    public string Recall(Uetr uetr, string reason = "FRAD", string from = Alpha, string? endToEndId = null) => Write(from, "camt.056.001.08", (output, header) =>
        CancellationRequestWriter.Write(output, header, new CancellationRequest
        {
            Assignment = new CaseAssignment("RECALL-MSG", PartyOrAgent.OfBic(from), PartyOrAgent.OfBic(RunningGateway.SwitchBic), Now),
            NumberOfTransactions = "1",
            Transactions = [new RecalledPayment { CancellationId = "RECALL-1", Original = OriginalOf(uetr, endToEndId), Reasons = [Because(reason)] }],
        }));

    public string RecallAnswer(Uetr uetr, string status = "RJCR", string? reason = "CUST", string from = Bravo) => Write(from, "camt.029.001.09", (output, header) =>
        InvestigationResolutionWriter.Write(output, header, new InvestigationResolution
        {
            Assignment = new CaseAssignment("ANSWER-MSG", PartyOrAgent.OfBic(from), PartyOrAgent.OfBic(RunningGateway.SwitchBic), Now),
            Confirmation = status switch { "ACCR" => "CNCL", _ => status },
            Transactions = [new CancellationOutcome { StatusId = "ANSWER-1", Original = OriginalOf(uetr), Status = status, Reasons = reason is null ? [] : [Because(reason)] }],
        }));

    public string Return(Uetr uetr, string amount = "12.50", string reason = "FOCR", string id = "RETURN-1") => Write(Bravo, "pacs.004.001.09", (output, header) =>
        PaymentReturnWriter.Write(output, header, new PaymentReturn
        {
            MessageId = id + "-MSG", CreatedAt = Now, NumberOfTransactions = "1", SettlementDate = Today, Settlement = new SettlementInformation("CLRG"), InstructingAgent = AgentIdentification.OfBic(Bravo),
            Transactions =
            [
                new ReturnedPayment { ReturnId = id, Original = OriginalOf(uetr), ReturnedAmount = new AmountText(amount, "EUR"), SettlementDate = Today, Reasons = [Because(reason)] },
            ],
        }));

    public string RequestToPay(Uetr uetr, string creditorAgent = Bravo, string debtorAgent = Alpha) => Write(creditorAgent, "pain.013.001.07", (output, header) =>
        RequestToPayWriter.Write(output, header, new RequestToPay
        {
            MessageId = "REQUEST-MSG", CreatedAt = Now, NumberOfTransactions = "1", InitiatingParty = new PartyIdentification { Name = "Shop" },
            Debtors =
            [
                new DebtorRequest
                {
                    PaymentInformationId = "INFO-1", PaymentMethod = "TRF", RequestedExecution = Today, Expiry = IsoText.Time(NowMs + 3_600_000), Debtor = new PartyIdentification { Name = "Erika" }, DebtorAgent = AgentIdentification.OfBic(debtorAgent),
                    Payments =
                    [
                        new RequestedPayment
                        {
                            Identification = new PaymentIdentification { InstructionId = "INSTR-R", EndToEndId = "E2E-R", Uetr = uetr.ToString() },
                            Amount = new AmountText("12.50", "EUR"), ChargeBearer = "SLEV", CreditorAgent = AgentIdentification.OfBic(creditorAgent), Creditor = new PartyIdentification { Name = "Shop" },
                        },
                    ],
                },
            ],
        }));

    public string RequestToPayAnswer(Uetr uetr, string status, string? reason = null) => Write(Alpha, "pain.014.001.07", (output, header) =>
        RequestToPayStatusWriter.Write(output, header, new RequestToPayStatus
        {
            MessageId = "REQUEST-ANSWER-MSG", CreatedAt = Now, InitiatingParty = new PartyIdentification { Name = "Erika" }, DebtorAgent = AgentIdentification.OfBic(Alpha),
            OriginalMessageId = "REQUEST-MSG", OriginalMessageDefinition = "pain.013.001.07",
            Debtors =
            [
                new DebtorRequestStatus
                {
                    OriginalPaymentInformationId = "INFO-1",
                    Payments = [new RequestedPaymentStatus { StatusId = "STATUS-1", OriginalEndToEndId = "E2E-R", Uetr = uetr.ToString(), Status = status, Reasons = reason is null ? [] : [Because(reason)] }],
                },
            ],
        }));

    public string Liquidity(string from, string id, string amount, string? creditor = null, string? creditorAccount = null, string? debtor = null, string? debtorAccount = null) =>
        Write(from, "camt.050.001.05", (output, header) => LiquidityTransferWriter.Write(output, header, new LiquidityTransfer
        {
            MessageId = id + "-MSG", CreatedAt = Now, Identification = new PaymentIdentification { EndToEndId = id }, Amount = new AmountText(amount, "EUR"),
            Creditor = creditor is null ? null : AgentIdentification.OfBic(creditor), CreditorAccount = creditorAccount is null ? null : new AccountIdentification { OtherId = creditorAccount },
            Debtor = debtor is null ? null : AgentIdentification.OfBic(debtor), DebtorAccount = debtorAccount is null ? null : new AccountIdentification { OtherId = debtorAccount },
        }));

    public string Receipt(string from, string originalMessageId, string status, string? text = null) => Write(from, "camt.025.001.05", (output, header) =>
        ReceiptWriter.Write(output, header, new Receipt
        {
            Header = new QueryHeader { MessageId = "RECEIPT-MSG", CreatedAt = Now },
            Details = [new ReceiptDetails { OriginalMessageId = originalMessageId, OriginalMessageDefinition = "camt.050.001.05", Handlings = [new RequestHandling(status, text)] }],
        }));

    public string Answer(string from, Uetr uetr, string status, string definition = "pacs.009.001.08", string? reason = null) => Write(from, StatusReportWriter.MessageDefinition, (output, header) =>
        StatusReportWriter.Write(output, header, new StatusReport
        {
            MessageId = "STATUS-MSG", CreatedAtMs = NowMs, OriginalMessageId = "ORIGINAL-MSG", OriginalMessageDefinition = definition, Uetr = uetr, Status = status,
            Reasons = reason is null ? [] : [new StatusReason(reason)],
        }));

    public string AccountQuery(string from, string? owner = null, string? account = null) => Write(from, "camt.003.001.07", (output, header) =>
        AccountQueryWriter.Write(output, header, new AccountQuery
        {
            Header = new QueryHeader { MessageId = "QUERY-MSG", CreatedAt = Now }, QueryType = "ALLL",
            Accounts = account is null ? [] : [new AccountNumber(account, IsIban: false)], Owner = owner is null ? null : new PartyIdentification { Bic = owner },
        }));

    public string TransactionQuery(string from, Uetr? uetr, string? endToEndId = null, string? transactionId = null) => Write(from, "camt.005.001.08", (output, header) =>
        TransactionQueryWriter.Write(output, header, new TransactionQuery
        {
            Header = new QueryHeader { MessageId = "QUERY-MSG", CreatedAt = Now },
            Payments = uetr is null ? [] : [new PaymentKey { ProprietaryId = uetr.ToString() }],
            EndToEndIds = endToEndId is null ? [] : [endToEndId],
            TransactionIds = transactionId is null ? [] : [transactionId],
        }));

    public string ReportRequest(string from, string definition, string? day = null, string? owner = null, string? account = null) => Write(from, "camt.060.001.05", (output, header) =>
        ReportingRequestWriter.Write(output, header, new ReportingRequest
        {
            MessageId = "REPORT-MSG", CreatedAt = Now, Sender = PartyOrAgent.OfBic(from),
            Requests =
            [
                new RequestedReport
                {
                    Id = "REPORT-1", RequestedDefinition = definition, Owner = PartyOrAgent.OfBic(owner ?? from), Account = account is null ? null : new AccountIdentification { OtherId = account },
                    Period = day is null ? null : new ReportingPeriod { FromDate = day, ToDate = day, Type = "ALLL" },
                },
            ],
        }));

    private static OriginalPayment OriginalOf(Uetr uetr, string? endToEndId = null) => new()
    {
        MessageId = "M" + uetr.Value.ToString("N"), MessageDefinition = "pacs.008.001.08", EndToEndId = endToEndId ?? "E" + uetr.Value.ToString("N"), TransactionId = "T" + uetr.Value.ToString("N"),
        Uetr = uetr.ToString(), SettlementAmount = new AmountText("12.50", "EUR"),
    };

    private static ReasonInformation Because(string code) => new() { Reason = new CodeText(code), AdditionalInformation = ["As agreed."] };

    private string Write(string from, string definition, Action<IBufferWriter<byte>, OutgoingHeader> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output, new OutgoingHeader(from, RunningGateway.SwitchBic, "B-" + definition, definition, NowMs));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
