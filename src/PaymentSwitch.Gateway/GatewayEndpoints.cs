using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Engine;
using PaymentSwitch.Engine.Privacy;
using PaymentSwitch.Engine.Reconciliation;
using PaymentSwitch.Gateway.Accounts;
using PaymentSwitch.Gateway.Authentication;
using PaymentSwitch.Gateway.Http;
using PaymentSwitch.Gateway.Mailboxes;
using PaymentSwitch.Gateway.Messages;
using PaymentSwitch.Gateway.Outgoing;
using PaymentSwitch.Gateway.Payments;
using PaymentSwitch.Gateway.Privacy;
using PaymentSwitch.Gateway.Reporting;
using PaymentSwitch.Gateway.Standing;
using PaymentSwitch.Gateway.Validation;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Gateway;

/// <summary>What the gateway is made of.</summary>
public sealed record GatewaySetup
{
    /// <summary>The switch.</summary>
    public required IPaymentSwitch Switch { get; init; }

    /// <summary>Reads messages.</summary>
    public required MessageReader Reader { get; init; }

    /// <summary>Says who a request comes from.</summary>
    public required ISenderAuthentication Authentication { get; init; }

    /// <summary>What reports and statements are made from.</summary>
    public required ReportSource Reports { get; init; }

    /// <summary>Compares the books that banks hand in.</summary>
    public required BankBooks BankBooks { get; init; }

    /// <summary>The switch's own BIC, eleven characters: the sender of all that it writes.</summary>
    public required string SwitchBic { get; init; }

    /// <summary>Seal what banks send before it is stored, and open what is passed on.</summary>
    public required PartyKeys PartyKeys { get; init; }

    /// <summary>
    /// Asks the machine that has the ledger, where that is another one, for what only the ledger can answer
    /// (<see cref="LedgerElsewhereException"/>); null where this switch answers everything itself.
    /// </summary>
    public RequestDelegate? AskLedger { get; init; }

    /// <summary>Whether a load balancer is to send requests here now (<c>GET /healthz/ready</c>), besides that the switch is ready; null for always.</summary>
    public Func<bool>? MayServe { get; init; }

    /// <summary>The bounds.</summary>
    public GatewayLimits Limits { get; init; } = new();

    /// <summary>Hears of faults that a request ran into, to log them.</summary>
    public required Action<Exception> Fault { get; init; }

    /// <summary>Set when the process is to stop: who waits for something is told what there is, at once.</summary>
    public CancellationToken Stopping { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>The routes of the gateway.</summary>
public static class GatewayEndpoints
{
    /// <summary>Maps all routes that banks reach, and those for health and description.</summary>
    public static void MapGateway(this IEndpointRouteBuilder routes, GatewaySetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        var outgoing = new OutgoingMessages(setup.SwitchBic, setup.Switch, setup.PartyKeys);
        var replies = new IntakeReplies(setup.Switch, outgoing, setup.Clock);
        var principals = new Principals(setup.Switch);
        var reports = new ReportIntake(setup.Switch, replies, setup.Reports, setup.Limits);
        var intake = new MessageIntake(setup.Switch, setup.Reader, replies, new MessageSealing(setup.PartyKeys, setup.Switch), principals, reports, setup.SwitchBic, setup.Stopping);
        var sessions = new SenderSessions(setup.Limits.RequestsUnderWayMax);
        var messages = new MessagesEndpoint(intake, principals, setup.Limits, setup.Reader.Limits.BytesMax);
        var mailbox = new MailboxEndpoint(setup.Switch.Mailboxes, outgoing, setup.Limits, setup.Stopping);
        var payment = new PaymentEndpoint(setup.Switch);
        var account = new AccountEndpoint(setup.Switch);
        var book = new BookEndpoint(setup.Switch, setup.BankBooks, setup.Limits, setup.Clock);
        var standing = new StandingEndpoint(setup.Switch);
        var validate = new ValidateEndpoint(setup.Switch, setup.Reader, setup.SwitchBic, setup.Clock);
        routes.MapPost("/v1/messages", ForSenders(messages.HandleAsync));
        routes.MapPost("/v1/validate", ForSenders(ForPrincipals(WhenReady(validate.HandleAsync))));
        routes.MapGet("/v1/mailbox", ForSenders(ForPrincipals(mailbox.HandleAsync)));
        routes.MapGet("/v1/payments/{uetr}", ForSenders(ForPrincipals(WhenReady(payment.HandleAsync))));
        routes.MapGet("/v1/account", ByLedger(ForSenders(ForPrincipals(WhenReady(account.HandleAsync)))));
        routes.MapPost("/v1/accounts/{currency}/book", ByLedger(ForSenders(ForPrincipals(WhenReady(book.HandleAsync)))));
        routes.MapPost("/v1/standing", ByLedger(ForSenders(WhenReady(standing.HandleAsync))));
        routes.MapGet("/healthz/live", (RequestDelegate)(context => PlainAsync(context, 200, "live\n")));
        routes.MapGet("/healthz/ready", (RequestDelegate)(context =>
            setup.Switch.IsReady && setup.MayServe?.Invoke() != false && !setup.Stopping.IsCancellationRequested ? PlainAsync(context, 200, "ready\n") : PlainAsync(context, 503, "not ready\n")));
        byte[] description = ReadDescription();
        routes.MapGet("/openapi/v1.json", (RequestDelegate)(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(description, context.RequestAborted);
        }));

        Func<HttpContext, ParticipantId, Task> WhenReady(Func<HttpContext, ParticipantId, Task> handle) => (context, sender) =>
            setup.Switch.IsReady ? handle(context, sender) : NotReady.WriteAsync(context.Response, setup.Limits.RetryAfterSeconds);

        // What is read may be another bank's, for whom the caller acts.
        Func<HttpContext, ParticipantId, Task> ForPrincipals(Func<HttpContext, ParticipantId, Task> handle) => (context, caller) =>
        {
            ActingResult acting = principals.Of(caller, context.Request);
            return acting.Principal is ParticipantId principal ? handle(context, principal) : Problem.MayNotActFor(acting.Refusal!).WriteAsync(context.Response);
        };

        RequestDelegate ByLedger(RequestDelegate answer) => setup.AskLedger ?? answer;

        RequestDelegate ForSenders(Func<HttpContext, ParticipantId, Task> handle) => context => HandleAsync(context, setup, sessions, handle);
    }

    private static async Task HandleAsync(
        HttpContext context, GatewaySetup setup, SenderSessions sessions, Func<HttpContext, ParticipantId, Task> handle)
    {
        if (setup.Authentication.Authenticate(context.Request) is not ParticipantId sender)
        {
            context.Response.Headers.WWWAuthenticate = setup.Authentication.Challenge;
            await new Problem(401, "Not authenticated", "The request has no token, or one that is not known.").WriteAsync(context.Response);
            return;
        }

        if (!sessions.TryEnter(sender))
        {
            context.Response.Headers.RetryAfter = setup.Limits.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            await new Problem(
                429, "Too many requests under way",
                $"{sender} has {setup.Limits.RequestsUnderWayMax} requests under way (setting Gateway:RequestsUnderWayMax). Nothing was taken in.").WriteAsync(context.Response);
            return;
        }

        try
        {
            await handle(context, sender);
        }
        catch (BadHttpRequestException broken)
        {
            if (!context.Response.HasStarted)
                await new Problem(broken.StatusCode, "Request broken off", broken.Message).WriteAsync(context.Response);
        }
        catch (LedgerElsewhereException) when (setup.AskLedger is not null && !context.Response.HasStarted)
        {
            await setup.AskLedger(context);
        }
        catch (Exception ended) when (ended is OperationCanceledException or EndOfStreamException && context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; whatever it sent stands or falls by the journal.
        }
        catch (Exception failed) when (!context.Response.HasStarted)
        {
            // Nothing has left yet: the sender learns that the outcome is not known, and asks or sends again.
            setup.Fault(failed);
            await new Problem(
                500, "Outcome not known", "The switch could not answer. Ask again; a message is sent again as it is: it is taken once only.").WriteAsync(context.Response);
        }
        finally
        {
            sessions.Leave(sender);
        }
    }

    private static async Task PlainAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted);
    }

    private static byte[] ReadDescription()
    {
        using Stream stream = typeof(GatewayEndpoints).Assembly.GetManifestResourceStream("openapi.json")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
