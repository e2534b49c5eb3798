using System.Collections.Frozen;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>Service level, local instrument and charge bearer are the scheme's.</summary>
internal static class PaymentTypeRules
{
    private static readonly RuleSubject Level = new(Paths.ServiceLevel, Refusal.ServiceLevelWrong);
    private static readonly RuleSubject GroupLevel = new(Paths.GroupServiceLevel, Refusal.ServiceLevelWrong);
    private static readonly RuleSubject Instrument = new(Paths.LocalInstrument, Refusal.LocalInstrumentWrong);
    private static readonly RuleSubject GroupInstrument = new(Paths.GroupLocalInstrument, Refusal.LocalInstrumentWrong);
    private static readonly RuleSubject Bearer = new(Paths.ChargeBearer, Refusal.ChargeBearerWrong);

    internal static readonly CreditTransferRule ServiceLevel = new()
    {
        Id = nameof(SchemeRule.ServiceLevel),
        Subjects = [Level, GroupLevel],
        Sentence = "The service level, of the transaction or else of the group, is there and is the scheme's (profile: serviceLevels): it says by which rulebook the banks deal.",
        Source = RuleSources.CodeSet("ExternalServiceLevel1Code"),
        Switch = RuleSwitch.Listed(SchemeRule.ServiceLevel),
        Scope = RuleScope.Message,
        Check = CheckServiceLevels,
    };

    internal static readonly CreditTransferRule LocalInstrument = new()
    {
        Id = nameof(SchemeRule.LocalInstrument),
        Subjects = [Instrument, GroupInstrument],
        Sentence = "The local instrument, of the transaction or else of the group, is there and is the scheme's (profile: localInstruments): it marks the payment as an instant one.",
        Source = RuleSources.CodeSet("ExternalLocalInstrument1Code"),
        Switch = RuleSwitch.Listed(SchemeRule.LocalInstrument),
        Scope = RuleScope.Message,
        Check = CheckLocalInstrument,
    };

    internal static readonly CreditTransferRule ChargeBearerServiceLevel = new()
    {
        Id = nameof(SchemeRule.ChargeBearerServiceLevel),
        Subjects = [Bearer],
        Sentence = "The charge bearer is SLEV: each side pays its own bank as the scheme lays down, and the full amount arrives.",
        Source = RuleSources.Guidelines,
        Switch = RuleSwitch.Listed(SchemeRule.ChargeBearerServiceLevel),
        Scope = RuleScope.Message,
        Check = CheckChargeBearer,
    };

    private static void CheckServiceLevels(in CreditTransferFacts facts, ref ViolationList found)
    {
        FrozenSet<string> allowed = facts.Profile.ServiceLevels;
        IReadOnlyList<PlacedText> levels = facts.Message.ServiceLevels;
        if (levels.Count == 0 && allowed.Count > 0) found.Add(Level, $"The service level is missing; expected {OneOf.List(allowed)}.");
        // By index: an enumerator of an interface would have to be allocated.
        for (int i = 0; i < levels.Count; i++) CheckOne(levels[i], allowed, Level, GroupLevel, ref found);
    }

    private static void CheckLocalInstrument(in CreditTransferFacts facts, ref ViolationList found)
    {
        FrozenSet<string> allowed = facts.Profile.LocalInstruments;
        if (facts.Message.LocalInstrument is { } instrument) CheckOne(instrument, allowed, Instrument, GroupInstrument, ref found);
        else if (allowed.Count > 0) found.Add(Instrument, $"The local instrument is missing; expected {OneOf.List(allowed)}.");
    }

    private static void CheckChargeBearer(in CreditTransferFacts facts, ref ViolationList found)
    {
        if (facts.Message.ChargeBearer != "SLEV") found.Add(Bearer, ViolationList.Expected(facts.Message.ChargeBearer, "SLEV"));
    }

    private static void CheckOne(PlacedText text, FrozenSet<string> allowed, RuleSubject own, RuleSubject group, ref ViolationList found)
    {
        if (allowed.Count == 0 || allowed.Contains(text.Text)) return;
        bool isGroups = text.ElementPath.StartsWith(Paths.Group, StringComparison.Ordinal);
        found.Add(isGroups ? group : own, ViolationList.Expected(text.Text, OneOf.List(allowed)), below: text.ElementPath);
    }
}
