using System.Collections.Frozen;
using PaymentSwitch.Operations.Catalogue;

namespace PaymentSwitch.Cluster.PetabridgeCmd;

/// <summary>Which commands of the catalogue are in the palette, and why others are not.</summary>
/// <param name="Commands">Those that are.</param>
/// <param name="LeftOut">Those that are not.</param>
internal sealed record OfferedCommands(IReadOnlyList<PaletteCommand> Commands, IReadOnlyList<LeftOutCommand> LeftOut)
{
    /// <summary>Commands that are left to the admin API and the command line for good, by name.</summary>
    public static FrozenDictionary<string, string> Never { get; } = new Dictionary<string, string>
    {
        ["approval grant"] = "a second person grants, and pbm does not say who types",
        ["credentials generate"] = "it shows a secret, and pbm's connection is not encrypted",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Chooses.</summary>
    /// <param name="catalogue">All commands.</param>
    /// <param name="readOnly">Whether what changes something is left out.</param>
    public static OfferedCommands Of(CommandCatalogue catalogue, bool readOnly)
    {
        var offered = new List<PaletteCommand>();
        var leftOut = new List<LeftOutCommand>();
        foreach (CommandDefinition definition in catalogue.Commands.Select(command => command.Definition))
        {
            if (WhyNot(definition, readOnly) is string why) leftOut.Add(new LeftOutCommand(definition.Name, why));
            else offered.Add(new PaletteCommand(definition));
        }

        return new OfferedCommands(offered, leftOut);
    }

    private static string? WhyNot(CommandDefinition definition, bool readOnly)
    {
        if (Never.TryGetValue(definition.Name, out string? never)) return never;
        // A file's name would be one of the node's: whoever reaches the port could have any file of it read.
        if (definition.Arguments.Any(argument => argument.Kind == ArgumentKind.File)) return "it takes a file, which pbm cannot send";
        if (definition.Arguments.Any(argument => argument.IsPersonal)) return "it names a person, and what Petabridge.Cmd keeps of what is typed is not known";
        return readOnly && definition.Danger != CommandDanger.None ? "it changes something, and the palette is read-only" : null;
    }
}

/// <summary>A command that is not in the palette.</summary>
/// <param name="Name">Its name in words.</param>
/// <param name="Why">Why not.</param>
internal sealed record LeftOutCommand(string Name, string Why);
