using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Liquidity;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.RequestsToPay;
using PaymentSwitch.Domain.Settlement;

namespace PaymentSwitch.Engine.Tests.Model;

/// <summary>What lives must have seen, so that a test that has become blind fails.</summary>
internal static class Expected
{
    // Each move with the replies that it must have had. What only one kind of move can have is looked for by its kind below.
    private static readonly (string Move, string Replies)[] Replies =
    [
        ("submit", "Done"), ("submit again", "Done Repeat IdentityConflict"),
        ("answer", "Done Repeat UnknownPayment AnswerLate AnswerContradicts AnswerMismatch AnswerStatusNotAllowed"),
        ("ask the status", "Done UnknownPayment StatusTooEarly"),
        ("recall", "Done Repeat UnknownPayment AnswerMismatch NotSettled NotInScheme ReasonNotAllowed RecallOpen RecalledBefore ReturnedAlready TooLate"),
        ("answer recall", "Done Repeat UnknownPayment AnswerMismatch NoRecallOpen AcceptByReturn ReasonNotAllowed PendingBefore"),
        ("return", "Done Repeat UnknownPayment AnswerMismatch NotSettled NotInScheme ReasonNotAllowed TooLate ReturnedAlready ReturnAboveOriginal"),
        ("return", "ReturnPartial ReturnCurrency ReturnIdTaken SenderSuspended ReceiverUnavailable"),
        ("reserve for a payment", "Done InsufficientFunds InsufficientHeadroom InsufficientPartyHeadroom AmountOutOfRange NotOpen"),
        ("reserve for a return", "Done InsufficientFunds InsufficientHeadroom"),
        ("refused", "AB05 AB08 AC04 AG10 AG11 AGNT AM01 AM03 AM04 AM12 AM23 AM23* CH21 CNOR DNOR DT04 DU03 NARR TM01"),
        ("SetAccountTerms", "Done Closed CapBelowUse CapNotPrefunded TermsUnsound CurrencyNotSettled OwnerNotEnrolled OwnerNotDirect OwnerClosed ModelNotInScheme"), ("SetPartyLimit", "Done NotOpen Closed TermsUnsound"),
        ("SetLiquidityWatch", "Done NotOpen TermsUnsound"), ("FundAccount", "Done Closed AmountOutOfRange ReferenceTaken CurrencyNotSettled OwnerNotEnrolled"),
        ("WithdrawFromAccount", "Done Closed AmountOutOfRange InsufficientFunds"), ("CloseAccount", "Done NotOpen NotEmpty"),
        ("EnrolParticipant", "Done AgentTaken InThePast WrongRole"), ("ChangeStanding", "Done NotEnrolled Closed AccountsOpen NotOnboarding NotYetEnabled StandsSoAlready StoppedByOperator IsSignedOff"),
        ("CutCycle", "Done NotOpen Unknown"), ("InstructCycle", "Done StillOpen NotNetted InstructedAlready SettledAlready Aborted Unknown"),
        ("AbortCycle", "Done StillOpen InstructedAlready SettledAlready"), ("ReopenCycle", "Done NotAborted"),
        ("confirm", "Done SettledAlready AnswerContradicts NoSuchInstruction"), ("fail", "Done SettledAlready AnswerContradicts NoSuchInstruction"),
        ("cover", "Done NotCovered NoSuchInstruction Unknown"), ("try again", "Done NoSuchInstruction"),
        ("liquidity", "Done Repeat IdentityConflict NotAllowed NoSettlementBank Suspended"), ("receipt", "Done Repeat Unknown"),
        ("ask to pay", "Done Repeat IdentityConflict NotInScheme SenderNotCreditorAgent DebtorAgentUnknown DebtorAgentUnavailable Expired"),
        ("answer request", "Done Repeat Unknown AnsweredBefore Expired PendingBefore"),
        ("restart with a cycle", "Open Draining Netted Instructed Failed Aborted Settled"),
        ("restart with an instruction", "Sent Confirmed Failed Covering Covered"),
    ];

    /// <summary>What is missing in what was seen; empty for nothing.</summary>
    public static IReadOnlyList<string> Missing(Coverage seen) =>
    [
        .. Replies.SelectMany(expected => expected.Replies.Split(' ').Select(reply => $"{expected.Move}: {reply}")).Where(what => seen.Of(what) == 0),
        .. new[] { "reload from the journal", "prefunding promised to another cycle", "re-opened, and it still drains", "crash with something lost", "crash with nothing lost" }.Where(what => seen.Of(what) == 0),
        .. seen.Missing<AccountReply>(),
        // This host books a return in the breath in which it takes it in: none is ever found under way.
        // No life is so short of money that a payment's returns are rejected twenty times.
        .. seen.Missing(PaymentReply.ReturnUnderWay, PaymentReply.ReturnsExhausted),
        // Only the core itself opens cycles; and only books that are wrong are out of balance.
        .. seen.Missing(CycleReply.OtherCurrency, CycleReply.Unbalanced),
        .. seen.Missing<LiquidityReply>(),
        .. seen.Missing<RequestReply>(),
        // Lives have no credentials.
        .. seen.Missing(ParticipantReply.CredentialTaken),
        // Nothing of cycles is unknown or out of balance when it is recovered.
        .. seen.Missing(CycleStatus.Unknown, CycleStatus.Unbalanced),
        .. seen.Missing<InstructionStatus>(),
        .. seen.Missing<DeliveryKind>(),
    ];
}
