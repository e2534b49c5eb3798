using System.Globalization;
using Microsoft.AspNetCore.Http;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Gateway.Http;

namespace PaymentSwitch.Gateway.Messages;

/// <summary><c>POST /v1/messages</c>.</summary>
internal sealed class MessagesEndpoint(MessageIntake intake, GatewayLimits limits, int bytesMax)
{
    public async Task HandleAsync(HttpContext context, ParticipantId sender)
    {
        HttpRequest request = context.Request;
        if (await XmlBody.ReadAsync(context, bytesMax) is not { } body) return;
        Preferences preferences = Preferences.Of(request, limits.WaitSecondsMax);
        IntakeAnswer answer = await intake.TakeAsync(
            sender, body, TimeSpan.FromSeconds(preferences.WaitSeconds), TraceContext.Of(request.Headers.TraceParent), context.RequestAborted);
        await WriteAsync(context, answer, preferences);
    }

    private async Task WriteAsync(HttpContext context, IntakeAnswer answer, Preferences preferences)
    {
        HttpResponse response = context.Response;
        if (preferences.WaitSeconds > 0)
            response.Headers["Preference-Applied"] = string.Create(CultureInfo.InvariantCulture, $"wait={preferences.WaitSeconds}");
        if (answer.Uetr is Uetr uetr) response.Headers.Location = $"/v1/payments/{uetr}";
        if (answer.Status == 503)
        {
            await NotReady.WriteAsync(response, limits.RetryAfterSeconds);
            return;
        }

        if (answer.SpeaksFor is { } other)
        {
            await new Problem(403, "Sender speaks for another", other.Text) { Code = other.Code }.WriteAsync(response);
            return;
        }

        if (answer.Errors.Count > 0 && Accepts.JsonOnly(context.Request))
        {
            await new Problem(answer.Status, "Message refused", answer.Errors[0].Text) { Code = answer.Errors[0].Code, Errors = answer.Errors }.WriteAsync(response);
            return;
        }

        if (answer.IsConfirmation && preferences.Minimal)
        {
            response.Headers["Preference-Applied"] = "return=minimal";
            response.StatusCode = 204;
            return;
        }

        if (answer.Write is not null)
        {
            await XmlResponse.WriteAsync(response, answer.Status, answer.Write);
            return;
        }

        response.StatusCode = answer.Status;
        response.ContentLength = 0;
    }
}
