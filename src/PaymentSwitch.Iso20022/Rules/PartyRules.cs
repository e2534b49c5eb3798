using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>Account numbers with valid check digits, and bank codes of the right form.</summary>
internal static class PartyRules
{
    internal static void Check(CreditTransferMessage message, SchemeProfile profile, ViolationList found)
    {
        // Our own schemas have this form too; one that is dropped in may have a looser one.
        CheckBic(message.InstructingAgent, Paths.InstructingAgent, found);
        CheckBic(message.DebtorAgent, ElementPaths.DebtorAgent, found);
        CheckBic(message.CreditorAgent, ElementPaths.CreditorAgent, found);

        if (!profile.Has(SchemeRule.IbanCheck)) return;
        CheckIban(message.DebtorIban, Paths.DebtorAccount, Refusal.DebtorAccountInvalid, found);
        CheckIban(message.CreditorIban, Paths.CreditorAccount, Refusal.CreditorAccountInvalid, found);
    }

    private static void CheckBic(AgentIdentification? agent, string path, ViolationList found)
    {
        if (agent?.Bic is { } bic && !Bic.HasForm(bic))
            found.Add(Refusal.BicMalformed, path + "/FinInstnId/BICFI", ViolationList.Expected(bic, "a BIC of 8 or 11 characters"));
    }

    private static void CheckIban(string? iban, string path, Refusal refusal, ViolationList found)
    {
        if (iban is not null && !Iban.IsValid(iban))
            found.Add(refusal, path, ViolationList.Expected(iban, "an IBAN in capitals with valid check digits"));
    }
}
