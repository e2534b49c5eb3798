using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>What a status report must say to be an answer to a payment: one transaction, its identity, its status.</summary>
public static class StatusReportRules
{
    internal const string Transaction = "/Document/FIToFIPmtStsRpt/TxInfAndSts";
    private static readonly RuleSubject StatusMissing = new(Transaction + "/TxSts", MessageErrorCodes.TransactionStatus);
    private static readonly RuleSubject StatusNotAllowed = new(Transaction + "/TxSts", "ANSWER_STATUS");

    internal static readonly Rule TransactionStatusGiven = new()
    {
        Id = nameof(TransactionStatusGiven),
        Subjects = [StatusMissing],
        Sentence = "An answer has a transaction status (TxSts): without one nobody knows whether the creditor agent accepts.",
        Source = RuleSources.Definition,
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
    };

    internal static readonly Rule AnswerStatus = new()
    {
        Id = nameof(AnswerStatus),
        Subjects = [StatusNotAllowed],
        Sentence = "The transaction status is RJCT, one that accepts in this scheme (profile: acceptingStatuses), or, where it knows acceptance without posting, a later ACCC, PDNG or BLCK: nothing else is known.",
        Source = RuleSources.CodeSet("ExternalPaymentTransactionStatus1Code"),
        Switch = RuleSwitch.Always,
        Scope = RuleScope.Message,
    };

    /// <summary>Finds the one payment that a status report answers.</summary>
    public static StatusReportInterpretation Interpret(StatusReportMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Transactions.Count != 1)
            return new StatusReportInterpretation(default, null, [OriginalRules.WrongCount(OriginalRules.ReportCount, message.Transactions.Count)]);

        TransactionStatus transaction = message.Transactions[0];
        List<MessageError> errors = [];
        if (OriginalRules.CheckUetr(transaction.Uetr, OriginalRules.ReportUetr, out Uetr uetr) is { } wrong) errors.Add(wrong);
        if (transaction.Status is null)
        {
            errors.Add(StatusMissing.Error(
                MessageErrorKind.Content, "The transaction status (TxSts) is missing; expected RJCT or a status by which the scheme accepts."));
        }

        return errors.Count == 0
            ? new StatusReportInterpretation(uetr, transaction, [])
            : new StatusReportInterpretation(uetr, null, errors);
    }

    /// <summary>
    /// The error of an answer whose status the scheme does not know; null where it does: as an answer, or as the later outcome of a
    /// posting. Whether it comes in its time, the payment decides.
    /// </summary>
    public static MessageError? CheckStatus(string status, SchemeProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return profile.AllowsAnswer(status) || profile.AllowsLaterOutcome(status) ? null : NotAllowed(status, profile);
    }

    /// <summary>
    /// The error of a status that a payment does not take as it stands: one that the scheme does not know, or a later outcome
    /// before there was an acceptance without posting.
    /// </summary>
    public static MessageError NotAllowed(string status, SchemeProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        string expected = $"RJCT or one of {string.Join(", ", profile.AcceptingStatuses.Order(StringComparer.Ordinal))}";
        string later = profile.Exceptions.AcceptedWithoutPosting is { } acceptance
            ? $", and after {acceptance} one of {string.Join(", ", SchemeProfile.LaterOutcomes.Order(StringComparer.Ordinal))}"
            : "";
        return StatusNotAllowed.Error(MessageErrorKind.Content, $"Found {ErrorText.Cut(status, 40)}; expected {expected}{later}.");
    }
}

/// <summary>The payment that a status report answers.</summary>
/// <param name="Uetr">Which payment; says nothing where there are errors.</param>
/// <param name="Transaction">What is said of it, its status not null; null if and only if there are errors.</param>
/// <param name="Errors">What is missing; empty for nothing.</param>
public sealed record StatusReportInterpretation(Uetr Uetr, TransactionStatus? Transaction, IReadOnlyList<MessageError> Errors);
