using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PaymentSwitch.Cluster.Nodes;

/// <summary>
/// The actors of a node, put together and begun by Akka.Hosting. They have a host of their own: what serves banks begins and ends with the node's
/// part in the switch, while actors are there before it and leave the others after it.
/// </summary>
internal sealed class NodeActors : IAsyncDisposable
{
    private readonly IHost _host;

    private NodeActors(IHost host, ActorSystem system)
    {
        _host = host;
        System = system;
    }

    /// <summary>All of them.</summary>
    public ActorSystem System { get; }

    /// <summary>Begins them.</summary>
    /// <param name="name">The name of the system.</param>
    /// <param name="compose">What belongs to it.</param>
    public static async Task<NodeActors> StartAsync(string name, Action<AkkaConfigurationBuilder> compose)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddAkka(name, compose);
        IHost host = builder.Build();
        try
        {
            // Before the host starts it: what is wrong with an address or a setting is this caller's to tell, and not a stack on standard output.
            ActorSystem system = host.Services.GetRequiredService<ActorSystem>();
            await host.StartAsync().ConfigureAwait(false);
            return new NodeActors(host, system);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>The region of shards that was begun under a key.</summary>
    /// <typeparam name="TKey">The key.</typeparam>
    public IActorRef Region<TKey>() => ActorRegistry.For(System).Get<TKey>();

    /// <summary>Leaves the others in good order, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync().ConfigureAwait(false);
        _host.Dispose();
    }

    /// <summary>Ends at once: nobody is told.</summary>
    public async Task DieAsync()
    {
        await System.Terminate().ConfigureAwait(false);
        _host.Dispose();
    }
}
