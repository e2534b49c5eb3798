using System.Globalization;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>One transaction to a message, its identity, and references as they must be.</summary>
internal static class TransactionRules
{
    private static readonly RuleSubject Identity = new(ElementPaths.Uetr, Refusal.IdentityMalformed);
    private static readonly RuleSubject Transactions = new(ElementPaths.Transaction, Refusal.TransactionCountWrong);
    private static readonly RuleSubject Stated = new(Paths.NumberOfTransactions, Refusal.NumberOfTransactionsWrong);
    private static readonly RuleSubject MessageId = new(Paths.MessageId, Refusal.ReferenceMalformed);
    private static readonly RuleSubject InstructionId = new(Paths.InstructionId, Refusal.ReferenceMalformed);
    private static readonly RuleSubject EndToEndId = new(Paths.EndToEndId, Refusal.ReferenceMalformed);
    private static readonly RuleSubject TransactionId = new(ElementPaths.TransactionId, Refusal.ReferenceMalformed);
    private static readonly RuleSubject ClearingSystemReference = new(Paths.ClearingSystemReference, Refusal.ReferenceMalformed);

    internal static readonly CreditTransferRule UetrForm = new()
    {
        Id = nameof(UetrForm),
        Subjects = [Identity],
        Sentence = "The UETR is there and is a version 4 UUID in lower case: it is the payment's identity, and no bank may read two spellings as two payments.",
        Source = "RFC 4122; " + RuleSources.Definition,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
        Check = CheckIdentity,
    };

    internal static readonly CreditTransferRule OneTransaction = new()
    {
        Id = nameof(OneTransaction),
        Subjects = [Transactions],
        Sentence = "A message carries exactly one transaction: an instant payment has one outcome of its own, and a second transaction must not pass unseen.",
        Source = RuleSources.Rulebook,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
        Check = CheckCount,
    };

    internal static readonly CreditTransferRule SingleTransaction = new()
    {
        Id = nameof(SchemeRule.SingleTransaction),
        Subjects = [Stated],
        Sentence = "The number of transactions (NbOfTxs) says 1, which is how many there are: another number tells of a message that was cut or put together wrongly.",
        Source = RuleSources.Guidelines,
        Switch = RuleSwitch.Listed(SchemeRule.SingleTransaction),
        Scope = RuleScope.Message,
        Check = CheckStatedCount,
    };

    internal static readonly CreditTransferRule ReferenceSlashes = new()
    {
        Id = nameof(SchemeRule.ReferenceSlashes),
        Subjects = [MessageId, InstructionId, EndToEndId, TransactionId, ClearingSystemReference],
        Sentence = "A reference neither begins nor ends with '/' nor contains '//': systems behind a bank read slashes as marks between fields.",
        Source = RuleSources.Guidelines,
        Switch = RuleSwitch.Listed(SchemeRule.ReferenceSlashes),
        Scope = RuleScope.Message,
        Check = CheckReferences,
    };

    private static void CheckIdentity(in CreditTransferFacts facts, ref ViolationList found)
    {
        if (facts.HasUetr) return;
        found.Add(Identity, facts.Message.Uetr is not { } written
            ? "The UETR is missing; expected a version 4 UUID in lower case."
            : ViolationList.Expected(written, "a version 4 UUID in lower case"));
    }

    // The switch reads the first transaction only: with more than one, no scheme may let the rest pass unseen.
    private static void CheckCount(in CreditTransferFacts facts, ref ViolationList found)
    {
        if (facts.Message.TransactionCount != 1) found.Add(Transactions, $"Found {facts.Message.TransactionCount} transactions, expected 1.");
    }

    private static void CheckStatedCount(in CreditTransferFacts facts, ref ViolationList found)
    {
        string written = facts.Message.NumberOfTransactions;
        if (!long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out long count) || count != 1)
            found.Add(Stated, ViolationList.Expected(written, "1"));
    }

    private static void CheckReferences(in CreditTransferFacts facts, ref ViolationList found)
    {
        CheckReference(facts.Message.MessageId, MessageId, ref found);
        CheckReference(facts.Message.InstructionId, InstructionId, ref found);
        CheckReference(facts.Message.EndToEndId, EndToEndId, ref found);
        CheckReference(facts.Message.TransactionId, TransactionId, ref found);
        CheckReference(facts.Message.ClearingSystemReference, ClearingSystemReference, ref found);
    }

    private static void CheckReference(string? reference, RuleSubject subject, ref ViolationList found)
    {
        if (reference is null) return;
        if (reference.StartsWith('/') || reference.EndsWith('/') || reference.Contains("//", StringComparison.Ordinal))
            found.Add(subject, ViolationList.Expected(reference, "no '/' at the ends and no '//'"));
    }
}
