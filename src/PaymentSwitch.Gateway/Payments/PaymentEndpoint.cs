using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;
using PaymentSwitch.Engine;
using PaymentSwitch.Gateway.Http;
using PaymentSwitch.Gateway.Messages;
using PaymentSwitch.Gateway.Outgoing;

namespace PaymentSwitch.Gateway.Payments;

/// <summary><c>GET /v1/payments/{uetr}</c>: a payment with its timeline, for the two banks that have a part in it.</summary>
internal sealed class PaymentEndpoint(IPaymentSwitch paymentSwitch)
{
    public async Task HandleAsync(HttpContext context, ParticipantId asker)
    {
        string text = (string?)context.Request.RouteValues["uetr"] ?? "";
        PaymentHistory? found = Uetr.TryParse(text, out Uetr uetr) ? await paymentSwitch.FindAsync(uetr) : null;
        if (found is null || !Parts.Has(found.Payment, asker))
        {
            await new Problem(404, "No such payment", $"There is no payment '{text}' that this participant has a part in.").WriteAsync(context.Response);
            return;
        }

        context.Response.ContentType = "application/json";
        await using (var json = new Utf8JsonWriter(context.Response.BodyWriter)) Write(json, found);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private void Write(Utf8JsonWriter json, PaymentHistory history)
    {
        Payment payment = history.Payment;
        PaymentReceived received = payment.Received!;
        CreditTransfer transfer = received.Transfer;
        json.WriteStartObject();
        json.WriteString("uetr"u8, payment.Uetr.Value);
        json.WriteString("status"u8, payment.Status.ToString());
        json.WriteString("isoStatus"u8, payment.Status switch
        {
            PaymentStatus.Settled => paymentSwitch.Schemes.Of(received.Scheme, received.ProfileVersion).SettledStatus,
            PaymentStatus.Rejected or PaymentStatus.Expired => "RJCT",
            _ => PaymentMessages.InFlightStatus,
        });
        json.WriteString("amount"u8, transfer.Amount.ToDecimalString());
        json.WriteString("currency"u8, transfer.Amount.Currency.Code);
        json.WriteString("debtorAgent"u8, received.Sender.Value);
        json.WriteString("creditorAgent"u8, received.Receiver?.Value);
        json.WriteString("messageId"u8, transfer.MessageId);
        json.WriteString("endToEndId"u8, transfer.EndToEndId);
        json.WriteString("transactionId"u8, transfer.TransactionId);
        json.WriteString("submittedBy"u8, received.SubmittedBy?.Value);
        json.WriteString("scheme"u8, received.Scheme);
        JsonValues.Cycle(json, payment.Cycle);
        json.WriteString("traceParent"u8, received.TraceParent);
        JsonValues.Time(json, "acceptedAt", transfer.AcceptedAtMs ?? 0);
        JsonValues.Time(json, "receivedAt", received.AtMs);
        JsonValues.Time(json, "deadlineAt", received.DeadlineMs);
        JsonValues.Time(json, "finalAt", payment.FinalAtMs);
        json.WriteStartArray("reasons"u8);
        foreach (StatusReason reason in payment.Reasons) AftermathJson.Write(json, reason);
        json.WriteEndArray();
        AftermathJson.Write(json, payment);
        json.WriteStartArray("timeline"u8);
        foreach (PaymentEvent fact in history.Facts)
        {
            json.WriteStartObject();
            JsonValues.Time(json, "at", fact.AtMs);
            json.WriteString("event"u8, fact.GetType().Name);
            if (DetailOf(fact, transfer.Amount.Currency) is string detail) json.WriteString("detail"u8, detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string? DetailOf(PaymentEvent fact, Currency currency) => fact switch
    {
        PaymentSettled e => e.AnswerStatus,
        PaymentRejected e => string.Join(' ', e.Reasons.Select(reason => reason.Code)),
        PaymentExpired e => e.Reason.Code,
        LateAnswerReceived e => e.IsRecalled ? $"{e.AnswerStatus}, recalled by the switch" : e.AnswerStatus,
        LaterOutcomeReceived e => e.Reason is null ? e.Status : $"{e.Status} {e.Reason.Code}",
        RecallRequested e => $"{e.RecallId} {e.ReasonCode}",
        RecallAnswered e => e.Accepted ? "accepted" : e.ReasonCode,
        RecallAnswerPending e => e.ReasonCode,
        ReturnReceived e => $"{e.ReturnId} {new Money(e.AmountMinor, currency).ToDecimalString()} {e.ReasonCode}",
        PaymentReturned e => NumberOf(e.Number),
        ReturnRejected e => $"{NumberOf(e.Number)} {e.Reason.Code}",
        ReturnClosed e => NumberOf(e.Number),
        _ => null,
    };

    private static string NumberOf(int number) => string.Create(CultureInfo.InvariantCulture, $"return {number}");
}
