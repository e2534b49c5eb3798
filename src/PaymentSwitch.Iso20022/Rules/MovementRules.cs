using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>When and where money moves that is no payment's own: what <see cref="SettlementRules"/> is for credit transfers.</summary>
internal static class MovementRules
{
    private static readonly RuleSubject ReturnDate = new(ReturnRules.Transaction + "/IntrBkSttlmDt", MessageErrorCodes.SettlementDate);
    private static readonly RuleSubject ReturnGroupDate = new(ReturnRules.Group + "/IntrBkSttlmDt", MessageErrorCodes.SettlementDate);
    private static readonly RuleSubject LiquidityDate = new(LiquidityRules.Transfer + "/SttlmDt", MessageErrorCodes.SettlementDate);
    private static readonly RuleSubject Method = new(ReturnRules.Group + "/SttlmInf/SttlmMtd", MessageErrorCodes.SettlementMethod);
    private static readonly RuleSubject ClrSys = new(ReturnRules.Group + "/SttlmInf/ClrSys", MessageErrorCodes.ClearingSystem);

    internal static readonly Rule MovesToday = new()
    {
        Id = nameof(MovesToday),
        Subjects = [ReturnDate, ReturnGroupDate, LiquidityDate],
        Sentence = "A return names today in the scheme's zone as settlement date, with the group or with the transaction, and so does a liquidity transfer that names a day: both move at once.",
        Source = RuleSources.Definition,
        Switch = RuleSwitch.Like(SchemeRule.SettlementDateToday),
        Scope = RuleScope.Clock,
    };

    internal static readonly Rule ReturnByClearing = new()
    {
        Id = nameof(ReturnByClearing),
        Subjects = [Method],
        Sentence = "The settlement method of a return is CLRG: the money goes back in the clearing system, the way that it came.",
        Source = RuleSources.Definition,
        Switch = RuleSwitch.Like(SchemeRule.SettlementByClearing),
        Scope = RuleScope.Message,
    };

    internal static readonly Rule ReturnClearingSystem = new()
    {
        Id = nameof(ReturnClearingSystem),
        Subjects = [ClrSys],
        Sentence = "The clearing system of a return, where it is named, is this one (profile: clearingSystems): a message for another one has gone astray.",
        Source = RuleSources.CodeSet("ExternalCashClearingSystem1Code"),
        Switch = RuleSwitch.Like(SchemeRule.ClearingSystem),
        Scope = RuleScope.Message,
    };

    internal static void CheckReturnDates(string? date, string? groupDate, SchemeProfile profile, long nowMs, List<MessageError> errors)
    {
        if (!MovesToday.IsOn(profile)) return;
        DateOnly today = profile.BusinessDayZone.DateAt(nowMs);
        if (date is null && groupDate is null)
            errors.Add(ReturnDate.Error(MessageErrorKind.Content, $"The settlement date is missing; expected {today:yyyy-MM-dd}."));
        CheckDay(date, today, ReturnDate, errors);
        CheckDay(groupDate, today, ReturnGroupDate, errors);
    }

    internal static void CheckLiquidityDate(string? date, SchemeProfile profile, long nowMs, List<MessageError> errors)
    {
        if (MovesToday.IsOn(profile)) CheckDay(date, profile.BusinessDayZone.DateAt(nowMs), LiquidityDate, errors);
    }

    internal static void CheckSettlement(SettlementInformation settlement, SchemeProfile profile, List<MessageError> errors)
    {
        if (settlement.Method != "CLRG" && ReturnByClearing.IsOn(profile))
            errors.Add(Method.Error(MessageErrorKind.Content, $"Found '{ErrorText.Cut(settlement.Method, 40)}', expected CLRG."));
        if (settlement.ClearingSystem?.Text is { } system && ReturnClearingSystem.IsOn(profile)
            && profile.ClearingSystems.Count > 0 && !profile.ClearingSystems.Contains(system))
        {
            errors.Add(ClrSys.Error(MessageErrorKind.Content, $"Found '{ErrorText.Cut(system, 40)}', expected {OneOf.List(profile.ClearingSystems)}."));
        }
    }

    private static void CheckDay(string? written, DateOnly today, RuleSubject subject, List<MessageError> errors)
    {
        if (written is null || (IsoDateTime.TryParseDay(written, out DateOnly day) && day == today)) return;
        errors.Add(subject.Error(MessageErrorKind.Content, $"Found '{ErrorText.Cut(written, 40)}', expected today, {today:yyyy-MM-dd}."));
    }
}
