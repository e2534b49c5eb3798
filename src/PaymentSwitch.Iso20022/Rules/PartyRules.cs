using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>Account numbers with valid check digits, and bank codes of the right form.</summary>
internal static class PartyRules
{
    private const string BicOf = "/FinInstnId/BICFI";
    private static readonly RuleSubject Instructing = new(Paths.InstructingAgent + BicOf, Refusal.BicMalformed);
    private static readonly RuleSubject DebtorAgent = new(ElementPaths.DebtorAgent + BicOf, Refusal.BicMalformed);
    private static readonly RuleSubject CreditorAgent = new(ElementPaths.CreditorAgent + BicOf, Refusal.BicMalformed);
    private static readonly RuleSubject DebtorAccount = new(Paths.DebtorAccount, Refusal.DebtorAccountInvalid);
    private static readonly RuleSubject CreditorAccount = new(Paths.CreditorAccount, Refusal.CreditorAccountInvalid);

    // Our own schemas have this form too; one that is dropped in may have a looser one.
    internal static readonly CreditTransferRule BicForm = new()
    {
        Id = nameof(SchemeRule.BicForm),
        Subjects = [Instructing, DebtorAgent, CreditorAgent],
        Sentence = "A BIC has 8 or 11 capitals and digits, letters for the country among them: anything else names no bank.",
        Source = "ISO 9362",
        Switch = RuleSwitch.Listed(SchemeRule.BicForm),
        Scope = RuleScope.Message,
        Check = CheckBics,
    };

    internal static readonly CreditTransferRule IbanCheck = new()
    {
        Id = nameof(SchemeRule.IbanCheck),
        Subjects = [DebtorAccount, CreditorAccount],
        Sentence = "An IBAN is written in capitals without blanks and its check digits hold (remainder 1 modulo 97): a mistyped account is found before money moves.",
        Source = "ISO 13616; ISO 7064 (mod 97-10)",
        Switch = RuleSwitch.Listed(SchemeRule.IbanCheck),
        Scope = RuleScope.Message,
        Check = CheckIbans,
    };

    private static void CheckBics(in CreditTransferFacts facts, ref ViolationList found)
    {
        CheckBic(facts.Message.InstructingAgent, Instructing, ref found);
        CheckBic(facts.Message.DebtorAgent, DebtorAgent, ref found);
        CheckBic(facts.Message.CreditorAgent, CreditorAgent, ref found);
    }

    private static void CheckIbans(in CreditTransferFacts facts, ref ViolationList found)
    {
        CheckIban(facts.Message.DebtorIban, DebtorAccount, ref found);
        CheckIban(facts.Message.CreditorIban, CreditorAccount, ref found);
    }

    private static void CheckBic(AgentIdentification? agent, RuleSubject subject, ref ViolationList found)
    {
        if (agent?.Bic is { } bic && !Bic.HasForm(bic)) found.Add(subject, ViolationList.Expected(bic, "a BIC of 8 or 11 characters"));
    }

    private static void CheckIban(string? iban, RuleSubject subject, ref ViolationList found)
    {
        if (iban is not null && !Iban.IsValid(iban)) found.Add(subject, ViolationList.Expected(iban, "an IBAN in capitals with valid check digits"));
    }
}
