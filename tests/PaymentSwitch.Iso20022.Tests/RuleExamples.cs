using System.Text;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Rules;
using PaymentSwitch.Iso20022.Validation;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>What came of an example: an answer's code, its element, and the rule where the answer names it.</summary>
public sealed record RuleAnswer(string Code, string? Path, string? Rule);

/// <summary>One message, or one moment in a payment's life, that keeps a rule or breaks it.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Name">What is special about the example.</param>
/// <param name="Subject">Which of the rule's subjects is broken, counted from 0; -1 where the rule is kept.</param>
/// <param name="Answers">Everything that is answered.</param>
public sealed record RuleExample(string Rule, string Name, int Subject, Func<IEnumerable<RuleAnswer>> Answers);

/// <summary>For every rule of the catalogue: what keeps it, and what breaks each of its subjects.</summary>
public static class RuleExamples
{
    private const int Kept = -1;
    private const long NowMs = Examples.NowMs;
    private static readonly MessageValidator Validator = new(Examples.Reader, Examples.AllRules with { HeaderRequired = true });

    public static IReadOnlyList<RuleExample> All { get; } =
    [
        // the rule                    its example                                    subject  what is changed in a good pacs.008
        Xml("InstructingAgentIsSender", "the sender's own BIC", Kept, "SLEV", "SLEV"),
        Xml("InstructingAgentIsSender", "a header in another bank's name", 0, "<Fr><FIId><FinInstnId><BICFI>AGRIFRPPXXX", "<Fr><FIId><FinInstnId><BICFI>BANKDEFFXXX"),
        Xml("InstructingAgentIsSender", "another bank instructs", 1, "<InstgAgt><FinInstnId><BICFI>AGRIFRPPXXX", "<InstgAgt><FinInstnId><BICFI>BANKDEFFXXX"),
        Xml("MessageDefinition", "a pacs.008.001.08", Kept, "SLEV", "SLEV"),
        Of("MessageDefinition", "a pacs.009", 0, () => Header(message => message with { MessageDefinition = "pacs.009.001.08" })),
        Xml("HeaderGiven", "a header", Kept, "SLEV", "SLEV"),
        Of("HeaderGiven", "no header", 0, () => Header(message => message with { Header = null })),
        Xml("HeaderMatchesDocument", "a possible duplicate", Kept, "SLEV", "SLEV"),
        Xml("HeaderMatchesDocument", "another version", 0, "<MsgDefIdr>pacs.008.001.08<", "<MsgDefIdr>pacs.008.001.09<"),
        Xml("HeaderMatchesDocument", "a time without a zone", 1, "00.000Z</CreDt>", "00.000</CreDt>"),
        Xml("HeaderMatchesDocument", "a sender nobody knows", 2, "<Fr><FIId><FinInstnId><BICFI>AGRIFRPPXXX", "<Fr><FIId><FinInstnId><BICFI>NOBOFRPPXXX"),
        Xml("HeaderMatchesDocument", "another receiver", 3, "<BICFI>SWTCHXXXXXX", "<BICFI>BANKDEFFXXX"),

        Xml("UetrForm", "a version 4 UUID", Kept, "SLEV", "SLEV"),
        Xml("UetrForm", "none", 0, "<UETR>b1f2a3c4-d5e6-4789-8abc-def012345678</UETR>", ""),
        Xml("OneTransaction", "one", Kept, "SLEV", "SLEV"),
        Of("OneTransaction", "two", 0, () => Transfer(message => message with { TransactionCount = 2 })),
        Xml("SingleTransaction", "1 with zeros before it", Kept, "<NbOfTxs>1<", "<NbOfTxs>01<"),
        Xml("SingleTransaction", "2", 0, "<NbOfTxs>1<", "<NbOfTxs>2<"),
        Xml("ReferenceSlashes", "a slash inside", Kept, "E2E-1", "E2E/1"),
        Xml("ReferenceSlashes", "a slash first", 0, "<MsgId>MSG-1", "<MsgId>/MSG-1"),
        Xml("ReferenceSlashes", "a slash last", 1, "INSTR-1", "INSTR-1/"),
        Xml("ReferenceSlashes", "two in a row", 2, "E2E-1", "E2E//1"),
        Xml("ReferenceSlashes", "nothing but a slash", 3, "TX-1", "/"),
        Xml("ReferenceSlashes", "a reference of the clearing system", 4, "</UETR>", "</UETR><ClrSysRef>/C</ClrSysRef>"),

        Xml("TotalMatches", "the same amount written otherwise", Kept, "<TtlIntrBkSttlmAmt Ccy=\"EUR\">12.50<", "<TtlIntrBkSttlmAmt Ccy=\"EUR\">012.5<"),
        Xml("TotalMatches", "a cent more", 0, "<TtlIntrBkSttlmAmt Ccy=\"EUR\">12.50<", "<TtlIntrBkSttlmAmt Ccy=\"EUR\">12.51<"),
        Xml("TotalMatches", "a control sum a cent less", 1, "<NbOfTxs>1</NbOfTxs>", "<NbOfTxs>1</NbOfTxs><CtrlSum>12.49</CtrlSum>"),
        Xml("AmountCurrency", "euro", Kept, "SLEV", "SLEV"),
        Amount("AmountCurrency", "dollar", 0, "Ccy=\"USD\">12.50"),
        Amount("AmountForm", "one decimal", Kept, "Ccy=\"EUR\">12.5"),
        Amount("AmountForm", "three decimals", 0, "Ccy=\"EUR\">12.500"),
        Amount("AmountAboveZero", "a cent", Kept, "Ccy=\"EUR\">0.01"),
        Amount("AmountAboveZero", "zero", 0, "Ccy=\"EUR\">0.00"),
        Amount("AmountLimit", "the limit", Kept, "Ccy=\"EUR\">100000.00"),
        Amount("AmountLimit", "a cent above", 0, "Ccy=\"EUR\">100000.01"),

        Xml("SettlementDateToday", "today with a zone", Kept, "<IntrBkSttlmDt>2026-11-21<", "<IntrBkSttlmDt>2026-11-21Z<"),
        Xml("SettlementDateToday", "none", 0, "<IntrBkSttlmDt>2026-11-21</IntrBkSttlmDt>", ""),
        Xml("SettlementDateToday", "yesterday", 1, "<IntrBkSttlmDt>2026-11-21<", "<IntrBkSttlmDt>2026-11-20<"),
        Xml("SettlementByClearing", "CLRG", Kept, "SLEV", "SLEV"),
        Xml("SettlementByClearing", "INGA", 0, "<SttlmMtd>CLRG<", "<SttlmMtd>INGA<"),
        Xml("ClearingSystem", "the scheme's", Kept, "</SttlmMtd>", "</SttlmMtd><ClrSys><Cd>IBP</Cd></ClrSys>"),
        Xml("ClearingSystem", "another one", 0, "</SttlmMtd>", "</SttlmMtd><ClrSys><Cd>FDN</Cd></ClrSys>"),
        Xml("ServiceLevel", "SEPA", Kept, "SLEV", "SLEV"),
        Xml("ServiceLevel", "none", 0, "<SvcLvl><Cd>SEPA</Cd></SvcLvl>", ""),
        Xml("ServiceLevel", "another one of the group", 1, "<Cd>SEPA<", "<Cd>URGP<"),
        Xml("LocalInstrument", "INST", Kept, "SLEV", "SLEV"),
        Xml("LocalInstrument", "one of its own", 0, "</PmtId>", "</PmtId><PmtTpInf><LclInstrm><Prtry>X</Prtry></LclInstrm></PmtTpInf>"),
        Xml("LocalInstrument", "another one of the group", 1, "<Cd>INST<", "<Cd>SDCL<"),
        Xml("ChargeBearerServiceLevel", "SLEV", Kept, "SLEV", "SLEV"),
        Xml("ChargeBearerServiceLevel", "SHAR", 0, "SLEV", "SHAR"),

        Of("BicForm", "8 and 11 characters", Kept, () => Transfer(message => message with { DebtorAgent = AgentIdentification.OfBic("AGRIFRPP") })),
        Of("BicForm", "a small letter", 0, () => Transfer(message => message with { InstructingAgent = AgentIdentification.OfBic("aGRIFRPP") })),
        Of("BicForm", "9 characters", 1, () => Transfer(message => message with { DebtorAgent = AgentIdentification.OfBic("AGRIFRPPX") })),
        Of("BicForm", "a country of digits", 2, () => Transfer(message => message with { CreditorAgent = AgentIdentification.OfBic("BANK22FF") })),
        Xml("IbanCheck", "two good ones", Kept, "SLEV", "SLEV"),
        Xml("IbanCheck", "one digit of the debtor's changed", 0, "FR1420041010050500013M02606", "FR1420041010050500013M02607"),
        Xml("IbanCheck", "two digits of the creditor's exchanged", 1, "DE89370400440532013000", "DE89370400440523013000"),
        Xml("LatinCharacters", "ASCII names", Kept, "Jean &amp; Söhne &lt;GmbH&gt;", "Jean Soehne", "Invoice &quot;42&quot;", "Invoice 42"),
        Xml("LatinCharacters", "an umlaut", 0, "Erika", "Ärika"),

        Xml("AcceptanceTimeGiven", "given", Kept, "SLEV", "SLEV"),
        Xml("AcceptanceTimeGiven", "left out", 0, "<AccptncDtTm>2026-11-21T04:59:59.750Z</AccptncDtTm>", ""),
        Xml("AcceptanceTimeNotAhead", "a second ahead", Kept, "04:59:59.750Z</Acc", "05:00:01.000Z</Acc"),
        Xml("AcceptanceTimeNotAhead", "a millisecond more", 0, "04:59:59.750Z</Acc", "05:00:01.001Z</Acc"),
        Xml("AcceptanceTimeFresh", "a second left for the receiver", Kept, "04:59:59.750Z</Acc", "04:59:54.000Z</Acc"),
        Xml("AcceptanceTimeFresh", "a millisecond less", 0, "04:59:59.750Z</Acc", "04:59:53.999Z</Acc"),

        Of("UniqueIdentity", "the same again", Kept, () => Submitted(given: Received)),
        Of("UniqueIdentity", "other content", 0, () => Submitted(submit => submit with { Digest = new byte[] { 9 } }, given: Received)),
        Of("UniqueTransactionId", "a new one", Kept, () => Submitted()),
        Of("UniqueTransactionId", "one of another payment", 0, () => Submitted(submit => submit with { SameTransactionId = Examples.Uetr })),
        Of("DebtorAgentKnown", "a participant", Kept, () => Submitted()),
        Of("DebtorAgentKnown", "nobody", 0, () => Submitted(submit => submit with { Transfer = submit.Transfer with { DebtorAgent = Nobody } })),
        Of("DebtorAgentIsSenders", "the sender", Kept, () => Submitted()),
        Of("DebtorAgentIsSenders", "another bank", 0, () => Submitted(submit => submit with { Sender = Bravo })),
        Of("DebtorAgentMaySend", "enabled", Kept, () => Submitted()),
        Of("DebtorAgentMaySend", "suspended", 0, () => Submitted(debtor: ParticipantStanding.Suspended)),
        Of("CreditorAgentKnown", "a participant", Kept, () => Submitted()),
        Of("CreditorAgentKnown", "nobody", 0, () => Submitted(submit => submit with { Transfer = submit.Transfer with { CreditorAgent = Nobody } })),
        Of("CreditorAgentMayReceive", "receive only", Kept, () => Submitted(creditor: ParticipantStanding.ReceiveOnly)),
        Of("CreditorAgentMayReceive", "suspended", 0, () => Submitted(creditor: ParticipantStanding.Suspended)),
        Of("CreditorAgentOnline", "enabled", Kept, () => Submitted()),
        Of("CreditorAgentOnline", "signed off", 0, () => Submitted(creditor: ParticipantStanding.SignedOff)),
        Of("DebtorAgentHasAccount", "reserved", Kept, () => Reserved(AccountReply.Done)),
        Of("DebtorAgentHasAccount", "no account", 0, () => Reserved(AccountReply.NotOpen)),
        Of("FundsSuffice", "reserved", Kept, () => Reserved(AccountReply.Done)),
        Of("FundsSuffice", "too little", 0, () => Reserved(AccountReply.InsufficientFunds)),
        Of("HeadroomSuffices", "reserved", Kept, () => Reserved(AccountReply.Done)),
        Of("HeadroomSuffices", "too little", 0, () => Reserved(AccountReply.InsufficientHeadroom)),
        Of("PartyHeadroomSuffices", "reserved", Kept, () => Reserved(AccountReply.Done)),
        Of("PartyHeadroomSuffices", "too little", 0, () => Reserved(AccountReply.InsufficientPartyHeadroom)),
        Of("CreditorAgentAnswers", "a millisecond before the deadline", Kept, () => At(DeadlineMs - 1)),
        Of("CreditorAgentAnswers", "at the deadline", 0, () => At(DeadlineMs)),

        Of("OneOriginal", "one of each", Kept, () => [.. Answered(), .. Asked()]),
        Of("OneOriginal", "an answer to none", 0, () => Answered(message => message with { Transactions = [] })),
        Of("OneOriginal", "a question for two", 1, () => Asked(message => message with { Transactions = [message.Transactions[0], message.Transactions[0]] })),
        Of("OriginalUetr", "one of each", Kept, () => [.. Answered(), .. Asked()]),
        Of("OriginalUetr", "an answer without", 0, () => Answered(message => message with { Transactions = [message.Transactions[0] with { Uetr = null }] })),
        Of("OriginalUetr", "a question in capitals", 1, () => Asked(message => message with { Transactions = [message.Transactions[0] with { Uetr = "B1F2A3C4-D5E6-4789-8ABC-DEF012345678" }] })),
        Of("TransactionStatusGiven", "ACCP", Kept, () => Answered()),
        Of("TransactionStatusGiven", "none", 0, () => Answered(message => message with { Transactions = [message.Transactions[0] with { Status = null }] })),
        Of("AnswerStatus", "RJCT", Kept, () => Answered(message => message with { Transactions = [message.Transactions[0] with { Status = "RJCT" }] })),
        Of("AnswerStatus", "PDNG", 0, () => Answered(message => message with { Transactions = [message.Transactions[0] with { Status = "PDNG" }] })),
        Of("KnownPayment", "the creditor agent's", Kept, () => Replied(Bravo, "ACCP")),
        Of("KnownPayment", "answered by another bank", 0, () => Replied(Alpha, "ACCP")),
        Of("KnownPayment", "asked for by another bank", 1, () => Asked(new ParticipantId("NOBODEFFXXX"), DeadlineMs)),
        Of("AnswerMatchesPayment", "its EndToEndId", Kept, () => Replied(Bravo, "ACCP", endToEndId: "E2E-1")),
        Of("AnswerMatchesPayment", "another EndToEndId", 0, () => Replied(Bravo, "ACCP", endToEndId: "E2E-2")),
        Of("AnswerStands", "accepted twice", Kept, () => Replied(Bravo, "ACCP", given: new PaymentSettled(NowMs, "ACCP", default, 0))),
        Of("AnswerStands", "rejected after it was accepted", 0, () => Replied(Bravo, "RJCT", given: new PaymentSettled(NowMs, "ACCP", default, 0))),
        Of("StatusRequestInTime", "at the earliest moment", Kept, () => Asked(Alpha, AcceptedAtMs + 10_000)),
        Of("StatusRequestInTime", "a millisecond before", 0, () => Asked(Alpha, AcceptedAtMs + 9_999)),
        .. ExchangeRuleExamples.All,
        .. ReturnRuleExamples.All,
    ];

    private static ParticipantId Alpha => new("AGRIFRPPXXX");

    private static ParticipantId Bravo => new("BANKDEFFXXX");

    private static AgentIdentification Nobody => AgentIdentification.OfBic("NOBODEFFXXX");

    private static long AcceptedAtMs => NowMs - 250;

    private static long DeadlineMs => AcceptedAtMs + 7_000;

    private static RuleExample Of(string rule, string name, int subject, Func<IEnumerable<RuleAnswer>> answers) => new(rule, name, subject, answers);

    private static RuleExample Xml(string rule, string name, int subject, params string[] changes) => new(rule, name, subject, () =>
    {
        string xml = Examples.Text(Examples.CreditTransfer());
        for (int i = 0; i < changes.Length; i += 2)
        {
            Assert.Contains(changes[i], xml);
            xml = xml.Replace(changes[i], changes[i + 1], StringComparison.Ordinal);
        }

        ValidationReport report = Validator.Validate(Encoding.UTF8.GetBytes(xml), NowMs, Examples.Parties);
        Assert.DoesNotContain(report.Errors, error => error.Code == MessageErrorCodes.Schema);
        return report.Errors.Select(error => new RuleAnswer(error.Code, error.ElementPath, error.Rule));
    });

    private static RuleExample Amount(string rule, string name, int subject, string amount) =>
        Xml(rule, name, subject, "Ccy=\"EUR\">12.50</IntrBkSttlmAmt>", amount + "</IntrBkSttlmAmt>");

    private static IEnumerable<RuleAnswer> Header(Func<CreditTransferMessage, CreditTransferMessage> change) => Of(HeaderRules.Check(
        change(Examples.With("SLEV", "SLEV")), Examples.AllRules with { HeaderRequired = true }, Examples.Parties));

    private static IEnumerable<RuleAnswer> Transfer(Func<CreditTransferMessage, CreditTransferMessage> change) => CreditTransferRules
        .Interpret(change(Examples.With("SLEV", "SLEV")), Examples.AllRules, NowMs).Violations
        .Select(violation => new RuleAnswer(
            StatusReasons.CodeOf(violation.Refusal, Examples.AllRules), violation.ElementPath, RuleCatalogue.Of(violation.Refusal).Id));

    private static IEnumerable<RuleAnswer> Answered(Func<StatusReportMessage, StatusReportMessage>? change = null)
    {
        var good = new StatusReportMessage
        {
            MessageDefinition = "pacs.002.001.10",
            MessageId = "M",
            Original = new OriginalMessage(default, 0, 0),
            Transactions = [new TransactionStatus { Uetr = Examples.Uetr.ToString(), Status = "ACCP" }],
        };
        StatusReportInterpretation interpreted = StatusReportRules.Interpret(change is null ? good : change(good));
        MessageError? status = interpreted.Transaction is null ? null : StatusReportRules.CheckStatus(interpreted.Transaction.Status!, Examples.AllRules);
        return Of(status is null ? interpreted.Errors : [status]);
    }

    private static IEnumerable<RuleAnswer> Asked(Func<StatusRequestMessage, StatusRequestMessage>? change = null)
    {
        var good = new StatusRequestMessage
        {
            MessageDefinition = "pacs.028.001.03",
            MessageId = "M",
            Original = new OriginalMessage(default, 0, 0),
            Transactions = [new TransactionInquiry { Uetr = Examples.Uetr.ToString() }],
        };
        return Of(StatusRequestRules.Interpret(change is null ? good : change(good)).Errors);
    }

    private static IEnumerable<RuleAnswer> Of(IEnumerable<MessageError> errors) =>
        errors.Select(error => new RuleAnswer(error.Code, error.ElementPath, RuleCatalogue.Of(error.Code)?.Id));

    // ---- What the payment itself decides; its own reasons carry codes and no rule ----

    private static SubmitPayment Submit => new()
    {
        Sender = Alpha,
        Transfer = CreditTransferRules.Interpret(Examples.With("SLEV", "SLEV"), Examples.AllRules, NowMs).Transfer!,
        Message = new OriginalMessage(default, 0, 0),
        Digest = new byte[] { 1 },
    };

    private static PaymentReceived Received => (PaymentReceived)Payment.Unknown(Examples.Uetr).Decide(Submit, Context(NowMs)).First!;

    private static Payment Forwarded => Payment.Of(Examples.Uetr, [Received, new PaymentForwarded(NowMs)]);

    private static PaymentContext Context(
        long nowMs, ParticipantStanding debtor = ParticipantStanding.Enabled, ParticipantStanding creditor = ParticipantStanding.Enabled) => new(
        nowMs, Examples.AllRules, ParticipantDirectory.Of([Examples.Bank(Alpha.Value, debtor), Examples.Bank(Bravo.Value, creditor)]));

    private static IEnumerable<RuleAnswer> Submitted(
        Func<SubmitPayment, SubmitPayment>? change = null,
        ParticipantStanding debtor = ParticipantStanding.Enabled,
        ParticipantStanding creditor = ParticipantStanding.Enabled,
        PaymentEvent? given = null)
    {
        Payment payment = Payment.Of(Examples.Uetr, given is null ? [] : [given]);
        PaymentDecision decision = payment.Decide(change is null ? Submit : change(Submit), Context(NowMs, debtor, creditor));
        // A conflict changes nothing of the payment: the gateway answers it by this refusal.
        return decision.Reply == PaymentReply.IdentityConflict
            ? [new RuleAnswer(StatusReasons.CodeOf(Refusal.DuplicateIdentity, Examples.AllRules), ElementPaths.Uetr, null)]
            : ReasonsOf(decision);
    }

    private static IEnumerable<RuleAnswer> Reserved(AccountReply reply) =>
        ReasonsOf(Payment.Of(Examples.Uetr, [Received]).DecideReserved(reply, Context(NowMs)));

    private static IEnumerable<RuleAnswer> At(long nowMs) => ReasonsOf(Forwarded.DecideDeadline(Context(nowMs)));

    private static IEnumerable<RuleAnswer> Replied(ParticipantId by, string status, string? endToEndId = null, PaymentEvent? given = null)
    {
        Payment payment = given is null ? Forwarded : Forwarded.Evolve(given);
        var answer = new AnswerPayment { Sender = by, Uetr = Examples.Uetr, Status = status, OriginalEndToEndId = endToEndId, Message = default };
        return payment.Decide(answer, Context(NowMs)).Reply switch
        {
            PaymentReply.UnknownPayment => [Answer(PaymentRules.AnswerUnknown)],
            PaymentReply.AnswerMismatch => [Answer(PaymentRules.AnswerMismatch)],
            PaymentReply.AnswerContradicts => [Answer(PaymentRules.AnswerContradicts)],
            _ => [],
        };
    }

    private static IEnumerable<RuleAnswer> Asked(ParticipantId by, long nowMs) =>
        Forwarded.Decide(new RequestPaymentStatus(by, Examples.Uetr), Context(nowMs)) switch
        {
            PaymentReply.UnknownPayment => [Answer(PaymentRules.RequestUnknown)],
            PaymentReply.StatusTooEarly => [Answer(PaymentRules.StatusTooEarly)],
            _ => [],
        };

    private static RuleAnswer Answer(RuleSubject subject) => new(subject.CodeIn(Examples.AllRules), subject.ElementPath, null);

    private static IEnumerable<RuleAnswer> ReasonsOf(PaymentDecision decision) =>
        new PaymentEvent?[] { decision.First, decision.Second }.SelectMany(fact => fact switch
        {
            PaymentRejected rejected => rejected.Reasons,
            PaymentExpired expired => [expired.Reason],
            _ => [],
        }).Select(reason => new RuleAnswer(reason.Code, reason.ElementPath, null));
}
