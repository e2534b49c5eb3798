using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Participants;
using PaymentSwitch.Engine;
using PaymentSwitch.Gateway.Authentication;
using PaymentSwitch.Gateway.Http;

namespace PaymentSwitch.Gateway.Standing;

/// <summary><c>POST /v1/standing</c>: a participant signs itself off, or on again. All others are told (admi.004).</summary>
internal sealed class StandingEndpoint(IPaymentSwitch paymentSwitch)
{
    private const int BytesMax = 1024;
    private const string Member = "signedOn";

    public async Task HandleAsync(HttpContext context, ParticipantId participant)
    {
        if (context.Request.Headers.ContainsKey(Principals.Header))
        {
            await Problem.MayNotActFor("A participant signs on and off for itself only.").WriteAsync(context.Response);
            return;
        }

        byte[]? body = await RequestBody.ReadAsync(context.Request, BytesMax);
        if (body is null || SignsOn(body) is not bool signsOn)
        {
            await new Problem(400, "Request not understood", $$"""Expected {"{{Member}}": true} or {"{{Member}}": false}, in at most {{BytesMax}} bytes.""").WriteAsync(context.Response);
            return;
        }

        ParticipantReply reply = await paymentSwitch.ChangeOwnStandingAsync(participant, signsOn);
        ParticipantStanding? now = paymentSwitch.Directory.Find(participant)?.Standing;
        if (reply != ParticipantReply.Done)
        {
            await new Problem(409, "Standing not changed", $"{participant} is {now}: only who is enabled signs off, and only who has signed off signs on again.").WriteAsync(context.Response);
            return;
        }

        context.Response.ContentType = "application/json";
        await using (var json = new Utf8JsonWriter(context.Response.BodyWriter))
        {
            json.WriteStartObject();
            json.WriteString("participant"u8, participant.Value);
            json.WriteString("standing"u8, now.ToString());
            json.WriteEndObject();
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static bool? SignsOn(byte[] body)
    {
        var json = new Utf8JsonReader(body);
        try
        {
            if (!JsonElement.TryParseValue(ref json, out JsonElement? value) || value is not { ValueKind: JsonValueKind.Object } request || json.Read()) return null;
            return request.TryGetProperty(Member, out JsonElement signedOn) && signedOn.ValueKind is JsonValueKind.True or JsonValueKind.False ? signedOn.GetBoolean() : null;
        }
        catch (JsonException)
        {
            // Not JSON: the answer says what was expected.
            return null;
        }
    }
}
