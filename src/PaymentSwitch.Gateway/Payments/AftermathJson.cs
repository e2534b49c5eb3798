using System.Text.Json;
using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Gateway.Payments;

/// <summary>What came after a payment's outcome, as JSON: <c>recall</c>, <c>returns</c> and <c>laterOutcome</c>.</summary>
internal static class AftermathJson
{
    /// <summary>Writes the three members.</summary>
    public static void Write(Utf8JsonWriter json, Payment payment)
    {
        Aftermath aftermath = payment.Aftermath;
        if (aftermath.Recall is { } recall) Write(json, recall);
        else json.WriteNull("recall"u8);
        Currency currency = payment.Received!.Transfer.Amount.Currency;
        json.WriteStartArray("returns"u8);
        foreach (ReturnLeg sent in aftermath.Returns) Write(json, sent, currency);
        json.WriteEndArray();
        if (aftermath.LaterOutcome is { } outcome) Write(json, outcome);
        else json.WriteNull("laterOutcome"u8);
    }

    /// <summary>Writes a reason, as an element of an array.</summary>
    public static void Write(Utf8JsonWriter json, StatusReason reason)
    {
        json.WriteStartObject();
        json.WriteString("code"u8, reason.Code);
        json.WriteString("path"u8, reason.ElementPath);
        json.WriteString("text"u8, reason.Text);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Recall recall)
    {
        json.WriteStartObject("recall"u8);
        json.WriteString("id"u8, recall.Request.RecallId);
        json.WriteString("reason"u8, recall.Request.ReasonCode);
        json.WriteString("status"u8, recall.Status.ToString());
        JsonValues.Time(json, "requestedAt", recall.Request.AtMs);
        JsonValues.Time(json, "dueAt", recall.Request.DueMs);
        JsonValues.Time(json, "answeredAt", recall.AnsweredAtMs);
        json.WriteString("answerReason"u8, recall.Answer?.ReasonCode);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReturnLeg sent, Currency currency)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, sent.Received.ReturnId);
        json.WriteString("amount"u8, new Money(sent.Received.AmountMinor, currency).ToDecimalString());
        json.WriteString("reason"u8, sent.Received.ReasonCode);
        json.WriteString("status"u8, sent.Status.ToString());
        JsonValues.Cycle(json, sent.Cycle);
        JsonValues.Time(json, "receivedAt", sent.Received.AtMs);
        JsonValues.Time(json, "finalAt", sent.FinalAtMs);
        json.WriteString("refusal"u8, sent.Reason?.Code);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LaterOutcomeReceived outcome)
    {
        json.WriteStartObject("laterOutcome"u8);
        json.WriteString("status"u8, outcome.Status);
        json.WriteString("reason"u8, outcome.Reason?.Code);
        JsonValues.Time(json, "at", outcome.AtMs);
        json.WriteEndObject();
    }
}
