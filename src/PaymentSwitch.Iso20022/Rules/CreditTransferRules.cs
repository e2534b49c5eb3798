using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>The rules of a scheme that need nothing but the message. All violations are found, not only the first.</summary>
public static class CreditTransferRules
{
    /// <summary>Turns the texts of a credit transfer into values, and says what is wrong with them in this scheme.</summary>
    /// <param name="message">The message.</param>
    /// <param name="profile">The scheme, which switches rules on.</param>
    /// <param name="nowMs">The time, in Unix milliseconds; says what day is today.</param>
    public static CreditTransferInterpretation Interpret(CreditTransferMessage message, SchemeProfile profile, long nowMs) =>
        throw new NotImplementedException();
}

/// <summary>What a credit transfer says, and what is wrong with it.</summary>
/// <param name="Transfer">
/// The values; null where there is no valid identity (UETR), without which nothing can be kept. Where the amount cannot be
/// represented it is zero in the scheme's currency, and there is a violation.
/// </param>
/// <param name="Violations">What is wrong; empty for nothing.</param>
public sealed record CreditTransferInterpretation(CreditTransfer? Transfer, IReadOnlyList<Violation> Violations);
