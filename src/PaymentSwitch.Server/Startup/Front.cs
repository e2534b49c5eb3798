using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;

namespace PaymentSwitch.Server.Startup;

/// <summary>
/// A web server whose routes can be put in place of others while it listens: a standby answers on the same address, over the same
/// connections, on which it answers as the switch after a takeover.
/// </summary>
internal sealed class Front : IAsyncDisposable
{
    private readonly string _listen;
    private readonly string _setting;
    private RequestDelegate _answer = static context =>
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    };

    /// <summary>Puts it together; it does not listen yet.</summary>
    /// <param name="listen">The address to listen on.</param>
    /// <param name="setting">The setting that it comes from, for messages.</param>
    /// <param name="limit">Sets its bounds.</param>
    /// <param name="log">Takes its lines.</param>
    public Front(string listen, string setting, Action<KestrelServerOptions> limit, Logger log)
    {
        _listen = listen;
        _setting = setting;
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        // That it cannot start is told once, in a sentence of our own: see ListenAsync.
        builder.Logging.AddSerilog(log).AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            // Without TLS nothing says which version is spoken: HTTP/1.1 alone.
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
            kestrel.ListenOn(listen);
            kestrel.AddServerHeader = false;
            limit(kestrel);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        Web = builder.Build();
        Web.Run(context => Volatile.Read(ref _answer)(context));
    }

    /// <summary>The web server.</summary>
    public WebApplication Web { get; }

    /// <summary>Set when the process is to stop.</summary>
    public CancellationToken Stopping => Web.Lifetime.ApplicationStopping;

    /// <summary>Whether it listens.</summary>
    public bool IsListening { get; private set; }

    /// <summary>Where it listens.</summary>
    public string Address => Web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Routes to answer by; nothing is answered by them yet.</summary>
    public RequestDelegate Routes(Action<IEndpointRouteBuilder> map)
    {
        var routes = new ApplicationBuilder(Web.Services);
        routes.UseRouting();
        routes.UseEndpoints(map);
        return routes.Build();
    }

    /// <summary>Answers by these from the next request on.</summary>
    public void AnswerBy(RequestDelegate answer) => Volatile.Write(ref _answer, answer);

    /// <summary>Begins to listen, where it does not yet.</summary>
    /// <exception cref="CannotStartException">The address cannot be listened on.</exception>
    public async Task ListenAsync()
    {
        if (IsListening) return;
        try
        {
            await Web.StartAsync();
            IsListening = true;
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            string why = error.InnerException is AddressInUseException ? "the address is in use" : error.Message;
            throw new CannotStartException($"The switch cannot listen on {_listen}: {why} (setting {_setting}).", error);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Web.DisposeAsync();
}
