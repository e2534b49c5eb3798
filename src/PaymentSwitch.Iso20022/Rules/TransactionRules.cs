using System.Globalization;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>One transaction to a message, and references as they must be.</summary>
internal static class TransactionRules
{
    internal static void Check(CreditTransferMessage message, SchemeProfile profile, ViolationList found)
    {
        // The switch reads the first transaction only: with more than one, no scheme may let the rest pass unseen.
        if (message.TransactionCount != 1)
            found.Add(Refusal.TransactionCountWrong, ElementPaths.Transaction, $"Found {message.TransactionCount} transactions, expected 1.");
        if (profile.Has(SchemeRule.SingleTransaction)
            && !(long.TryParse(message.NumberOfTransactions, NumberStyles.None, CultureInfo.InvariantCulture, out long count) && count == 1))
            found.Add(Refusal.TransactionCountWrong, Paths.NumberOfTransactions, ViolationList.Expected(message.NumberOfTransactions, "1"));

        if (!profile.Has(SchemeRule.ReferenceSlashes)) return;
        CheckReference(message.MessageId, Paths.MessageId, found);
        CheckReference(message.InstructionId, Paths.InstructionId, found);
        CheckReference(message.EndToEndId, Paths.EndToEndId, found);
        CheckReference(message.TransactionId, ElementPaths.TransactionId, found);
        CheckReference(message.ClearingSystemReference, Paths.ClearingSystemReference, found);
    }

    private static void CheckReference(string? reference, string path, ViolationList found)
    {
        if (reference is null) return;
        if (reference.StartsWith('/') || reference.EndsWith('/') || reference.Contains("//", StringComparison.Ordinal))
            found.Add(Refusal.ReferenceMalformed, path, ViolationList.Expected(reference, "no '/' at the ends and no '//'"));
    }
}
