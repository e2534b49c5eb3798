using System.Globalization;
using Microsoft.AspNetCore.Http;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine;
using PaymentSwitch.Gateway.Authentication;
using PaymentSwitch.Gateway.Http;

namespace PaymentSwitch.Gateway.Messages;

/// <summary><c>POST /v1/messages</c>.</summary>
internal sealed class MessagesEndpoint(MessageIntake intake, Principals principals, GatewayLimits limits, int bytesMax)
{
    // The standard has five digits for the number of a page.
    private const int PageMax = 99_999;

    public async Task HandleAsync(HttpContext context, ParticipantId caller)
    {
        HttpRequest request = context.Request;
        ActingResult acting = principals.Of(caller, request);
        if (acting.Principal is not ParticipantId named)
        {
            await Problem.MayNotActFor(acting.Refusal!).WriteAsync(context.Response);
            return;
        }

        if (PageOf(request) is not int page)
        {
            await new Problem(400, "Query not understood", $"Expected page=1 to {PageMax}.").WriteAsync(context.Response);
            return;
        }

        if (await XmlBody.ReadAsync(context, bytesMax) is not { } body) return;
        Preferences preferences = Preferences.Of(request, limits.WaitSecondsMax);
        var submission = new Submission
        {
            Caller = caller,
            Named = named,
            Body = body,
            Wait = TimeSpan.FromSeconds(preferences.WaitSeconds),
            Page = page,
            TraceParent = TraceContext.Of(request.Headers.TraceParent),
        };
        IntakeAnswer answer;
        try
        {
            answer = await intake.TakeAsync(submission, context.RequestAborted);
        }
        catch (LedgerElsewhereException)
        {
            // Whoever asks the ledger sends the message on as it came.
            request.Body = new MemoryStream(body);
            throw;
        }

        await WriteAsync(context, answer, preferences);
    }

    private async Task WriteAsync(HttpContext context, IntakeAnswer answer, Preferences preferences)
    {
        HttpResponse response = context.Response;
        if (preferences.WaitSeconds > 0)
            response.Headers["Preference-Applied"] = string.Create(CultureInfo.InvariantCulture, $"wait={preferences.WaitSeconds}");
        if (answer.Uetr is Uetr uetr) response.Headers.Location = $"/v1/payments/{uetr}";
        if (answer.NextPage is int next) response.Headers.Link = string.Create(CultureInfo.InvariantCulture, $"</v1/messages?page={next}>; rel=\"next\"");
        if (answer.Status == 503)
        {
            await NotReady.WriteAsync(response, limits.RetryAfterSeconds);
            return;
        }

        if (answer.Refusal is { } refusal)
        {
            await refusal.WriteAsync(response);
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
        if (answer.Status != 204) response.ContentLength = 0;
    }

    private static int? PageOf(HttpRequest request)
    {
        string? text = request.Query["page"];
        if (text is null) return 1;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int page) && page is >= 1 and <= PageMax ? page : null;
    }
}
