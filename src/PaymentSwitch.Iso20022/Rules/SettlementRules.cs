using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>Settled today, by clearing, in the scheme's clearing system.</summary>
internal static class SettlementRules
{
    private static readonly RuleSubject Date = new(Paths.SettlementDate, Refusal.SettlementDateNotToday);
    private static readonly RuleSubject GroupDate = new(Paths.GroupSettlementDate, Refusal.SettlementDateNotToday);
    private static readonly RuleSubject Method = new(Paths.SettlementMethod, Refusal.SettlementMethodWrong);
    private static readonly RuleSubject ClrSys = new(Paths.ClearingSystem, Refusal.ClearingSystemWrong);

    internal static readonly CreditTransferRule SettlementDateToday = new()
    {
        Id = nameof(SchemeRule.SettlementDateToday),
        Subjects = [Date, GroupDate],
        Sentence = "The settlement date is given, with the group or with the transaction, and is today in the scheme's zone: the payment settles within seconds.",
        Source = RuleSources.Guidelines,
        Switch = RuleSwitch.Listed(SchemeRule.SettlementDateToday),
        Scope = RuleScope.Clock,
        Check = CheckDates,
    };

    internal static readonly CreditTransferRule SettlementByClearing = new()
    {
        Id = nameof(SchemeRule.SettlementByClearing),
        Subjects = [Method],
        Sentence = "The settlement method is CLRG: the money moves in the clearing system, not over accounts that the two banks hold with each other.",
        Source = RuleSources.Guidelines,
        Switch = RuleSwitch.Listed(SchemeRule.SettlementByClearing),
        Scope = RuleScope.Message,
        Check = CheckMethod,
    };

    internal static readonly CreditTransferRule ClearingSystem = new()
    {
        Id = nameof(SchemeRule.ClearingSystem),
        Subjects = [ClrSys],
        Sentence = "The clearing system, where it is named, is this one (profile: clearingSystems): a message for another one has gone astray.",
        Source = RuleSources.CodeSet("ExternalCashClearingSystem1Code"),
        Switch = RuleSwitch.Listed(SchemeRule.ClearingSystem),
        Scope = RuleScope.Message,
        Check = CheckSystem,
    };

    private static void CheckDates(in CreditTransferFacts facts, ref ViolationList found)
    {
        DateOnly today = facts.Profile.BusinessDayZone.DateAt(facts.NowMs);
        if (facts.Message.SettlementDate is null && facts.Message.GroupSettlementDate is null)
            found.Add(Date, $"The settlement date is missing; expected {today:yyyy-MM-dd}.");
        CheckDay(facts.Message.SettlementDate, today, Date, ref found);
        CheckDay(facts.Message.GroupSettlementDate, today, GroupDate, ref found);
    }

    private static void CheckDay(string? written, DateOnly today, RuleSubject subject, ref ViolationList found)
    {
        if (written is null || (IsoDateTime.TryParseDay(written, out DateOnly day) && day == today)) return;
        found.Add(subject, ViolationList.Expected(written, $"today, {today:yyyy-MM-dd}"));
    }

    private static void CheckMethod(in CreditTransferFacts facts, ref ViolationList found)
    {
        if (facts.Message.SettlementMethod != "CLRG") found.Add(Method, ViolationList.Expected(facts.Message.SettlementMethod, "CLRG"));
    }

    private static void CheckSystem(in CreditTransferFacts facts, ref ViolationList found)
    {
        if (facts.Message.ClearingSystem is { } system && facts.Profile.ClearingSystems.Count > 0 && !facts.Profile.ClearingSystems.Contains(system))
            found.Add(ClrSys, ViolationList.Expected(system, OneOf.List(facts.Profile.ClearingSystems)));
    }
}
