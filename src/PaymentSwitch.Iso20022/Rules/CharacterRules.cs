using System.Globalization;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>Texts keep to the Latin set of the SEPA rules.</summary>
internal static class CharacterRules
{
    private static readonly RuleSubject AnyText = new("/Document", Refusal.CharacterNotAllowed);

    internal static readonly CreditTransferRule LatinCharacters = new()
    {
        Id = nameof(SchemeRule.LatinCharacters),
        Subjects = [AnyText],
        Sentence = "Every text keeps to a-z A-Z 0-9 / - ? : ( ) . , ' + and the blank, which is what every bank of the scheme can take in.",
        Source = "EPC guidance on the character set of SEPA payments (EPC217-08)",
        Switch = RuleSwitch.Listed(SchemeRule.LatinCharacters),
        Scope = RuleScope.Message,
        Check = Check,
    };

    private static void Check(in CreditTransferFacts facts, ref ViolationList found)
    {
        IReadOnlyList<PlacedText> texts = facts.Message.TextsBeyondLatin;
        for (int i = 0; i < texts.Count; i++)
        {
            string text = texts[i].Text;
            int at = Reading.LatinCharacters.FirstBeyond(text);
            string code = char.IsSurrogatePair(text, at)
                ? char.ConvertToUtf32(text, at).ToString("X4", CultureInfo.InvariantCulture)
                : ((int)text[at]).ToString("X4", CultureInfo.InvariantCulture);
            found.Add(
                AnyText,
                $"Found the character U+{code} at place {at + 1}; expected a-z A-Z 0-9 / - ? : ( ) . , ' + or a blank.",
                below: texts[i].ElementPath);
        }
    }
}
