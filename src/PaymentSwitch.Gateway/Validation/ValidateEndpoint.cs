using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine;
using PaymentSwitch.Gateway.Http;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Rules;
using PaymentSwitch.Iso20022.Validation;

namespace PaymentSwitch.Gateway.Validation;

/// <summary><c>POST /v1/validate</c>: all that is wrong with a message. Nothing is taken in; the engine never hears of it.</summary>
internal sealed class ValidateEndpoint(IPaymentSwitch paymentSwitch, MessageReader reader, string switchBic, TimeProvider clock)
{
    // A body that is JSON and nothing else: what is quoted from a message stays readable.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task HandleAsync(HttpContext context, ParticipantId sender)
    {
        if (await XmlBody.ReadAsync(context, reader.Limits.BytesMax) is not { } body) return;
        ValidationReport report = MessageValidator.OfSchemes(reader, paymentSwitch.Schemes).Validate(
            body, clock.GetUtcNow().ToUnixTimeMilliseconds(), new MessageParties(sender, paymentSwitch.Directory, switchBic));
        context.Response.ContentType = "application/json";
        await using (var json = new Utf8JsonWriter(context.Response.BodyWriter, Relaxed))
        {
            json.WriteStartObject();
            ValidationReportWriter.WriteMembers(json, report);
            json.WriteEndObject();
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
