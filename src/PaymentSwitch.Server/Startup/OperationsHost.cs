using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PaymentSwitch.Operations;
using PaymentSwitch.Operations.Approvals;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Dispatching;
using PaymentSwitch.Operations.Http;
using PaymentSwitch.Operations.Results;
using PaymentSwitch.Server.Configuration;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace PaymentSwitch.Server.Startup;

/// <summary>The operators' side: a web server of its own with the admin API and nothing else, which knows no bank's token.</summary>
internal static class OperationsHost
{
    /// <summary>Puts it together; it does not listen yet.</summary>
    public static WebApplication Compose(SwitchSettings settings, CommandDispatcher dispatcher, Logger log)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        // That it cannot start is told once, in a sentence of our own.
        builder.Logging.AddSerilog(log).AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
            kestrel.ListenOn(settings.Operations.Listen);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = settings.Operations.ConnectionsMax;
            kestrel.Limits.MaxRequestBodySize = settings.Operations.BodyBytesMax;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        WebApplication web = builder.Build();
        web.UseRouting();
        web.MapOperations(new OperationsSetup
        {
            Dispatcher = dispatcher,
            Tokens = new OperatorTokens(TokensOf(settings)),
            BodyBytesMax = settings.Operations.BodyBytesMax,
            Ran = (request, result) => Log(log, request, result),
            Fault = fault => log.Error(fault, "An operator's request could not be answered"),
        });
        return web;
    }

    /// <summary>The one way to the operators' commands.</summary>
    public static CommandDispatcher DispatcherOf(SwitchSettings settings, OperatedSwitch operated) => new(
        CommandCatalogue.Shipped, operated, new DurableApprovals(operated.Running, TimeSpan.FromHours(settings.Operations.ApprovalHours)),
        TimeProvider.System, settings.Operations.FourEyes);

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

        LogEventLevel level = CommandCatalogue.Shipped.Find(request.Slug)!.Definition.NeedsWhy ? LogEventLevel.Information : LogEventLevel.Debug;
        log.Write(level, "Operator {Operator}: {Command} {Arguments}, because {Why}", request.By.Name, request.Slug, request.Arguments, request.Why);
    }
}
