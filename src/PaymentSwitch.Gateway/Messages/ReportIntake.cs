using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Reporting;
using PaymentSwitch.Gateway.Outgoing;
using PaymentSwitch.Gateway.Reporting;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Rules;

namespace PaymentSwitch.Gateway.Messages;

/// <summary>
/// Requests for reports, statements and notifications (camt.060) of a bank's own accounts. Each is answered at once by one
/// page; the next page is had by the same request with its number.
/// </summary>
internal sealed class ReportIntake(IPaymentSwitch paymentSwitch, IntakeReplies replies, ReportSource source, GatewayLimits limits)
{
    private const string Request = "/Document/AcctRptgReq/RptgReq";
    private static readonly RuleSubject Account = new(Request + "/Acct", "UNKNOWN_ACCOUNT");
    private static readonly RuleSubject Days = new(Request + "/RptgPrd/FrToDt", "REPORT_PERIOD");
    private static readonly RuleSubject Page = new(Request, "NO_SUCH_PAGE");

    /// <summary>Answers a request.</summary>
    /// <param name="sender">Who asks.</param>
    /// <param name="message">What for.</param>
    /// <param name="page">Which page, from 1.</param>
    /// <param name="aborted">Ends the wait for the read models.</param>
    public async ValueTask<IntakeAnswer> TakeAsync(
        ParticipantId sender, IncomingMessage<ReportingRequest> message, int page, CancellationToken aborted)
    {
        ReportRequestInterpretation interpreted = ReportRequestRules.Interpret(message, replies.SchemeOf(message));
        if (interpreted.Request is not ReportOrder order) return replies.Reject(sender, message, interpreted.Errors);
        if (await FindAccountAsync(sender, order, message.Content.Requests[0].Account?.Currency) is not AccountId account)
            return replies.Reject(sender, message, 404, Account, "The sender has no such account here.");
        SchemeProfile scheme = paymentSwitch.Schemes.For(account.Currency);
        long nowMs = replies.NowMs;
        if (ReportPeriod.TryOf(order, scheme, nowMs, out ReportPeriod period) is { } wrong) return replies.Reject(sender, message, 400, Days, wrong);
        if (!await source.CatchUpAsync(TimeSpan.FromSeconds(limits.ReportWaitSecondsMax), aborted)) return IntakeAnswer.NotAdmitted(Admission.NotReady);
        if (source.Read(new StatementRequest(account, period.FromMs, period.ToMs, EntriesMax: limits.ReportEntriesMax), page) is not AccountStatement statement)
            return replies.Reject(sender, message, 404, Page, $"The period has no page {page}.");
        // A notification of nothing cannot be written, and need not be.
        if (order.Kind == CashReportKind.Notification && statement.Entries.Count == 0) return IntakeAnswer.Noted;
        var report = new AccountPage
        {
            Kind = order.Kind,
            Statement = statement,
            Page = page,
            Payments = await FindPaymentsAsync(statement),
            Query = new OriginalQuery(order.MessageId, message.MessageDefinition, null),
        };
        return IntakeAnswer.Of(200, output => replies.Outgoing.Accounts.WriteReport(output, replies.NameOf(sender), report, nowMs)) with
        {
            NextPage = statement.NextNumber is null ? null : page + 1,
        };
    }

    private async ValueTask<AccountId?> FindAccountAsync(ParticipantId sender, ReportOrder order, string? currency)
    {
        if (order.Owner is not null && paymentSwitch.Directory.Find(order.Owner)?.Participant.Id != sender) return null;
        AccountId[] own =
        [
            .. (await paymentSwitch.ListAccountsAsync()).Select(account => account.Id)
                .Where(id => id.Participant == sender && (order.Account is null || order.Account == Parties.NumberOf(id)) && (currency is null || currency == id.Currency.Code)),
        ];
        // Where none is named, the one of the first scheme that has one.
        foreach (SchemeProfile scheme in paymentSwitch.Schemes.Current)
            if (own.Any(id => id.Currency == scheme.Currency)) return own.First(id => id.Currency == scheme.Currency);
        return own.Length > 0 ? own[0] : null;
    }

    private async ValueTask<IReadOnlyDictionary<Uetr, Payment>> FindPaymentsAsync(AccountStatement statement)
    {
        var found = new Dictionary<Uetr, Payment>();
        foreach (Movement entry in statement.Entries)
        {
            if (entry.Uetr is not Uetr uetr || found.ContainsKey(uetr)) continue;
            if (await paymentSwitch.FindAsync(uetr) is { } history) found.Add(uetr, history.Payment);
        }

        return found;
    }
}
