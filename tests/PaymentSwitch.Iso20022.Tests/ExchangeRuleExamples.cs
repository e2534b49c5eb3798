using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Rules;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>For every rule of messages about payments and liquidity: what keeps it, and what breaks each of its subjects.</summary>
public static class ExchangeRuleExamples
{
    private const int Kept = -1;
    private const string Capitals = "B1F2A3C4-D5E6-4789-8ABC-DEF012345678";

    public static IReadOnlyList<RuleExample> All { get; } =
    [
        // the rule                   its example                                  subject  what is asked of which message
        Of("InstructingAgentIsSender", "a recall in another bank's name", 2, () => Sent(Exchanges.Recall with { Assignment = Other(Exchanges.Recall.Assignment) })),
        Of("InstructingAgentIsSender", "an answer in another bank's name", 3, () => Sent(Exchanges.RecallAnswer with { Assignment = Other(Exchanges.RecallAnswer.Assignment) })),
        Of("InstructingAgentIsSender", "a return's group in another bank's name", 4, () => Sent(Exchanges.Return with { InstructingAgent = Exchanges.Bravo })),
        Of("InstructingAgentIsSender", "a return in another bank's name", 5, () => Sent(Exchanges.Return with { Transactions = [Exchanges.Return.Transactions[0] with { InstructingAgent = Exchanges.Bravo }] })),
        Of("InstructingAgentIsSender", "a transfer's group in another bank's name", 6, () => Sent(Exchanges.InstitutionTransfer with { InstructingAgent = Exchanges.Bravo })),
        Of("InstructingAgentIsSender", "a transfer in another bank's name", 7, () => Sent(Exchanges.InstitutionTransfer with { Transactions = [Exchanges.InstitutionTransfer.Transactions[0] with { InstructingAgent = Exchanges.Bravo }] })),
        Of("InstructingAgentIsSender", "a request to pay another bank's customer", 8, () => Sent(Requested(payment => payment with { CreditorAgent = Exchanges.Bravo }))),
        Of("InstructingAgentIsSender", "another debtor agent's answer", 9, () => Sent(Exchanges.PaymentRequestAnswer with { DebtorAgent = Exchanges.Bravo })),
        Of("InstructingAgentIsSender", "a report that another bank asks for", 10, () => Sent(Exchanges.ReportRequest with { Sender = new PartyOrAgent(new PartyIdentification { Bic = "BANKDEFF" }, null) })),

        Of("OneOriginal", "a recall of two", 2, () => Recalled(recall => recall with { Transactions = [recall.Transactions[0], recall.Transactions[0]] })),
        Of("OneOriginal", "an answer to no recall", 3, () => RecallAnswered(answer => answer with { Transactions = [] })),
        Of("OneOriginal", "a return of two", 4, () => Returned(payment => payment with { Transactions = [payment.Transactions[0], payment.Transactions[0]] })),
        Of("OneOriginal", "an answer to no request", 5, () => RequestAnswered(answer => answer with { Debtors = [] })),
        Of("OriginalUetr", "a recall without", 2, () => Recalled(recall => recall with { Transactions = [recall.Transactions[0] with { Original = Named(null) }] })),
        Of("OriginalUetr", "an answer in capitals", 3, () => RecallAnswered(answer => answer with { Transactions = [answer.Transactions[0] with { Original = Named(Capitals) }] })),
        Of("OriginalUetr", "a return without", 4, () => Returned(payment => payment with { Transactions = [payment.Transactions[0] with { Original = Named(null) }] })),

        Of("ReasonGiven", "one of each", Kept, () => [.. Recalled(), .. RecallAnswered(), .. Returned()]),
        Of("ReasonGiven", "an acceptance without", Kept, () => RecallAnswered(answer => answer with { Confirmation = "CNCL", Transactions = [answer.Transactions[0] with { Status = "ACCR", Reasons = [] }] })),
        Of("ReasonGiven", "a recall with words alone", 0, () => Recalled(recall => recall with { Transactions = [recall.Transactions[0] with { Reasons = [Exchanges.Because(null, "Please.")] }] })),
        Of("ReasonGiven", "a refusal without", 1, () => RecallAnswered(answer => answer with { Transactions = [answer.Transactions[0] with { Reasons = [] }] })),
        Of("ReasonGiven", "a return without", 2, () => Returned(payment => payment with { Transactions = [payment.Transactions[0] with { Reasons = [] }] })),
        Of("RecallAnswerStatus", "no in both places", Kept, () => RecallAnswered()),
        Of("RecallAnswerStatus", "no in one, yes in the other", 0, () => RecallAnswered(answer => answer with { Confirmation = "CNCL" })),
        Of("RecallAnswerStatus", "nothing", 0, () => RecallAnswered(answer => answer with { Confirmation = null, Transactions = [answer.Transactions[0] with { Status = null }] })),
        Of("RecallAnswerStatus", "modified", 1, () => RecallAnswered(answer => answer with { Confirmation = "MODI" })),
        Of("ReturnIdGiven", "one", Kept, () => Returned()),
        Of("ReturnIdGiven", "none", 0, () => Returned(payment => payment with { Transactions = [payment.Transactions[0] with { ReturnId = null }] })),

        Of("StatedCount", "1 with zeros before it, or none", Kept, () =>
            [.. Returned(payment => payment with { NumberOfTransactions = "01" }), .. Recalled(recall => recall with { NumberOfTransactions = null })]),
        Of("StatedCount", "a return that says 2", 0, () => Returned(payment => payment with { NumberOfTransactions = "2" })),
        Of("StatedCount", "a recall that says 0", 1, () => Recalled(recall => recall with { NumberOfTransactions = "0" })),
        Of("StatedCount", "a request that says more than a number holds", 2, () => Asked(request => request with { NumberOfTransactions = new string('9', 40) })),
        Of("StatedAmount", "one decimal, or no amount of a recalled payment", Kept, () =>
            [.. ReturnedAmount("EUR", "12.5"), .. Recalled(recall => recall with { Transactions = [recall.Transactions[0] with { Original = Exchanges.Original with { SettlementAmount = null } }] })]),
        Of("StatedAmount", "a return of nothing", 0, () => ReturnedAmount("EUR", "0.00")),
        Of("StatedAmount", "a recall of dollars", 1, () => Recalled(recall => recall with { Transactions = [recall.Transactions[0] with { Original = Exchanges.Original with { SettlementAmount = new AmountText("12.50", "USD") } }] })),
        Of("StatedAmount", "a liquidity transfer without a currency", 2, () => Moved(transfer => transfer with { Amount = new AmountText("12.50", "") })),
        Of("StatedAmount", "a request for another amount", 3, () => Of(RequestToPayRules.Interpret(Exchanges.Message(Requested(payment => payment with { Amount = null })), Examples.AllRules).Errors)),
        Of("StatedTotal", "the same amount written otherwise", Kept, () => Returned(payment => payment with { Total = Exchanges.Euro("012.5"), ControlSum = null })),
        Of("StatedTotal", "a cent more", 0, () => Returned(payment => payment with { Total = Exchanges.Euro("12.51") })),
        Of("StatedTotal", "a control sum a cent less", 1, () => Returned(payment => payment with { ControlSum = "12.49" })),
        Of("StatedTotal", "a request's control sum", 2, () => Asked(request => request with { ControlSum = "1250" })),

        Of("MovesToday", "today with a zone, or no day of a liquidity transfer", Kept, () =>
            [.. Returned(payment => payment with { SettlementDate = "2026-11-21Z" }), .. Moved(transfer => transfer with { SettlementDate = null })]),
        Of("MovesToday", "a return without a day", 0, () => Returned(payment => payment with { SettlementDate = null, Transactions = [payment.Transactions[0] with { SettlementDate = null }] })),
        Of("MovesToday", "a return's group yesterday", 1, () => Returned(payment => payment with { SettlementDate = "2026-11-20" })),
        Of("MovesToday", "a liquidity transfer tomorrow", 2, () => Moved(transfer => transfer with { SettlementDate = "2026-11-22" })),
        Of("ReturnByClearing", "CLRG", Kept, () => Returned()),
        Of("ReturnByClearing", "INGA", 0, () => Returned(payment => payment with { Settlement = new SettlementInformation("INGA") })),
        Of("ReturnClearingSystem", "the scheme's", Kept, () => Returned()),
        Of("ReturnClearingSystem", "another one", 0, () => Returned(payment => payment with { Settlement = new SettlementInformation("CLRG", new CodeText("FDN")) })),
        Of("LiquidityPartyNamed", "an account alone", Kept, () => Moved(transfer => transfer with { Creditor = null, CreditorAccount = null })),
        Of("LiquidityPartyNamed", "nobody", 0, () => Moved(transfer => transfer with { Creditor = new(null), CreditorAccount = null, DebtorAccount = null })),

        Of("OneReceipt", "one", Kept, () => Received(receipt => receipt)),
        Of("OneReceipt", "two", 0, () => Received(receipt => receipt with { Details = [receipt.Details[0], receipt.Details[0]] })),
        Of("ReceiptStatus", "settled, as TARGET says", Kept, () => Received(receipt => receipt with { Details = [receipt.Details[0] with { Handlings = [new RequestHandling("SSET", null)] }] })),
        Of("ReceiptStatus", "none", 0, () => Received(receipt => receipt with { Details = [receipt.Details[0] with { Handlings = [] }] })),
        Of("ReceiptStatus", "a code that nobody knows", 0, () => Received(receipt => receipt with { Details = [receipt.Details[0] with { Handlings = [new RequestHandling("A022", null)] }] })),

        Of("OneRequestedPayment", "one", Kept, () => Asked()),
        Of("OneRequestedPayment", "two debtors", 0, () => Asked(request => request with { Debtors = [request.Debtors[0], request.Debtors[0]] })),
        Of("RequestUetrForm", "given, or not", Kept, () => [.. Asked(), .. Asked(_ => Requested(payment => payment with { Identification = new PaymentIdentification { EndToEndId = "E" } }))]),
        Of("RequestUetrForm", "in capitals", 0, () => Asked(_ => Requested(payment => payment with { Identification = payment.Identification with { Uetr = Capitals } }))),
        Of("RequestUetrForm", "an answer in capitals", 1, () => RequestAnswered(answer => Answering(answer, payment => payment with { Uetr = Capitals }))),
        Of("RequestExpires", "a day, a time, or never", Kept, () => [.. Asked(), .. Expiring("2026-11-22T10:00:00+01:00"), .. Expiring(null)]),
        Of("RequestExpires", "in the year 12026", 0, () => Expiring("12026-11-22")),
        Of("RequestAgentsNamed", "by BIC", Kept, () => Asked()),
        Of("RequestAgentsNamed", "a debtor agent without", 0, () => Asked(request => request with { Debtors = [request.Debtors[0] with { DebtorAgent = new(null) }] })),
        Of("RequestAgentsNamed", "a creditor agent without", 1, () => Asked(_ => Requested(payment => payment with { CreditorAgent = new(null) }))),
        Of("RequestAnswerNamesRequest", "the end-to-end id alone", Kept, () => RequestAnswered(answer => Answering(answer, payment => payment with { Uetr = null }))),
        Of("RequestAnswerNamesRequest", "neither", 0, () => RequestAnswered(answer => Answering(answer, payment => payment with { Uetr = null, OriginalEndToEndId = null }))),
        Of("RequestAnswerStatus", "that of the whole message", Kept, () => RequestAnswered(answer => Answering(answer with { Status = "ACCP" }, payment => payment with { Status = null }))),
        Of("RequestAnswerStatus", "none", 0, () => RequestAnswered(answer => Answering(answer, payment => payment with { Status = null }))),
        Of("RequestAnswerStatus", "accepted without posting", 0, () => RequestAnswered(answer => Answering(answer, payment => payment with { Status = "ACWP" }))),

        Of("QueryStandsAlone", "all, or nothing said", Kept, () => [.. Queried(query => query), .. Queried(query => query with { QueryType = null }), .. Searched(query => query with { QueryType = "ALLL" })]),
        Of("QueryStandsAlone", "what has changed of accounts", 0, () => Queried(query => query with { QueryType = "CHNG" })),
        Of("QueryStandsAlone", "accounts by a stored query", 1, () => Queried(query => query with { QueryName = "MINE" })),
        Of("QueryStandsAlone", "what has changed of transactions", 2, () => Searched(query => query with { QueryType = "MODF" })),
        Of("QueryStandsAlone", "transactions by a stored query", 3, () => Searched(query => query with { QueryName = "MINE" })),
        Of("QueryNamesOnePayment", "by each of the ids alone", Kept, () =>
        [
            .. Searched(query => query with { Payments = [new PaymentKey { ProprietaryId = Examples.Uetr.ToString() }] }),
            .. Searched(query => query with { Payments = [], EndToEndIds = ["E2E-1"] }),
            .. Searched(query => query with { Payments = [], TransactionIds = ["TX-1", "TX-1"] }),
        ]),
        Of("QueryNamesOnePayment", "none", 0, () => Searched(query => query with { Payments = [] })),
        Of("QueryNamesOnePayment", "two", 0, () => Searched(query => query with { EndToEndIds = ["E2E-2"] })),
        Of("QueryNamesOnePayment", "an id of somebody's own", 0, () => Searched(query => query with { Payments = [new PaymentKey { ProprietaryId = "MINE" }] })),

        Of("OneReportRequest", "one", Kept, () => Reported(request => request)),
        Of("OneReportRequest", "none", 0, () => Of(ReportRequestRules.Interpret(Exchanges.Message(Exchanges.ReportRequest with { Requests = [] }), Examples.AllRules).Errors)),
        Of("ReportKnown", "without a version", Kept, () => Reported(request => request with { RequestedDefinition = "camt.052" })),
        Of("ReportKnown", "a version that is not written", 0, () => Reported(request => request with { RequestedDefinition = "camt.053.001.02" })),
        Of("ReportPeriod", "one day, or open, or none", Kept, () =>
            [.. Period("2026-11-20", "2026-11-20"), .. Period("2026-11-20", null), .. Reported(request => request with { Period = null })]),
        Of("ReportPeriod", "backwards", 0, () => Period("2026-11-20", "2026-11-19")),
        Of("ReportPeriod", "what has changed", 1, () => Period("2026-11-20", null, "CHNG")),
    ];

    private static RuleExample Of(string rule, string name, int subject, Func<IEnumerable<RuleAnswer>> answers) => new(rule, name, subject, answers);

    private static IEnumerable<RuleAnswer> Of(IEnumerable<MessageError> errors) =>
        errors.Select(error => new RuleAnswer(error.Code, error.ElementPath, RuleCatalogue.Of(error.Code)?.Id));

    private static IEnumerable<RuleAnswer> Sent<TContent>(TContent content)
        where TContent : class => SenderRules.Check(Exchanges.Read(content), Examples.Parties) is { } error ? Of([error]) : [];

    private static CaseAssignment Other(CaseAssignment assignment) => assignment with { Assigner = new PartyOrAgent(null, Exchanges.Bravo) };

    private static OriginalPayment Named(string? uetr) => Exchanges.Original with { Uetr = uetr };

    private static IEnumerable<RuleAnswer> Recalled(Func<CancellationRequest, CancellationRequest>? change = null) =>
        Of(RecallRules.Interpret(Exchanges.Message(change is null ? Exchanges.Recall : change(Exchanges.Recall)), Examples.AllRules).Errors);

    private static IEnumerable<RuleAnswer> RecallAnswered(Func<InvestigationResolution, InvestigationResolution>? change = null) =>
        Of(RecallAnswerRules.Interpret(Exchanges.Message(change is null ? Exchanges.RecallAnswer : change(Exchanges.RecallAnswer)), Examples.AllRules).Errors);

    private static IEnumerable<RuleAnswer> Returned(Func<PaymentReturn, PaymentReturn>? change = null) =>
        Of(ReturnRules.Interpret(Exchanges.Message(change is null ? Exchanges.Return : change(Exchanges.Return)), Examples.AllRules, Examples.NowMs).Errors);

    private static IEnumerable<RuleAnswer> ReturnedAmount(string currency, string value) =>
        Returned(payment => payment with { Transactions = [payment.Transactions[0] with { ReturnedAmount = new AmountText(value, currency) }] });

    private static IEnumerable<RuleAnswer> Moved(Func<LiquidityTransfer, LiquidityTransfer> change) =>
        Of(LiquidityRules.Interpret(Exchanges.Message(change(Exchanges.Withdrawal)), Examples.AllRules, Examples.NowMs).Errors);

    private static IEnumerable<RuleAnswer> Received(Func<Receipt, Receipt> change) => Of(ReceiptRules.Interpret(Exchanges.Message(change(Exchanges.Receipt))).Errors);

    private static IEnumerable<RuleAnswer> Asked(Func<RequestToPay, RequestToPay>? change = null) =>
        Of(RequestToPayRules.Interpret(Exchanges.Message(change is null ? Exchanges.PaymentRequest : change(Exchanges.PaymentRequest)), Examples.AllRules).Errors);

    private static RequestToPay Requested(Func<RequestedPayment, RequestedPayment> change)
    {
        DebtorRequest debtor = Exchanges.PaymentRequest.Debtors[0];
        return Exchanges.PaymentRequest with { Debtors = [debtor with { Payments = [change(debtor.Payments[0])] }] };
    }

    private static IEnumerable<RuleAnswer> Expiring(string? expiry) => Asked(request => request with { Debtors = [request.Debtors[0] with { Expiry = expiry }] });

    private static IEnumerable<RuleAnswer> RequestAnswered(Func<RequestToPayStatus, RequestToPayStatus> change) =>
        Of(RequestToPayAnswerRules.Interpret(Exchanges.Message(change(Exchanges.PaymentRequestAnswer))).Errors);

    private static RequestToPayStatus Answering(RequestToPayStatus answer, Func<RequestedPaymentStatus, RequestedPaymentStatus> change) =>
        answer with { Debtors = [answer.Debtors[0] with { Payments = [change(answer.Debtors[0].Payments[0])] }] };

    private static IEnumerable<RuleAnswer> Queried(Func<AccountQuery, AccountQuery> change) =>
        Of(AccountQueryRules.Interpret(Exchanges.Message(change(Exchanges.AccountQuery)), Examples.AllRules).Errors);

    private static IEnumerable<RuleAnswer> Searched(Func<TransactionQuery, TransactionQuery> change) =>
        Of(TransactionQueryRules.Interpret(Exchanges.Message(change(Exchanges.TransactionQuery))).Errors);

    private static IEnumerable<RuleAnswer> Reported(Func<RequestedReport, RequestedReport> change) => Of(ReportRequestRules.Interpret(
        Exchanges.Message(Exchanges.ReportRequest with { Requests = [change(Exchanges.ReportRequest.Requests[0])] }), Examples.AllRules).Errors);

    private static IEnumerable<RuleAnswer> Period(string from, string? to, string type = "ALLL") =>
        Reported(request => request with { Period = new ReportingPeriod { FromDate = from, ToDate = to, Type = type } });
}
