using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Commands;

/// <summary>How commands show a payment and its facts.</summary>
internal static class PaymentAnswers
{
    /// <summary>There is no such payment.</summary>
    public static Refused Unknown(Uetr uetr) => new("payment.unknown", $"There is no payment '{uetr}'.", 404);

    /// <summary>What a payment is, in short: identity, state, amount, the two banks, the deadline.</summary>
    public static Field[] Heading(Payment payment)
    {
        PaymentReceived received = payment.Received!;
        return
        [
            new("uetr", Cell.Uetr(payment.Uetr)),
            new("status", Cell.Text(payment.Status.ToString())),
            new("amount", Cell.Amount(received.Transfer.Amount.MinorUnits, received.Transfer.Amount.Currency)),
            new("currency", Cell.Text(received.Transfer.Amount.Currency.Code)),
            new("debtorAgent", Cell.Participant(received.Sender)),
            new("creditorAgent", Cell.Participant(received.Receiver)),
            new("deadline", Cell.Time(received.DeadlineMs)),
        ];
    }

    /// <summary>Reasons in one line, the weightiest first; null for none.</summary>
    public static string? Reasons(IReadOnlyList<StatusReason> reasons) =>
        reasons.Count == 0 ? null : string.Join("; ", reasons.Select(reason => string.Join(' ', new[] { reason.Code, reason.ElementPath, reason.Text }.OfType<string>())));

    /// <summary>The returns of a payment in one line; null for none.</summary>
    public static string? Returns(Payment payment) => payment.Aftermath.Returns.Count == 0
        ? null
        : string.Join("; ", payment.Aftermath.Returns.Select(sent => string.Join(' ', new[] { sent.Received.ReturnId, sent.Status.ToString(), sent.Received.ReasonCode, sent.Reason?.Code }.OfType<string>())));

    /// <summary>What there is to know of a fact beside its name; null for nothing.</summary>
    public static string? DetailOf(PaymentEvent fact) => fact switch
    {
        PaymentReceived e => $"from {e.Sender}",
        PaymentSettled e => e.Cycle == 0 ? e.AnswerStatus : $"{e.AnswerStatus}, cycle {e.Cycle}",
        PaymentRejected e => Reasons(e.Reasons),
        PaymentExpired e => e.Reason.Code,
        LateAnswerReceived e => e.IsRecalled ? $"{e.AnswerStatus}, recalled by the switch" : e.AnswerStatus,
        LaterOutcomeReceived e => string.Join(' ', new[] { e.Status, e.Reason?.Code, e.Reason?.Text }.OfType<string>()),
        RecallRequested e => $"{e.RecallId}, {e.ReasonCode}, to be answered by {Cell.Moment(e.DueMs)}",
        RecallAnswered e => e.Accepted ? "accepted" : $"refused, {e.ReasonCode}",
        RecallAnswerPending e => e.ReasonCode is null ? "comes later" : $"comes later, {e.ReasonCode}",
        ReturnReceived e => $"return {e.Number}, {e.ReturnId}, {e.ReasonCode}, {e.AmountMinor} minor units",
        PaymentReturned e => e.Cycle == 0 ? $"return {e.Number}" : $"return {e.Number}, cycle {e.Cycle}",
        ReturnRejected e => $"return {e.Number}, {Reasons([e.Reason])}",
        ReturnClosed e => $"return {e.Number}",
        _ => null,
    };
}
