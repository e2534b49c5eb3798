using System.Globalization;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>Texts keep to the Latin set of the SEPA rules.</summary>
internal static class CharacterRules
{
    internal static void Check(CreditTransferMessage message, SchemeProfile profile, ViolationList found)
    {
        if (!profile.Has(SchemeRule.LatinCharacters)) return;
        foreach (PlacedText text in message.TextsBeyondLatin)
        {
            int at = LatinCharacters.FirstBeyond(text.Text);
            string code = char.IsSurrogatePair(text.Text, at)
                ? char.ConvertToUtf32(text.Text, at).ToString("X4", CultureInfo.InvariantCulture)
                : ((int)text.Text[at]).ToString("X4", CultureInfo.InvariantCulture);
            found.Add(Refusal.CharacterNotAllowed, text.ElementPath,
                $"Found the character U+{code} at place {at + 1}; expected a-z A-Z 0-9 / - ? : ( ) . , ' + or a blank.");
        }
    }
}
