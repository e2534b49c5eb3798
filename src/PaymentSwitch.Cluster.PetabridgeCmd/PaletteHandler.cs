using Akka.Actor;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;

namespace PaymentSwitch.Cluster.PetabridgeCmd;

/// <summary>The palette and what answers it: one actor for each connection of pbm.</summary>
internal sealed class PaletteHandler : CommandPaletteHandler
{
    /// <summary>A handler of these commands.</summary>
    public PaletteHandler(CommandPalette palette, IReadOnlyList<PaletteCommand> commands, PaletteRun run)
        : base(palette) => HandlerProps = Props.Create(() => new PaletteActor(palette, commands, run));

    /// <inheritdoc/>
    public override Props HandlerProps { get; }
}
