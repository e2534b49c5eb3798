using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Dispatching;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Http;

/// <summary>The admin API: the catalogue, and one route for every command in it. It listens where banks cannot reach it.</summary>
public static class OperationsEndpoints
{
    /// <summary>Where the commands are.</summary>
    public const string Commands = "/admin/v1/commands";

    /// <summary>The refusal of a request that proves no operator.</summary>
    internal static Refused NotAuthenticated => new(
        "operator.not-authenticated", "The request has no operator's token, or one that is not known.", 401, OperatorExitCode.NotReached);

    /// <summary>Maps the routes of the admin API.</summary>
    public static void MapOperations(this IEndpointRouteBuilder routes, OperationsSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        CommandDispatcher dispatcher = setup.Dispatcher;
        ReadOnlyMemory<byte> catalogue = CatalogueJson.Write(dispatcher.Catalogue);
        routes.MapGet(Commands, ForOperators((context, _) => WriteAsync(context.Response, 200, "application/json", catalogue)));
        routes.MapGet(Commands + "/{command}", ForOperators((context, by) => ShowAsync(context, by, setup, dispatcher)));
        routes.MapPost(Commands + "/{command}", ForOperators((context, by) => RunAsync(context, by, setup, dispatcher)));

        RequestDelegate ForOperators(Func<HttpContext, SwitchOperator, Task> handle) => context => HandleAsync(context, setup, handle);
    }

    private static async Task HandleAsync(HttpContext context, OperationsSetup setup, Func<HttpContext, SwitchOperator, Task> handle)
    {
        if (setup.Tokens.Authenticate(context.Request) is not SwitchOperator by)
        {
            context.Response.Headers.WWWAuthenticate = OperatorTokens.Challenge;
            await RefuseAsync(context.Response, NotAuthenticated);
            return;
        }

        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = setup.BodyBytesMax;
        try
        {
            await handle(context, by);
        }
        catch (RefusedException wrong)
        {
            await RefuseAsync(context.Response, wrong.Refused);
        }
        catch (BadHttpRequestException broken) when (!context.Response.HasStarted)
        {
            await RefuseAsync(context.Response, new Refused("request.broken", broken.Message, broken.StatusCode, OperatorExitCode.WrongUsage));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The operator has gone; whatever he asked for stands or falls by the journal.
        }
        catch (Exception failed) when (!context.Response.HasStarted)
        {
            setup.Fault(failed);
            await RefuseAsync(context.Response, new Refused(
                "switch.failed", "The switch could not answer; whether the command was carried out is not known. Look before you repeat it.", 500, OperatorExitCode.Failed));
        }
    }

    private static async Task ShowAsync(HttpContext context, SwitchOperator by, OperationsSetup setup, CommandDispatcher dispatcher)
    {
        string slug = Slug(context);
        if (dispatcher.Catalogue.Find(slug) is { Definition: { Danger: not CommandDanger.None } changing })
        {
            context.Response.Headers.Allow = "POST";
            await RefuseAsync(context.Response, new Refused("command.not-a-view", $"{changing.Name} changes something: POST it.", 405, OperatorExitCode.WrongUsage));
            return;
        }

        await AnswerAsync(context, setup, dispatcher, slug, by, CommandBody.Read(context.Request.Query));
    }

    private static async Task RunAsync(HttpContext context, SwitchOperator by, OperationsSetup setup, CommandDispatcher dispatcher) =>
        await AnswerAsync(context, setup, dispatcher, Slug(context), by, await CommandBody.ReadAsync(context.Request));

    private static async Task AnswerAsync(
        HttpContext context, OperationsSetup setup, CommandDispatcher dispatcher, string slug, SwitchOperator by, CommandBody body)
    {
        var request = new CommandRequest(slug, by, body.Arguments, body.Why);
        OperatorResult result = await dispatcher.RunAsync(request);
        setup.Ran(request, result);
        if (result is Refused refused)
        {
            await RefuseAsync(context.Response, refused);
            return;
        }

        string name = dispatcher.Catalogue.Find(slug)!.Definition.Name;
        context.Response.Headers.CacheControl = "no-store";
        await WriteAsync(context.Response, result is ApprovalRequested ? 202 : 200, "application/json", ResultJson.Write(name, result));
    }

    private static string Slug(HttpContext context) => (string?)context.Request.RouteValues["command"] ?? "";

    /// <summary>Writes a refusal as the response.</summary>
    internal static Task RefuseAsync(HttpResponse response, Refused refused)
    {
        string title = refused.Status switch
        {
            401 => "Not authenticated",
            403 => "Not allowed",
            404 => "Not found",
            405 => "Not a view",
            >= 500 => "Not carried out",
            400 or 413 or 415 => "Not understood",
            _ => "Refused",
        };
        return WriteAsync(response, refused.Status, "application/problem+json", ResultJson.Write(title, refused));
    }

    /// <summary>Writes a response.</summary>
    internal static async Task WriteAsync(HttpResponse response, int status, string type, ReadOnlyMemory<byte> body)
    {
        response.StatusCode = status;
        response.ContentType = type;
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, response.HttpContext.RequestAborted);
    }
}
