namespace PaymentSwitch.Cli;

/// <summary>What the program reads from and writes to.</summary>
/// <param name="Input">Standard input.</param>
/// <param name="Output">Standard output, as bytes.</param>
/// <param name="Text">Standard output, as text: for help.</param>
/// <param name="Errors">Standard error.</param>
/// <param name="Width">How wide the terminal is that shows the output, in characters; null where none does.</param>
internal sealed record Streams(Stream Input, Stream Output, TextWriter Text, TextWriter Errors, int? Width)
{
    /// <summary>Reads a variable of the environment.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Reads a line that a person types; null where nobody sits there, and nothing can be asked.</summary>
    public Func<string?>? AskLine { get; init; }
}
