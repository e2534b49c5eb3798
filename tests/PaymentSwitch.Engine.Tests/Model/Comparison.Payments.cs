using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.RequestsToPay;

namespace PaymentSwitch.Engine.Tests.Model;

/// <content>Payments, and what came after them.</content>
internal static partial class Comparison
{
    public static void Compare(Uetr id, ReferenceRequest request, RequestToPay actual) => MismatchException.Unless(
        $"request to pay {id}", "the state", (request.Status, request.PaidBy, request.Answer is not null, request.Pending is not null),
        (actual.Status, actual.PaidBy, actual.Answer is not null, actual.Pending is not null));

    public static void Compare(ReferencePayment payment, Payment actual)
    {
        PaymentReceived received = actual.Received ?? throw new MismatchException($"The switch does not know {payment}.");
        MismatchException.Unless(payment, "how it began", (payment.Sender, payment.Receiver, payment.DeadlineMs, payment.Scheme.Name), (received.Sender, received.Receiver, received.DeadlineMs, received.Scheme));
        MismatchException.Unless(payment, "the status", payment.Status, actual.Status);
        MismatchException.Unless(payment, "what became of it", (payment.WasForwarded, payment.FinalAtMs, payment.Cycle, payment.AnswerStatus), (actual.WasForwarded, actual.FinalAtMs, actual.Cycle, actual.AnswerStatus));
        MismatchException.UnlessAll(payment, "the reasons", payment.Codes, actual.Reasons.Select(reason => reason.Code + (reason.Text?.Contains("reachable party", StringComparison.Ordinal) == true ? "*" : "")));
        MismatchException.Unless(payment, "whether everything is booked", payment.Status != PaymentStatus.Reserved, actual.IsBooked);
        MismatchException.Unless(payment, "the late answer", (payment.LateAtMs, payment.IsLateRecalled, payment.LateRecallAnswer is not null), (actual.LateAnswerAtMs, actual.LateAnswerIsRecalled, actual.Aftermath.LateRecallAnswer is not null));
        MismatchException.Unless(
            payment, "whether an answer is said to come later", payment.PendingAnswer is not null, (actual.Aftermath.Recall?.Pending ?? actual.Aftermath.LateRecallPending) is not null);
        MismatchException.Unless(payment, "the later outcome", payment.LaterOutcome, actual.Aftermath.LaterOutcome?.Status);
        MismatchException.Unless(payment, "the recall", payment.Recall?.Status, actual.Aftermath.Recall?.Status);
        MismatchException.Unless(payment, "when the recall is due", payment.Recall?.DueMs, actual.Aftermath.Recall?.Request.DueMs);
        MismatchException.UnlessAll(
            payment, "the returns",
            payment.Returns.Select(sent => (sent.AmountMinor, sent.Code is null ? ReturnStatus.Settled : ReturnStatus.Rejected, sent.Cycle, sent.Code?.TrimEnd('*'), true)),
            actual.Aftermath.Returns.Select(sent => (sent.Received.AmountMinor, sent.Status, sent.Cycle, sent.Reason?.Code, sent.IsClosed)));
        MismatchException.Unless(payment, "what went back", payment.ReturnedMinor, actual.Aftermath.ReturnedMinor);
        MismatchException.Unless(payment, "what can still go back", payment.AmountMinor - payment.ReturnedMinor, actual.ReturnableMinor);
    }
}
