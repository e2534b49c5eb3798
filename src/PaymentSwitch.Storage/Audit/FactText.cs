using System.Globalization;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Accounts;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine.Journal;

namespace PaymentSwitch.Storage.Audit;

/// <summary>Facts about a payment in words, for who reads a proof.</summary>
internal static class FactText
{
    /// <summary>The sentence for a fact.</summary>
    public static string Of(in JournalEntry entry) => entry.Event switch
    {
        PaymentEvent e => Of(e),
        AccountEvent e => Of(entry.Entity.Account, e),
        _ => entry.Event.GetType().Name,
    };

    private static string Of(PaymentEvent fact) => fact switch
    {
        PaymentReceived e => Received(e),
        PaymentForwarded => "forwarded to the creditor agent",
        PaymentSettled e => $"settled: final, the creditor agent answered {e.AnswerStatus}{InCycle(e.Cycle)}, in a message of {e.Answer.Length} bytes",
        PaymentRejected e => $"rejected by {(e.Answer.IsEmpty ? "the switch" : "the creditor agent")}: {string.Join("; ", e.Reasons.Select(Reason))}",
        PaymentExpired e => $"expired: {Reason(e.Reason)}",
        LateAnswerReceived e => $"late answer of the creditor agent, {e.AnswerStatus}, without effect",
        PaymentClosed => "closed: the accounts have booked everything",
        LaterOutcomeReceived e => $"the creditor agent tells of its posting: {e.Status}",
        RecallRequested e => $"recalled by the debtor agent: {e.RecallId}, {e.ReasonCode}",
        RecallAnswered e => $"the creditor agent answered the recall: {(e.Accepted ? "done" : $"no, {e.ReasonCode}")}",
        RecallAnswerPending e => $"the creditor agent's answer to the recall comes later{(e.ReasonCode is null ? "" : $", {e.ReasonCode}")}",
        RecallLapsed => "nobody answered the recall in time",
        ReturnReceived e => string.Create(CultureInfo.InvariantCulture, $"return {e.Number} of {e.AmountMinor} minor units asked for: {e.ReturnId}, {e.ReasonCode}"),
        PaymentReturned e => string.Create(CultureInfo.InvariantCulture, $"return {e.Number} settled: final{InCycle(e.Cycle)}"),
        ReturnRejected e => string.Create(CultureInfo.InvariantCulture, $"return {e.Number} rejected: {Reason(e.Reason)}"),
        ReturnClosed e => string.Create(CultureInfo.InvariantCulture, $"return {e.Number} closed: the accounts have booked it"),
        _ => fact.GetType().Name,
    };

    private static string Of(AccountId account, AccountEvent fact) => fact switch
    {
        FundsReserved e => $"account {account}: {Amount(account, e.AmountMinor)} reserved for {What(e.Key)}",
        ReservationPosted e => $"account {account}: {Amount(account, e.AmountMinor)} debited for {What(e.Key)}{InCycle(e.Cycle)}",
        ReservationReleased e => $"account {account}: {Amount(account, e.AmountMinor)} given back, reserved for {What(e.Key)}",
        AccountCredited e => $"account {account}: {Amount(account, e.AmountMinor)} credited for {What(e.Key)}{InCycle(e.Cycle)}",
        BookingForgotten e => $"account {account}: {What(e.Key)} will not be asked for again",
        _ => $"account {account}: {fact.GetType().Name}",
    };

    private static string Received(PaymentReceived e)
    {
        CreditTransfer transfer = e.Transfer;
        string receiver = e.Receiver is { } known ? known.Value : "nobody the directory knows";
        return $"taken in from {e.Sender.Value} for {receiver}: {transfer.Amount}, message {transfer.MessageId}, end to end {transfer.EndToEndId}, scheme {e.Scheme}; "
            + string.Create(CultureInfo.InvariantCulture, $"its message of {e.Message.Bytes.Length} bytes has the digest {Convert.ToHexStringLower(e.Digest.Span)}");
    }

    private static string Amount(AccountId account, long minor) => new Money(minor, account.Currency).ToString();

    private static string What(BookingKey key) => key.Return == 0 ? "the payment" : string.Create(CultureInfo.InvariantCulture, $"return {key.Return}");

    private static string InCycle(long cycle) => cycle == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", in cycle {cycle}");

    private static string Reason(StatusReason reason) => reason.Text is null ? reason.Code : $"{reason.Code}, {reason.Text}";
}
