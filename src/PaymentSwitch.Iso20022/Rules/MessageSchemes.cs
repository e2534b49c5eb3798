using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>Which of several schemes side by side a message belongs to.</summary>
public static class MessageSchemes
{
    /// <summary>
    /// The scheme whose rules a message is held to: by the currency of what it moves or asks for; where it names none, the
    /// first one that knows such messages.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="schemes">The schemes of the switch.</param>
    public static SchemeProfile Of(IncomingMessage message, SchemeCatalogue schemes)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(schemes);
        string? currency = message switch
        {
            CreditTransferMessage m => m.Amount.Currency,
            IncomingMessage<PaymentReturn> { Content.Transactions: [var sent, ..] } => sent.ReturnedAmount.Currency,
            IncomingMessage<CancellationRequest> { Content.Transactions: [var recalled, ..] } => recalled.Original.SettlementAmount?.Currency,
            IncomingMessage<LiquidityTransfer> m => m.Content.Amount.Currency,
            IncomingMessage<RequestToPay> { Content.Debtors: [{ Payments: [var asked, ..] }, ..] } => asked.Amount?.Currency,
            _ => null,
        };
        if (currency is not null && Currency.Find(currency) is Currency known) return schemes.For(known);
        return schemes.Current.FirstOrDefault(scheme => scheme.MessageDefinitions.Contains(message.MessageDefinition)) ?? schemes.Default;
    }
}
