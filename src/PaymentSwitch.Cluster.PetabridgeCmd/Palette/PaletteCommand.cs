using PaymentSwitch.Operations.Catalogue;

namespace PaymentSwitch.Cluster.PetabridgeCmd;

/// <summary>
/// A command of the catalogue as pbm has it. Names are the command line's; a command's name is one word in pbm (<c>account-fund</c>), and every
/// argument has its switch, as pbm takes none by its place.
/// </summary>
internal sealed record PaletteCommand
{
    /// <summary>The argument with the reason, of commands that change something.</summary>
    public const string Why = "why";

    /// <summary>The argument that says that it is meant, of commands that change something: pbm asks nobody.</summary>
    public const string Yes = "yes";

    /// <summary>The argument with the form of the answer.</summary>
    public const string Output = "output";

    /// <summary>A command of the catalogue.</summary>
    public PaletteCommand(CommandDefinition definition)
    {
        Definition = definition;
        Arguments = [.. definition.Arguments.Select(Of), .. Added(definition)];
    }

    /// <summary>What the catalogue has.</summary>
    public CommandDefinition Definition { get; }

    /// <summary>Its name in pbm.</summary>
    public string Name => Definition.Slug;

    /// <summary>One line in the palette's list; with all that should be known before where it changes something.</summary>
    public string Description =>
        Definition.NeedsWhy ? $"{Definition.Summary} {Definition.Description} Needs the role {Definition.Role}." : $"{Definition.Summary} Needs the role {Definition.Role}.";

    /// <summary>Its arguments.</summary>
    public IReadOnlyList<PaletteArgument> Arguments { get; }

    /// <summary>The argument that was meant by a switch, or null.</summary>
    public PaletteArgument? Find(string written) =>
        Arguments.FirstOrDefault(argument => argument.Switch == written || argument.Name == written);

    private static PaletteArgument Of(ArgumentDefinition argument) => new(
        argument.Name,
        argument.Explained + (argument.Kind == ArgumentKind.Flag ? " true or false." : argument.Default is null ? "" : $" [default: {argument.Default}]"),
        argument.IsRequired) { IsFlag = argument.Kind == ArgumentKind.Flag };

    private static IEnumerable<PaletteArgument> Added(CommandDefinition definition)
    {
        if (definition.NeedsWhy)
        {
            yield return new PaletteArgument(Why, "The reason, for the journal.", true);
            yield return new PaletteArgument(Yes, "true: it is meant. Nobody is asked again.", true) { IsFlag = true };
        }

        yield return new PaletteArgument(Output, "table for people, json for programs. [default: table]", false);
    }
}

/// <summary>An argument of a command as pbm has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it means and what it may be.</param>
/// <param name="IsRequired">Whether pbm asks for it.</param>
internal sealed record PaletteArgument(string Name, string Description, bool IsRequired)
{
    /// <summary>What is typed before its value.</summary>
    public string Switch => $"--{Name}";

    /// <summary>Whether it is true or false; the switch alone is true.</summary>
    public bool IsFlag { get; init; }
}
