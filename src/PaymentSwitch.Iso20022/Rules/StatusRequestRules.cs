using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>What a status request must say: one transaction and its identity.</summary>
public static class StatusRequestRules
{
    internal const string Transaction = "/Document/FIToFIPmtStsReq/TxInf";

    /// <summary>Finds the one payment that a status request asks for.</summary>
    public static StatusRequestInterpretation Interpret(StatusRequestMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Transactions.Count != 1)
            return new StatusRequestInterpretation(default, null, [OriginalRules.WrongCount(OriginalRules.RequestCount, message.Transactions.Count)]);
        return OriginalRules.CheckUetr(message.Transactions[0].Uetr, OriginalRules.RequestUetr, out Uetr uetr) is { } wrong
            ? new StatusRequestInterpretation(default, null, [wrong])
            : new StatusRequestInterpretation(uetr, message.Transactions[0], []);
    }
}

/// <summary>The payment that a status request asks for.</summary>
/// <param name="Uetr">Which payment; says nothing where there are errors.</param>
/// <param name="Transaction">What is said of it; null if and only if there are errors.</param>
/// <param name="Errors">What is missing; empty for nothing.</param>
public sealed record StatusRequestInterpretation(Uetr Uetr, TransactionInquiry? Transaction, IReadOnlyList<MessageError> Errors);
