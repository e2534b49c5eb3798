using System.CommandLine;
using System.CommandLine.Parsing;
using PaymentSwitch.Cli.Auditing;
using PaymentSwitch.Cli.Journals;
using PaymentSwitch.Cli.Operating;
using PaymentSwitch.Cli.Privacy;
using PaymentSwitch.Cli.Validation;
using PaymentSwitch.Operations.Catalogue;

namespace PaymentSwitch.Cli;

/// <summary>The commands, and how the program ends.</summary>
internal static class CommandLine
{
    /// <summary>Runs the command that the arguments name.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments, Streams streams)
    {
        var root = new RootCommand("PaymentSwitch on the command line: for its operators, and for banks that try their messages.") { ValidateCommand.Create(streams), JournalCommands.Create(streams), AuditCommands.Create(streams), PartyKeyCommands.Create(streams) };
        foreach (Command command in OperatorCommands.Create(CommandCatalogue.Shipped, streams)) root.Add(command);
        ParseResult parsed = root.Parse(arguments);
        (parsed.CommandResult.Command as OperatorCommands.OperatorCommand)?.Explain();
        if (parsed.Errors.Count == 0)
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = streams.Text, Error = streams.Errors });
        foreach (ParseError error in parsed.Errors) await streams.Errors.WriteLineAsync(error.Message);
        await streams.Errors.WriteLineAsync($"{NameOf(parsed.CommandResult.Command)} --help shows what there is.");
        return ExitCode.WrongUsage;
    }

    private static string NameOf(Command command) =>
        command is RootCommand ? "payswitch" : $"{NameOf((Command)command.Parents.First())} {command.Name}";
}
