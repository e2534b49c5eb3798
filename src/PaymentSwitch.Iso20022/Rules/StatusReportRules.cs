using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>What a status report must say to be an answer to a payment: one transaction, its identity, its status.</summary>
public static class StatusReportRules
{
    private const string Path = "/Document/FIToFIPmtStsRpt/TxInfAndSts";

    /// <summary>Finds the one payment that a status report answers.</summary>
    public static StatusReportInterpretation Interpret(StatusReportMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Transactions.Count != 1)
            return new StatusReportInterpretation(default, null, [OriginalRules.WrongCount(Path, message.Transactions.Count)]);

        TransactionStatus transaction = message.Transactions[0];
        List<MessageError> errors = [];
        if (OriginalRules.CheckUetr(transaction.Uetr, Path, out Uetr uetr) is { } wrong) errors.Add(wrong);
        if (transaction.Status is null)
        {
            errors.Add(new MessageError(MessageErrorKind.Content, MessageErrorCodes.TransactionStatus, Path + "/TxSts", 0, 0,
                "The transaction status (TxSts) is missing; expected RJCT or a status by which the scheme accepts."));
        }

        return errors.Count == 0
            ? new StatusReportInterpretation(uetr, transaction, [])
            : new StatusReportInterpretation(uetr, null, errors);
    }
}

/// <summary>The payment that a status report answers.</summary>
/// <param name="Uetr">Which payment; says nothing where there are errors.</param>
/// <param name="Transaction">What is said of it, its status not null; null if and only if there are errors.</param>
/// <param name="Errors">What is missing; empty for nothing.</param>
public sealed record StatusReportInterpretation(Uetr Uetr, TransactionStatus? Transaction, IReadOnlyList<MessageError> Errors);
