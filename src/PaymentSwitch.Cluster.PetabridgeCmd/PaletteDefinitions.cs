using Petabridge.Cmd;

namespace PaymentSwitch.Cluster.PetabridgeCmd;

/// <summary>Commands in the words of Petabridge.Cmd. It is given no defaults: those are the switch's.</summary>
internal static class PaletteDefinitions
{
    /// <summary>What is typed before a command's name.</summary>
    public const string PaletteName = "payswitch";

    /// <summary>The palette of these commands.</summary>
    public static CommandPalette PaletteOf(IReadOnlyList<PaletteCommand> commands) => new(PaletteName, commands.Select(DefinitionOf).ToArray());

    private static CommandDefinition DefinitionOf(PaletteCommand command)
    {
        CommandDefinitionBuilder definition = new CommandDefinitionBuilder().WithName(command.Name).WithDescription(command.Description);
        foreach (PaletteArgument argument in command.Arguments)
        {
            definition = definition.WithArgument(builder => builder
                .WithName(argument.Name).WithDescription(argument.Description).IsMandatory(argument.IsRequired).WithSwitch(argument.Switch));
        }

        return definition.Build();
    }
}
