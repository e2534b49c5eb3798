using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Http;

/// <summary>The admin API of a standby: the catalogue, and how it stands. All else is the active one's.</summary>
public static class StandbyEndpoints
{
    private const string Status = OperationsEndpoints.Commands + "/status";

    /// <summary>Maps the routes.</summary>
    /// <param name="routes">Takes them.</param>
    /// <param name="tokens">Says who a request comes from.</param>
    /// <param name="status">How it stands now.</param>
    public static void MapStandby(this IEndpointRouteBuilder routes, OperatorTokens tokens, Func<IReadOnlyList<Field>> status)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(status);
        ReadOnlyMemory<byte> catalogue = CatalogueJson.Write(CommandCatalogue.Shipped);
        routes.MapGet(OperationsEndpoints.Commands, ForOperators(context => OperationsEndpoints.WriteAsync(context.Response, 200, "application/json", catalogue)));
        routes.MapGet(Status, ForOperators(ShowAsync));
        routes.MapPost(Status, ForOperators(ShowAsync));
        routes.MapFallback(ForOperators(context => OperationsEndpoints.RefuseAsync(context.Response, IsStandby)));

        Task ShowAsync(HttpContext context)
        {
            context.Response.Headers.CacheControl = "no-store";
            return OperationsEndpoints.WriteAsync(context.Response, 200, "application/json", ResultJson.Write("status", new RecordResult(status())));
        }

        RequestDelegate ForOperators(Func<HttpContext, Task> handle) => context =>
        {
            if (tokens.Authenticate(context.Request) is not null) return handle(context);
            context.Response.Headers.WWWAuthenticate = OperatorTokens.Challenge;
            return OperationsEndpoints.RefuseAsync(context.Response, OperationsEndpoints.NotAuthenticated);
        };
    }

    private static Refused IsStandby => new(
        "switch.standby", "This server is a standby: nothing was done. Ask the active one; status says who that is.", 503, OperatorExitCode.NotReached);
}
