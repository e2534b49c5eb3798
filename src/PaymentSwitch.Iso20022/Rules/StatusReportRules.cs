using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>What a status report must say to be an answer to a payment: one transaction, its identity, its status.</summary>
public static class StatusReportRules
{
    /// <summary>Finds the one payment that a status report answers.</summary>
    public static StatusReportInterpretation Interpret(StatusReportMessage message) => throw new NotImplementedException();
}

/// <summary>The payment that a status report answers.</summary>
/// <param name="Uetr">Which payment; says nothing where there are errors.</param>
/// <param name="Transaction">What is said of it, its status not null; null if and only if there are errors.</param>
/// <param name="Errors">What is missing; empty for nothing.</param>
public sealed record StatusReportInterpretation(Uetr Uetr, TransactionStatus? Transaction, IReadOnlyList<MessageError> Errors);
