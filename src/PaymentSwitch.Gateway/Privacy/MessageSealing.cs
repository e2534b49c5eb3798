using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Privacy;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Privacy;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Gateway.Privacy;

/// <summary>A message as it is stored.</summary>
/// <param name="Stored">The message, sealed.</param>
/// <param name="Digest">The keyed hash over its <c>Document</c>.</param>
internal readonly record struct SealedContent(OriginalMessage Stored, byte[] Digest);

/// <summary>
/// Seals what banks send, for those it is about: a payment's debtor and creditor, and all that is said of the payment later for the same two.
/// </summary>
/// <param name="keys">The party keys.</param>
/// <param name="paymentSwitch">Knows for whom earlier messages were sealed.</param>
internal sealed class MessageSealing(PartyKeys keys, IPaymentSwitch paymentSwitch)
{
    /// <summary>Seals a payment's message, for the accounts that it names.</summary>
    public SealedContent Seal(CreditTransferMessage message, Uetr payment) => Seal(
        message,
        message.DebtorIban ?? message.DebtorOtherAccount,
        message.CreditorIban ?? message.CreditorOtherAccount,
        payment);

    /// <summary>Seals a request to pay, for the accounts that it names.</summary>
    public SealedContent Seal(IncomingMessage<RequestToPay> message, Uetr request)
    {
        DebtorRequest? debtor = message.Content.Debtors is [var first, ..] ? first : null;
        RequestedPayment? payment = debtor?.Payments is [var only, ..] ? only : null;
        return Seal(message, NumberOf(debtor?.DebtorAccount), NumberOf(payment?.CreditorAccount), request);
    }

    /// <summary>Seals an answer to a request to pay, for the accounts that it names.</summary>
    public SealedContent Seal(IncomingMessage<RequestToPayStatus> message, Uetr request)
    {
        OriginalRequestDetails? details = message.Content.Debtors is [{ Payments: [var only, ..] }, ..] ? only.Details : null;
        return Seal(message, NumberOf(details?.DebtorAccount), NumberOf(details?.CreditorAccount), request);
    }

    /// <summary>Seals what is said of an earlier payment, for whom that was sealed. Nothing is known of the payment: for itself.</summary>
    public async ValueTask<SealedContent> SealAsync(IncomingMessage message, Uetr payment)
    {
        // Before and behind its time a switch finds nothing, and takes nothing in either.
        PaymentHistory? found = paymentSwitch.IsReady ? await paymentSwitch.FindAsync(payment).ConfigureAwait(false) : null;
        return found?.Payment.Received is { } received && SealedMessage.PartiesOf(received.Message.Bytes.Span) is PartyPair parties && !keys.IsErased(parties.Debtor) && !keys.IsErased(parties.Creditor)
            ? Of(keys.Seal(message.Original, parties))
            : Seal(message, null, null, payment);
    }

    /// <summary>
    /// Seals the creditor agent's answer where it repeats the payment, and so names people. Any other says yes or no and why, and stays
    /// as it came.
    /// </summary>
    public async ValueTask<OriginalMessage> SealAnswerAsync(StatusReportMessage message, TransactionStatus status, Uetr payment)
    {
        if (!status.HasOriginalDetails) return message.Original;
        bool namesBoth = status.OriginalDebtorAccount is not null && status.OriginalCreditorAccount is not null;
        SealedContent made = namesBoth
            ? Seal(message, status.OriginalDebtorAccount, status.OriginalCreditorAccount, payment)
            : await SealAsync(message, payment).ConfigureAwait(false);
        return made.Stored;
    }

    // Who is named by no account is known by the payment alone.
    private SealedContent Seal(IncomingMessage message, string? debtor, string? creditor, Uetr identity) => Of(keys.Seal(
        message.Original, new PartyPair(keys.HandleOf(debtor ?? $"debtor of {identity}"), keys.HandleOf(creditor ?? $"creditor of {identity}"))));

    private static SealedContent Of((OriginalMessage Sealed, byte[] Digest) made) => new(made.Sealed, made.Digest);

    private static string? NumberOf(AccountIdentification? account) => account?.Iban ?? account?.OtherId ?? account?.Proxy?.Id;
}
