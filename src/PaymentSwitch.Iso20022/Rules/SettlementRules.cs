using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>Settled today, by clearing, in the scheme's clearing system.</summary>
internal static class SettlementRules
{
    internal static void Check(CreditTransferMessage message, SchemeProfile profile, long nowMs, ViolationList found)
    {
        if (profile.Has(SchemeRule.SettlementDateToday))
        {
            DateOnly today = IsoDateTime.DayOf(nowMs, profile.BusinessDayOffsetMinutes);
            if (message.SettlementDate is null && message.GroupSettlementDate is null)
                found.Add(Refusal.SettlementDateNotToday, Paths.SettlementDate, $"The settlement date is missing; expected {today:yyyy-MM-dd}.");
            CheckDay(message.SettlementDate, today, Paths.SettlementDate, found);
            CheckDay(message.GroupSettlementDate, today, Paths.GroupSettlementDate, found);
        }

        if (!profile.Has(SchemeRule.SettlementByClearing)) return;
        if (message.SettlementMethod != "CLRG")
            found.Add(Refusal.SettlementMethodWrong, Paths.SettlementMethod, ViolationList.Expected(message.SettlementMethod, "CLRG"));
        if (message.ClearingSystem is { } system && profile.ClearingSystems.Count > 0 && !profile.ClearingSystems.Contains(system))
            found.Add(Refusal.SettlementMethodWrong, Paths.ClearingSystem, ViolationList.Expected(system, OneOf.List(profile.ClearingSystems)));
    }

    private static void CheckDay(string? written, DateOnly today, string path, ViolationList found)
    {
        if (written is null || (IsoDateTime.TryParseDay(written, out DateOnly day) && day == today)) return;
        found.Add(Refusal.SettlementDateNotToday, path, ViolationList.Expected(written, $"today, {today:yyyy-MM-dd}"));
    }
}
