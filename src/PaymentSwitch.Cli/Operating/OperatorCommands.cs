using System.CommandLine;
using System.CommandLine.Parsing;
using PaymentSwitch.Operations.Catalogue;

namespace PaymentSwitch.Cli.Operating;

/// <summary>The operators' commands, as the catalogue has them: <c>account fund</c> is the command fund in the group account.</summary>
internal static class OperatorCommands
{
    /// <summary>Makes the command tree.</summary>
    public static IEnumerable<Command> Create(CommandCatalogue catalogue, Streams streams)
    {
        CommandDefinition[] definitions = [.. catalogue.Commands.Select(command => command.Definition)];
        foreach (IGrouping<string, CommandDefinition> group in definitions.GroupBy(definition => definition.Name.Split(' ')[0]))
        {
            if (group.First().Name == group.Key)
            {
                yield return Create(group.First(), streams);
                continue;
            }

            var parent = new Command(group.Key, $"{group.Key}: {string.Join(", ", group.Select(Deed))}.");
            foreach (CommandDefinition definition in group) parent.Add(Create(definition, streams));
            yield return parent;
        }
    }

    private static string Deed(CommandDefinition definition) => definition.Name[(definition.Name.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    private static OperatorCommand Create(CommandDefinition definition, Streams streams)
    {
        var command = new OperatorCommand(Deed(definition), definition);
        var readers = new List<(string Name, Func<ParseResult, string?> Read)>();
        foreach (ArgumentDefinition argument in definition.Arguments) readers.Add((argument.Name, Add(command, argument)));
        var connection = new ConnectionOptions(command);
        var output = new Option<string>("--output") { Description = "table for people, json for programs.", DefaultValueFactory = _ => "table" };
        output.AcceptOnlyFromAmong("table", "json");
        command.Add(output);
        Option<string?>? why = null;
        Option<bool>? yes = null;
        if (definition.NeedsWhy)
        {
            command.Add(why = new Option<string?>("--why") { Description = "The reason, for the journal.", HelpName = "TEXT", Required = true });
            command.Add(yes = new Option<bool>("--yes") { Description = "Do not ask whether it is meant." });
        }

        command.SetAction((parsed, cancellation) => new OperatorRun(definition, streams)
        {
            Arguments = readers.Select(reader => (reader.Name, Text: reader.Read(parsed))).Where(given => given.Text is not null).ToDictionary(given => given.Name, given => given.Text!),
            Why = why is null ? "" : parsed.GetValue(why) ?? "",
            IsSure = yes is null || parsed.GetValue(yes),
            Json = parsed.GetValue(output) == "json",
            Connection = connection.Read(parsed, streams.Variable),
        }.RunAsync(cancellation));
        return command;
    }

    /// <summary>What the definition says in one line when it stands in a list, and whole when its own help is asked for.</summary>
    public sealed class OperatorCommand(string name, CommandDefinition definition) : Command(name, definition.Summary)
    {
        public void Explain() => Description = $"{definition.Summary} {definition.Description} Needs the role {definition.Role}.";
    }

    private static void CheckFile(ArgumentResult result)
    {
        foreach (Token token in result.Tokens)
        {
            try
            {
                File.ReadAllText(token.Value);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                result.AddError($"{result.Argument.Name}: {error.Message}");
            }
        }
    }

    /// <summary>Required arguments stand in order, all others are named. What each must be, the switch says.</summary>
    private static Func<ParseResult, string?> Add(Command command, ArgumentDefinition definition)
    {
        string help = definition.Explained;
        if (definition.IsRequired || definition.HasPlace)
        {
            var argument = new Argument<string?>(definition.Name.ToUpperInvariant())
            {
                Description = help, Arity = definition.IsRequired ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
            };
            // What looks like an option and is none would be taken for an argument.
            argument.Validators.Add(result =>
            {
                foreach (Token token in result.Tokens.Where(token => token.Value.StartsWith("--", StringComparison.Ordinal)))
                    result.AddError($"'{token.Value}' is no option here.");
            });
            if (definition.Kind == ArgumentKind.File) argument.Validators.Add(result => CheckFile(result));
            command.Add(argument);
            return definition.Kind == ArgumentKind.File ? parsed => File.ReadAllText(parsed.GetValue(argument)!) : parsed => parsed.GetValue(argument);
        }

        if (definition.Kind == ArgumentKind.Flag)
        {
            var flag = new Option<bool>($"--{definition.Name}") { Description = help };
            command.Add(flag);
            return parsed => parsed.GetValue(flag) ? "true" : null;
        }

        var option = new Option<string?>($"--{definition.Name}")
        {
            Description = definition.Default is null ? help : $"{help} [default: {definition.Default}]",
            HelpName = definition.Kind.ToString().ToUpperInvariant(),
        };
        command.Add(option);
        return parsed => parsed.GetValue(option);
    }
}
