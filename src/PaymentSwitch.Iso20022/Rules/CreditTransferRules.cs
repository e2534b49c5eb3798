using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>
/// The rules of a scheme that need nothing but the message. All violations are found, not only the first. What needs
/// other knowledge (duplicates, the clock, participants, funds) is decided by the payment itself.
/// </summary>
public static class CreditTransferRules
{
    /// <summary>Turns the texts of a credit transfer into values, and says what is wrong with them in this scheme.</summary>
    /// <param name="message">The message.</param>
    /// <param name="profile">The scheme, which switches rules on.</param>
    /// <param name="nowMs">The time, in Unix milliseconds; says what day is today.</param>
    public static CreditTransferInterpretation Interpret(CreditTransferMessage message, SchemeProfile profile, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(profile);
        var facts = new CreditTransferFacts(message, profile, nowMs);
        var found = default(ViolationList);
        foreach (CreditTransferRule rule in RuleCatalogue.CreditTransfer)
        {
            if (rule.IsOn(profile)) rule.Check(facts, ref found);
        }

        CreditTransfer? transfer = !facts.HasUetr ? null : new CreditTransfer
        {
            Uetr = facts.Uetr,
            MessageDefinition = message.MessageDefinition,
            MessageId = message.MessageId,
            InstructionId = message.InstructionId,
            EndToEndId = message.EndToEndId,
            TransactionId = message.TransactionId,
            Amount = facts.Amount,
            AcceptedAtMs = IsoDateTime.TryParse(message.AcceptedAt, out long acceptedAtMs, out _) ? acceptedAtMs : null,
            InstructingAgent = AgentNames.WithSystem(message.InstructingAgent, profile.MemberIdSystem),
            DebtorAgent = AgentNames.WithSystem(message.DebtorAgent, profile.MemberIdSystem),
            CreditorAgent = AgentNames.WithSystem(message.CreditorAgent, profile.MemberIdSystem),
        };
        return new CreditTransferInterpretation(transfer, found.ToList());
    }
}

/// <summary>What a credit transfer says, and what is wrong with it.</summary>
/// <param name="Transfer">
/// The values; null where there is no valid identity (UETR), without which nothing can be kept. Where the amount cannot be
/// represented it is zero in the scheme's currency, and there is a violation. An acceptance time (T0) without a zone is
/// read as UTC.
/// </param>
/// <param name="Violations">What is wrong; empty for nothing. Each text has at most 105 characters.</param>
public sealed record CreditTransferInterpretation(CreditTransfer? Transfer, IReadOnlyList<Violation> Violations);
