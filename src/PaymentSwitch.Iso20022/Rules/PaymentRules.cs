using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>
/// The rules that the payment itself decides by (<see cref="Payment"/>), because they ask for the moment of arrival, for
/// earlier payments, for participants or accounts. Their checks stand there; here stands what banks are told of them.
/// </summary>
public static class PaymentRules
{
    private const string Answer = "/Document/FIToFIPmtStsRpt/TxInfAndSts";
    private const string Request = "/Document/FIToFIPmtStsReq";

    /// <summary>An answer names a payment that this bank was sent.</summary>
    public static readonly RuleSubject AnswerUnknown = new(Answer + "/OrgnlUETR", "UNKNOWN_PAYMENT");

    /// <summary>A status request names a payment that this bank has a part in.</summary>
    public static readonly RuleSubject RequestUnknown = new(Request + "/TxInf/OrgnlUETR", "UNKNOWN_PAYMENT");

    /// <summary>The references of an answer are the payment's.</summary>
    public static readonly RuleSubject AnswerMismatch = new(Answer, "ANSWER_MISMATCH");

    /// <summary>An answer says what the one before it said.</summary>
    public static readonly RuleSubject AnswerContradicts = new(Answer + "/TxSts", "ANSWER_CONTRADICTS");

    /// <summary>The status is asked for when the scheme allows it.</summary>
    public static readonly RuleSubject StatusTooEarly = new(Request, "STATUS_TOO_EARLY");

    internal static readonly Rule AcceptanceTimeGiven = new()
    {
        Id = nameof(SchemeRule.AcceptanceTimeGiven),
        Subjects = [new(ElementPaths.AcceptanceTime, Refusal.AcceptanceTimeMissing)],
        Sentence = "The acceptance time T0 is given: the scheme's clock counts from it, and both banks must see the same deadline.",
        Source = RuleSources.Guidelines,
        Switch = RuleSwitch.Listed(SchemeRule.AcceptanceTimeGiven),
        Scope = RuleScope.Message,
    };

    internal static readonly Rule AcceptanceTimeNotAhead = Of(
        nameof(AcceptanceTimeNotAhead), new(ElementPaths.AcceptanceTime, Refusal.AcceptanceTimeInFuture),
        "The acceptance time is not ahead of the switch's clock by more than the tolerance (profile: clock.futureToleranceMs): who stamps ahead takes time that is not his.",
        RuleSources.Rulebook, RuleScope.Clock);

    internal static readonly Rule AcceptanceTimeFresh = Of(
        nameof(AcceptanceTimeFresh), new(ElementPaths.AcceptanceTime, Refusal.AcceptanceTimeStale),
        "When the payment arrives, enough of the scheme's time is left for the receiver (profile: clock.answerWithinMs, clock.receiverReserveMs): he must be able to answer.",
        RuleSources.Rulebook, RuleScope.Clock);

    internal static readonly Rule UniqueIdentity = Of(
        nameof(UniqueIdentity), new(ElementPaths.Uetr, Refusal.DuplicateIdentity),
        "The UETR was not used for another payment: the same message again gets the stored answer, other content under a known identity is refused.",
        RuleSources.Rulebook);

    internal static readonly Rule UniqueTransactionId = Of(
        nameof(SchemeRule.UniqueTransactionId), new(ElementPaths.TransactionId, Refusal.DuplicateTransactionId),
        "No other payment of the same sender carries this TxId within the duplicate window: banks find a payment again by it.",
        RuleSources.Guidelines) with { Switch = RuleSwitch.Listed(SchemeRule.UniqueTransactionId) };

    internal static readonly Rule DebtorAgentKnown = Of(
        nameof(DebtorAgentKnown), new(ElementPaths.DebtorAgent, Refusal.DebtorAgentUnknown),
        "The debtor agent is a participant, or is reached through one: somebody's account must pay.",
        RuleSources.Rulebook);

    internal static readonly Rule DebtorAgentIsSenders = Of(
        nameof(DebtorAgentIsSenders), new(ElementPaths.DebtorAgent, Refusal.SenderNotDebtorAgent),
        "The debtor agent is the bank that sent the message, or is reached through it: nobody spends another bank's money.",
        RuleSources.Rulebook);

    internal static readonly Rule DebtorAgentMaySend = Of(
        nameof(DebtorAgentMaySend), new(ElementPaths.DebtorAgent, Refusal.DebtorAgentSuspended),
        "The debtor agent's participant may send: it is neither suspended nor signed off nor there to receive only.",
        RuleSources.Rulebook);

    internal static readonly Rule CreditorAgentKnown = Of(
        nameof(CreditorAgentKnown), new(ElementPaths.CreditorAgent, Refusal.CreditorAgentUnknown),
        "The creditor agent is a participant with an account in the currency of the payment, or is reached through one: otherwise the money could not arrive.",
        RuleSources.Rulebook);

    internal static readonly Rule CreditorAgentMayReceive = Of(
        nameof(CreditorAgentMayReceive), new(ElementPaths.CreditorAgent, Refusal.CreditorAgentSuspended),
        "The creditor agent's participant is not suspended: a suspended one is paid nothing.",
        RuleSources.Rulebook);

    internal static readonly Rule CreditorAgentOnline = Of(
        nameof(CreditorAgentOnline), new(ElementPaths.CreditorAgent, Refusal.CreditorAgentOffline),
        "The creditor agent's participant has not signed off: it could not answer in time.",
        RuleSources.Rulebook);

    internal static readonly Rule DebtorAgentHasAccount = Of(
        nameof(DebtorAgentHasAccount), new(null, Refusal.DebtorAgentWithoutAccount),
        "The debtor agent's participant has an account in the currency of the payment: the amount is reserved there.",
        RuleSources.Rulebook);

    internal static readonly Rule FundsSuffice = Of(
        nameof(FundsSuffice), new(null, Refusal.InsufficientFunds),
        "The debtor agent's account holds the full amount, less what is reserved: settlement must not fail once the creditor agent has accepted.",
        RuleSources.Rulebook);

    internal static readonly Rule HeadroomSuffices = Of(
        nameof(HeadroomSuffices), new(null, Refusal.InsufficientHeadroom),
        "The debtor agent's cap leaves headroom for the full amount: what is owed before settlement stays within what was pledged.",
        RuleSources.Rulebook);

    internal static readonly Rule PartyHeadroomSuffices = Of(
        nameof(PartyHeadroomSuffices), new(null, Refusal.InsufficientPartyHeadroom),
        "A reachable party that has a limit of its own has headroom there for the full amount: its participant has pledged no more for it.",
        RuleSources.Rulebook);

    internal static readonly Rule CreditorAgentAnswers = Of(
        nameof(CreditorAgentAnswers), new(null, Refusal.CreditorAgentSilent),
        "The creditor agent answers by the deadline (profile: clock.answerWithinMs): after it the payment is over and the payer has the money back.",
        RuleSources.Rulebook);

    internal static readonly Rule KnownPayment = Of(
        nameof(KnownPayment), AnswerUnknown,
        "An answer or a question names a payment that exists and that its sender has a part in: nobody learns of other banks' payments.",
        RuleSources.Switch) with { Subjects = [AnswerUnknown, RequestUnknown] };

    internal static readonly Rule AnswerMatchesPayment = Of(
        nameof(AnswerMatchesPayment), AnswerMismatch,
        "OrgnlEndToEndId and OrgnlTxId of an answer, where given, are the payment's: an answer that mixes up two payments must settle neither.",
        RuleSources.Definition);

    internal static readonly Rule AnswerStands = Of(
        nameof(AnswerStands), AnswerContradicts,
        "An answer says what the one before it said: settlement is final, and so is a rejection.",
        RuleSources.Rulebook);

    internal static readonly Rule StatusRequestInTime = Of(
        nameof(StatusRequestInTime), StatusTooEarly,
        "The status is asked for when the scheme allows it (profile: clock.statusRequestNotBeforeMs): before, the answer is on its way.",
        RuleSources.Rulebook);

    private static Rule Of(string id, RuleSubject subject, string sentence, string source, RuleScope scope = RuleScope.Switch) => new()
    {
        Id = id, Subjects = [subject], Sentence = sentence, Source = source, Switch = RuleSwitch.Always, Scope = scope,
    };
}
