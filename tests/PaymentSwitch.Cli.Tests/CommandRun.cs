using System.Text;

namespace PaymentSwitch.Cli.Tests;

/// <summary>The program as it is called: arguments and standard input in; exit code, output and errors out.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Output">Standard output, whether written as bytes or as text.</param>
/// <param name="Errors">Standard error.</param>
internal sealed record CommandRun(int Code, string Output, string Errors)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Task<CommandRun> Of(params string[] arguments) => WithInput("", arguments);

    public static Task<CommandRun> WithInput(string input, params string[] arguments) => OfAsync(input, null, null, null, arguments);

    /// <summary>Runs it with an environment of its own, and perhaps with somebody at a terminal.</summary>
    /// <param name="input">Standard input.</param>
    /// <param name="variables">The environment; null for none at all.</param>
    /// <param name="types">What somebody types when he is asked; null where nobody sits there.</param>
    /// <param name="width">How wide his terminal is; null for none.</param>
    /// <param name="arguments">The arguments.</param>
    public static async Task<CommandRun> OfAsync(string input, IReadOnlyDictionary<string, string>? variables, string? types, int? width, params string[] arguments)
    {
        using var inBytes = new MemoryStream(Encoding.UTF8.GetBytes(input));
        using var outBytes = new MemoryStream();
        using var text = new StringWriter();
        using var errors = new StringWriter();
        var streams = new Streams(inBytes, outBytes, text, errors, width)
        {
            Variable = name => variables?.GetValueOrDefault(name),
            AskLine = types is null ? null : () => types,
        };
        int code = await CommandLine.RunAsync(arguments, streams);
        return new CommandRun(code, text + Encoding.UTF8.GetString(outBytes.ToArray()), errors.ToString());
    }
}
