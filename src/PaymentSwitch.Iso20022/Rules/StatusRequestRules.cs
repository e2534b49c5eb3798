using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>What a status request must say: one transaction and its identity.</summary>
public static class StatusRequestRules
{
    /// <summary>Finds the one payment that a status request asks for.</summary>
    public static StatusRequestInterpretation Interpret(StatusRequestMessage message) => throw new NotImplementedException();
}

/// <summary>The payment that a status request asks for.</summary>
/// <param name="Uetr">Which payment; says nothing where there are errors.</param>
/// <param name="Transaction">What is said of it; null if and only if there are errors.</param>
/// <param name="Errors">What is missing; empty for nothing.</param>
public sealed record StatusRequestInterpretation(Uetr Uetr, TransactionInquiry? Transaction, IReadOnlyList<MessageError> Errors);
