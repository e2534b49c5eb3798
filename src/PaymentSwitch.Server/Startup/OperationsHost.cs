using Microsoft.AspNetCore.Routing;
using PaymentSwitch.Operations;
using PaymentSwitch.Operations.Approvals;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Dispatching;
using PaymentSwitch.Operations.Http;
using PaymentSwitch.Operations.Results;
using PaymentSwitch.Server.Configuration;
using Serilog.Core;
using Serilog.Events;

namespace PaymentSwitch.Server.Startup;

/// <summary>The operators' side: a web server of its own with the admin API and nothing else, which knows no bank's token.</summary>
internal static class OperationsHost
{
    /// <summary>The operators' routes of a running switch.</summary>
    public static void Map(IEndpointRouteBuilder routes, SwitchSettings settings, CommandDispatcher dispatcher, Logger log) => routes.MapOperations(new OperationsSetup
    {
        Dispatcher = dispatcher,
        Tokens = new OperatorTokens(TokensOf(settings)),
        BodyBytesMax = settings.Operations.BodyBytesMax,
        Ran = (request, result) => Log(log, request, result),
        Fault = fault => log.Error(fault, "An operator's request could not be answered"),
    });

    /// <summary>The operators' routes of a standby.</summary>
    /// <param name="routes">Takes them.</param>
    /// <param name="settings">Who the operators are.</param>
    /// <param name="status">How the standby stands.</param>
    public static void MapStandby(IEndpointRouteBuilder routes, SwitchSettings settings, Func<IReadOnlyList<Field>> status) =>
        routes.MapStandby(new OperatorTokens(TokensOf(settings)), status);

    /// <summary>The one way to the operators' commands.</summary>
    public static CommandDispatcher DispatcherOf(SwitchSettings settings, OperatedSwitch operated, TimeProvider clock) => new(
        CommandCatalogue.Shipped, operated, new DurableApprovals(operated.Running, TimeSpan.FromHours(settings.Operations.ApprovalHours)),
        clock, settings.Operations.FourEyes);

    private static IEnumerable<(byte[], SwitchOperator)> TokensOf(SwitchSettings settings)
    {
        foreach (OperatorSettings steering in settings.Operators)
        {
            var known = new SwitchOperator(steering.Name, [.. steering.Roles.Select(Enum.Parse<OperatorRole>)]);
            foreach (string hash in steering.TokenHashes) yield return (Convert.FromHexString(hash), known);
        }
    }

    private static void Log(Logger log, CommandRequest request, OperatorResult result)
    {
        if (result is Refused refused)
        {
            log.Warning("Operator {Operator}: {Command} refused, {Code}: {Text}", request.By.Name, request.Slug, refused.Code, refused.Text);
            return;
        }

        CommandDefinition command = CommandCatalogue.Shipped.Find(request.Slug)!.Definition;
        LogEventLevel level = command.NeedsWhy ? LogEventLevel.Information : LogEventLevel.Debug;
        var arguments = request.Arguments.Where(argument => !command.Arguments.Any(known => known.IsPersonal && known.Name == argument.Key)).ToDictionary();
        log.Write(level, "Operator {Operator}: {Command} {Arguments}, because {Why}", request.By.Name, request.Slug, arguments, request.Why);
    }
}
