using System.Collections.Frozen;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>
/// All rules beyond the schema. A scheme's rule pack is what of this its profile switches on. Each refusal and each code
/// of a message error belongs to one rule at most, so that an answer leads back to the rule.
/// </summary>
public static class RuleCatalogue
{
    // In the order in which a payment's reasons are told.
    internal static readonly CreditTransferRule[] CreditTransfer =
    [
        TransactionRules.UetrForm, TransactionRules.OneTransaction, TransactionRules.SingleTransaction, TransactionRules.ReferenceSlashes,
        AmountRules.TotalMatches, AmountRules.AmountCurrency, AmountRules.AmountForm, AmountRules.AmountAboveZero, AmountRules.AmountLimit,
        SettlementRules.SettlementDateToday, SettlementRules.SettlementByClearing, SettlementRules.ClearingSystem,
        PaymentTypeRules.ServiceLevel, PaymentTypeRules.LocalInstrument, PaymentTypeRules.ChargeBearerServiceLevel,
        PartyRules.BicForm, PartyRules.IbanCheck, CharacterRules.LatinCharacters,
    ];

    private static readonly FrozenDictionary<Refusal, Rule> ByRefusal;
    private static readonly FrozenDictionary<string, Rule> ByErrorCode;

    static RuleCatalogue()
    {
        All =
        [
            SenderRules.InstructingAgentIsSender,
            HeaderRules.MessageDefinition, HeaderRules.HeaderGiven, HeaderRules.HeaderMatchesDocument,
            .. CreditTransfer,
            PaymentRules.AcceptanceTimeGiven, PaymentRules.AcceptanceTimeNotAhead, PaymentRules.AcceptanceTimeFresh,
            PaymentRules.UniqueIdentity, PaymentRules.UniqueTransactionId,
            PaymentRules.DebtorAgentKnown, PaymentRules.DebtorAgentIsSenders, PaymentRules.DebtorAgentMaySend,
            PaymentRules.CreditorAgentKnown, PaymentRules.CreditorAgentMayReceive, PaymentRules.CreditorAgentOnline,
            PaymentRules.DebtorAgentHasAccount, PaymentRules.FundsSuffice, PaymentRules.HeadroomSuffices, PaymentRules.PartyHeadroomSuffices, PaymentRules.CreditorAgentAnswers,
            ReturnDecisionRules.OriginalKnown, ReturnDecisionRules.OriginalReferencesMatch, ReturnDecisionRules.OriginalSettled,
            ReturnDecisionRules.ReturnsInScheme, ReturnDecisionRules.ReturnReasonAllowed, ReturnDecisionRules.ReturnInTime,
            ReturnDecisionRules.ReturnCurrencyMatches, ReturnDecisionRules.SomethingLeftToReturn, ReturnDecisionRules.ReturnWithinOriginal,
            ReturnDecisionRules.ReturnWhole, ReturnDecisionRules.OneReturnAtATime, ReturnDecisionRules.ReturnsNotExhausted,
            OriginalRules.OneOriginal, OriginalRules.OriginalUetr, StatusReportRules.TransactionStatusGiven, StatusReportRules.AnswerStatus,
            ReasonRules.ReasonGiven, RecallAnswerRules.RecallAnswerStatus, ReturnRules.ReturnIdGiven,
            StatedRules.StatedCount, StatedRules.StatedAmount, StatedRules.StatedTotal,
            MovementRules.MovesToday, MovementRules.ReturnByClearing, MovementRules.ReturnClearingSystem,
            LiquidityRules.LiquidityPartyNamed, ReceiptRules.OneReceipt, ReceiptRules.ReceiptStatus,
            RequestToPayRules.OneRequestedPayment, RequestToPayRules.RequestUetrForm, RequestToPayRules.RequestExpires, RequestToPayRules.RequestAgentsNamed,
            RequestToPayAnswerRules.RequestAnswerNamesRequest, RequestToPayAnswerRules.RequestAnswerStatus,
            QueryRules.QueryStandsAlone, TransactionQueryRules.QueryNamesOnePayment,
            ReportRequestRules.OneReportRequest, ReportRequestRules.ReportKnown, ReportRequestRules.ReportPeriod,
            PaymentRules.KnownPayment, PaymentRules.AnswerMatchesPayment, PaymentRules.AnswerStands, PaymentRules.StatusRequestInTime,
        ];
        ByRefusal = All.SelectMany(rule => rule.Subjects.Where(subject => subject.ErrorCode is null).Select(subject => (subject.Refusal, rule)))
            .Distinct().ToFrozenDictionary(pair => pair.Refusal, pair => pair.rule);
        ByErrorCode = All.SelectMany(rule => rule.Subjects.Where(subject => subject.ErrorCode is not null).Select(subject => (subject.ErrorCode, rule)))
            .Distinct().ToFrozenDictionary(pair => pair.ErrorCode!, pair => pair.rule, StringComparer.Ordinal);
    }

    /// <summary>All rules, in the order in which a message meets them.</summary>
    public static IReadOnlyList<Rule> All { get; }

    /// <summary>The rules that a scheme has.</summary>
    public static IEnumerable<Rule> PackOf(SchemeProfile profile) => All.Where(rule => rule.IsOn(profile));

    /// <summary>The rule that a refusal tells of.</summary>
    /// <exception cref="KeyNotFoundException">It is <see cref="Refusal.None"/>.</exception>
    public static Rule Of(Refusal refusal) => ByRefusal[refusal];

    /// <summary>The rule that a message error's code tells of; null where it tells of the schema or of a bound.</summary>
    public static Rule? Of(string errorCode) => ByErrorCode.GetValueOrDefault(errorCode);
}
