using System.Collections.Frozen;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>Service level, local instrument and charge bearer are the scheme's.</summary>
internal static class PaymentTypeRules
{
    internal static void Check(CreditTransferMessage message, SchemeProfile profile, ViolationList found)
    {
        if (profile.Has(SchemeRule.ServiceLevel))
        {
            if (message.ServiceLevels.Count == 0 && profile.ServiceLevels.Count > 0)
                found.Add(Refusal.ServiceLevelWrong, Paths.ServiceLevel, $"The service level is missing; expected {OneOf.List(profile.ServiceLevels)}.");
            foreach (PlacedText level in message.ServiceLevels) CheckOne(level, profile.ServiceLevels, Refusal.ServiceLevelWrong, found);
        }

        if (profile.Has(SchemeRule.LocalInstrument))
        {
            if (message.LocalInstrument is not null)
                CheckOne(message.LocalInstrument, profile.LocalInstruments, Refusal.LocalInstrumentWrong, found);
            else if (profile.LocalInstruments.Count > 0)
                found.Add(Refusal.LocalInstrumentWrong, Paths.LocalInstrument, $"The local instrument is missing; expected {OneOf.List(profile.LocalInstruments)}.");
        }

        if (profile.Has(SchemeRule.ChargeBearerServiceLevel) && message.ChargeBearer != "SLEV")
            found.Add(Refusal.ChargeBearerWrong, Paths.ChargeBearer, ViolationList.Expected(message.ChargeBearer, "SLEV"));
    }

    private static void CheckOne(PlacedText text, FrozenSet<string> allowed, Refusal refusal, ViolationList found)
    {
        if (allowed.Count > 0 && !allowed.Contains(text.Text))
            found.Add(refusal, text.ElementPath, ViolationList.Expected(text.Text, OneOf.List(allowed)));
    }
}
