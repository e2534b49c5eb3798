using PaymentSwitch.Domain;

namespace PaymentSwitch.Iso20022.Messages;

/// <summary>An amount as it is written.</summary>
/// <param name="Value">The decimal.</param>
/// <param name="Currency">The attribute <c>Ccy</c>; empty in the few places where an amount may stand without one, and does.</param>
public sealed record AmountText(string Value, string Currency)
{
    /// <summary>An amount with all the decimals of its currency.</summary>
    public static AmountText Of(Money amount) => new(amount.ToDecimalString(), amount.Currency.Code);
}
