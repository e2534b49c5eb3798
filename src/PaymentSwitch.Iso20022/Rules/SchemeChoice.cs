using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Rules;

/// <summary>By which of a switch's schemes a message is judged.</summary>
public static class SchemeChoice
{
    /// <summary>
    /// The scheme that settles the currency that the message is about. Where it names none, the first scheme that knows its
    /// definition; where none does, the first of all, which refuses it.
    /// </summary>
    public static SchemeProfile Of(IncomingMessage message, SchemeCatalogue schemes)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(schemes);
        if (CurrencyOf(message) is { } code && Currency.Find(code) is Currency currency) return schemes.For(currency);
        foreach (SchemeProfile scheme in schemes.Current)
            if (scheme.MessageDefinitions.Contains(message.MessageDefinition)) return scheme;
        return schemes.Default;
    }

    private static string? CurrencyOf(IncomingMessage message) => message switch
    {
        CreditTransferMessage m => m.Amount.Currency,
        IncomingMessage<PaymentReturn> { Content.Transactions: [var first, ..] } => first.ReturnedAmount.Currency,
        IncomingMessage<CancellationRequest> { Content.Transactions: [var first, ..] } => first.Original.SettlementAmount?.Currency,
        IncomingMessage<InvestigationResolution> { Content.Transactions: [var first, ..] } => first.Original.SettlementAmount?.Currency,
        IncomingMessage<LiquidityTransfer> m => m.Content.Amount.Currency,
        IncomingMessage<RequestToPay> { Content.Debtors: [{ Payments: [var first, ..] }, ..] } => first.Amount?.Currency,
        IncomingMessage<AccountQuery> { Content.Currencies: [var first, ..] } => first,
        IncomingMessage<ReportingRequest> { Content.Requests: [{ Account.Currency: { } currency }, ..] } => currency,
        _ => null,
    };
}
