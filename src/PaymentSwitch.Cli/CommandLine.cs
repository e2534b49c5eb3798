using System.CommandLine;
using System.CommandLine.Parsing;
using PaymentSwitch.Cli.Validation;

namespace PaymentSwitch.Cli;

/// <summary>The commands, and how the program ends.</summary>
internal static class CommandLine
{
    /// <summary>Runs the command that the arguments name.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments, Streams streams)
    {
        var root = new RootCommand("Tools for banks that send ISO 20022 messages to PaymentSwitch.") { ValidateCommand.Create(streams) };
        ParseResult parsed = root.Parse(arguments);
        if (parsed.Errors.Count == 0)
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = streams.Text, Error = streams.Errors });
        foreach (ParseError error in parsed.Errors) await streams.Errors.WriteLineAsync(error.Message);
        await streams.Errors.WriteLineAsync("payswitch --help and payswitch validate --help show what there is.");
        return ExitCode.WrongUsage;
    }
}
