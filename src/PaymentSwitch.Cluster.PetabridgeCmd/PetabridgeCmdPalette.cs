using Akka.Actor;
using Akka.Event;
using PaymentSwitch.Operations.Calling;
using PaymentSwitch.Operations.Catalogue;
using Petabridge.Cmd;
using PetabridgeHost = Petabridge.Cmd.Host.PetabridgeCmd;

namespace PaymentSwitch.Cluster.PetabridgeCmd;

/// <summary>Puts the palette <c>payswitch</c> beside a node of the cluster.</summary>
public static class PetabridgeCmdPalette
{
    private const string HostPath = "petabridge.cmd.host";
    private const string PortPath = "petabridge.cmd.port";

    /// <summary>Registers the palette and begins to listen; other palettes are registered before. It ends with the actor system.</summary>
    /// <param name="system">The node's actor system, made with <see cref="PetabridgeCmdSettings.Hocon"/> in its configuration.</param>
    /// <param name="settings">Where it listens, and as whom it calls the admin API.</param>
    /// <exception cref="ArgumentException">The settings are wrong.</exception>
    /// <exception cref="InvalidOperationException">The actor system's configuration has another address, or there is a palette of that name.</exception>
    public static void Start(ActorSystem system, PetabridgeCmdSettings settings)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Wrong is string wrong) throw new ArgumentException(wrong, nameof(settings));
        // Before the extension adds its own defaults, which are all addresses, and lie above whatever could be added here.
        string host = system.Settings.Config.GetString(HostPath, "");
        int port = system.Settings.Config.GetInt(PortPath, 0);
        if (host != settings.Host || port != settings.Port)
            throw new InvalidOperationException($"{HostPath} and {PortPath}: found '{host}' and {port}, expected the actor system to be made with: {settings.Hocon}");
        OfferedCommands offered = OfferedCommands.Of(CommandCatalogue.Shipped, settings.ReadOnly);
        var client = new OperationsClient(new Uri(settings.OperationsAddress));
        system.RegisterOnTermination(client.Dispose);
        CommandPalette palette = PaletteDefinitions.PaletteOf(offered.Commands);
        PetabridgeHost petabridge = PetabridgeHost.Get(system);
        if (!petabridge.RegisterCommandPalette(new PaletteHandler(palette, offered.Commands, new PaletteRun(settings, client))))
            throw new InvalidOperationException($"Petabridge.Cmd has a palette {PaletteDefinitions.PaletteName} already.");
        petabridge.Start();
        system.Log.Info(
            "Petabridge.Cmd answers at {0}:{1}: palette {2} with {3} commands{4}, which calls {5}.",
            settings.Host, settings.Port, PaletteDefinitions.PaletteName, offered.Commands.Count, settings.ReadOnly ? ", none of which changes anything" : "", settings.OperationsAddress);
    }
}
