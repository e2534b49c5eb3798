namespace PaymentSwitch.Operations.Catalogue;

/// <summary>
/// A command as every face of the switch shows it: the admin API, the command line, a console. It needs no running switch;
/// what the command does is in <see cref="IOperatorCommand"/>.
/// </summary>
/// <param name="Name">Its name in words, the thing before the deed: <c>account fund</c>. Never changes.</param>
/// <param name="Summary">What it does, in one line that ends with a full stop.</param>
/// <param name="Description">What an operator should know before he runs it, in a paragraph.</param>
/// <param name="Role">The least role that may run it.</param>
/// <param name="Danger">What it can do to the switch.</param>
/// <param name="Arguments">Its arguments: the required ones first, in the order in which a command line takes them.</param>
public sealed record CommandDefinition(
    string Name, string Summary, string Description, OperatorRole Role, CommandDanger Danger, params IReadOnlyList<ArgumentDefinition> Arguments)
{
    /// <summary>The name as an address has it: <c>account-fund</c>.</summary>
    public string Slug => SlugOf(Name);

    /// <summary>Whether who runs it must say why.</summary>
    public bool NeedsWhy => Danger != CommandDanger.None;

    /// <summary>Whether it is carried out only after a second operator has approved of it.</summary>
    public bool NeedsFourEyes { get; init; }

    /// <summary>A command's name as an address has it.</summary>
    public static string SlugOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Replace(' ', '-');
    }
}

/// <summary>What a command can do.</summary>
public enum CommandDanger
{
    /// <summary>It shows something and changes nothing.</summary>
    None = 0,

    /// <summary>It changes how the switch decides from now on.</summary>
    ChangesState = 1,

    /// <summary>It changes what somebody owns.</summary>
    MovesMoney = 2,
}
