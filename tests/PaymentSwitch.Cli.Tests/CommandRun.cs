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

    public static async Task<CommandRun> WithInput(string input, params string[] arguments)
    {
        using var inBytes = new MemoryStream(Encoding.UTF8.GetBytes(input));
        using var outBytes = new MemoryStream();
        using var text = new StringWriter();
        using var errors = new StringWriter();
        int code = await CommandLine.RunAsync(arguments, new Streams(inBytes, outBytes, text, errors, Width: null));
        return new CommandRun(code, text + Encoding.UTF8.GetString(outBytes.ToArray()), errors.ToString());
    }
}
