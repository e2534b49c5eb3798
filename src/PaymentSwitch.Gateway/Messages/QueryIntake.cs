using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Gateway.Outgoing;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Rules;
using AccountState = PaymentSwitch.Domain.Accounts.AccountState;

namespace PaymentSwitch.Gateway.Messages;

/// <summary>Questions of a bank for its own accounts (camt.003) and for one of its payments (camt.005).</summary>
internal sealed class QueryIntake(IPaymentSwitch paymentSwitch, IntakeReplies replies, string switchBic)
{
    // camt.006 has 140 characters for it.
    private const string NoSuchTransactionId =
        "No payment that this participant has sent has this TxId, within the duplicate window; one that it was paid by is found by its UETR.";

    private const string EndToEndIdAlone =
        "EndToEndId alone finds no payment: it need not be unique, and there is no index of it. Name the UETR; other ids are checked beside it.";

    private const string TransactionIdAlone =
        "TxId alone finds no payment: no scheme here has it unique. Name the UETR (LngBizId/UETR or PrtryId); other ids are checked beside it.";

    /// <summary>Answers by camt.004 how the sender's accounts stand that are asked for.</summary>
    public async ValueTask<IntakeAnswer> TakeAsync(ParticipantId sender, IncomingMessage<AccountQuery> message)
    {
        AccountQueryInterpretation interpreted = AccountQueryRules.Interpret(message, replies.SchemeOf(message));
        if (interpreted.Query is not AccountInquiry inquiry) return replies.Reject(sender, message, interpreted.Errors);
        bool isOfOthers = inquiry.Owner is not null && paymentSwitch.Directory.Find(inquiry.Owner)?.Participant.Id != sender;
        bool isElsewhere = inquiry.Servicer is not null && !new MessageParties(sender, paymentSwitch.Directory, switchBic).IsSwitch(inquiry.Servicer);
        AccountState[] accounts = isOfOthers || isElsewhere
            ? []
            : [.. (await paymentSwitch.CaptureAccountsAsync(sender)).Where(account => IsAskedFor(account, inquiry))];
        var query = new OriginalQuery(inquiry.MessageId, message.MessageDefinition, message.Content.Header.CreatedAt);
        long nowMs = replies.NowMs;
        return accounts.Length > 0
            ? IntakeAnswer.Of(200, output => replies.Outgoing.Accounts.WritePositions(output, replies.NameOf(sender), accounts, query, nowMs))
            : IntakeAnswer.Of(404, output => replies.Outgoing.Accounts.WriteNoAccount(output, replies.NameOf(sender), query, nowMs));
    }

    /// <summary>Answers by camt.006 where a payment stands that the sender has a part in.</summary>
    public async ValueTask<IntakeAnswer> TakeAsync(ParticipantId sender, IncomingMessage<TransactionQuery> message)
    {
        TransactionQueryInterpretation interpreted = TransactionQueryRules.Interpret(message);
        if (interpreted.Query is not TransactionSearch search) return replies.Reject(sender, message, interpreted.Errors);
        var query = new OriginalQuery(search.MessageId, message.MessageDefinition, message.Content.Header.CreatedAt);
        long nowMs = replies.NowMs;
        bool byTransactionId = search.Uetr is null && search.TransactionId is not null && paymentSwitch.Schemes.Current.Any(scheme => scheme.Has(SchemeRule.UniqueTransactionId));
        Uetr? named = byTransactionId ? await paymentSwitch.FindByTransactionIdAsync(sender, search.TransactionId!) : search.Uetr;
        if (named is not Uetr uetr) return byTransactionId ? Unanswered("NOT_FOUND", NoSuchTransactionId) : Unanswered("UETR_NEEDED", search.TransactionId is null ? EndToEndIdAlone : TransactionIdAlone);
        Payment? payment = (await paymentSwitch.FindAsync(uetr))?.Payment;
        return payment is not null && Parts.Has(payment, sender) && IsAskedFor(payment, search)
            ? IntakeAnswer.Of(200, output => replies.Outgoing.Accounts.WriteStanding(output, sender, payment, query, nowMs), uetr)
            : Unanswered("NOT_FOUND", "There is no such payment that this participant has a part in.");

        IntakeAnswer Unanswered(string code, string text) =>
            IntakeAnswer.Of(404, output => replies.Outgoing.Accounts.WriteNoPayment(output, replies.NameOf(sender), code, text, query, nowMs));
    }

    private static bool IsAskedFor(AccountState account, AccountInquiry inquiry) =>
        account.Model != 0
        && (inquiry.Accounts.Count == 0 || inquiry.Accounts.Contains(Parties.NumberOf(account.Id)))
        && (inquiry.Currencies.Count == 0 || inquiry.Currencies.Contains(account.Id.Currency.Code));

    private static bool IsAskedFor(Payment payment, TransactionSearch search) =>
        (search.EndToEndId is null || search.EndToEndId == payment.Received!.Transfer.EndToEndId)
        && (search.TransactionId is null || search.TransactionId == payment.Received!.Transfer.TransactionId);
}
