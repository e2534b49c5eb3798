using System.Text;
using PaymentSwitch.Operations.Calling;
using PaymentSwitch.Operations.Catalogue;

namespace PaymentSwitch.Cli.Operating;

/// <summary>Sends one command to the switch and shows what it answers.</summary>
internal sealed class OperatorRun(CommandDefinition definition, Streams streams)
{
    /// <summary>The arguments that were given, as they were written.</summary>
    public required IReadOnlyDictionary<string, string> Arguments { get; init; }

    /// <summary>The reason; empty for none.</summary>
    public required string Why { get; init; }

    /// <summary>Whether nothing has to be asked.</summary>
    public required bool IsSure { get; init; }

    /// <summary>Whether programs read the answer.</summary>
    public required bool Json { get; init; }

    /// <summary>Which switch.</summary>
    public required Connection Connection { get; init; }

    /// <summary>Runs it.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        if (Connection.Server is null) return await FailAsync(ExitCode.WrongUsage, Connection.Wrong!);
        if (!IsSure && !await IsMeantAsync()) return await FailAsync(ExitCode.WrongUsage, "Nothing was done.");
        using var client = new OperationsClient(Connection.Server);
        CommandReply reply = await client.SendAsync(new CommandToSend(definition, Arguments, Why), Connection.Token, Json ? null : streams.Width ?? ResultText.WidthOfFiles, cancellation);
        if (!reply.IsAnswer) return await FailAsync(reply.ExitCode, Json && !reply.Body.IsEmpty ? Encoding.UTF8.GetString(reply.Body.Span) : reply.Text);
        await streams.Output.WriteAsync(Json ? reply.Body : Encoding.UTF8.GetBytes(reply.Text), CancellationToken.None);
        if (Json) await streams.Output.WriteAsync("\n"u8.ToArray(), CancellationToken.None);
        return reply.ExitCode;
    }

    private async Task<bool> IsMeantAsync()
    {
        // Where nobody can be asked, a script would stand still for good: it says --yes.
        if (streams.AskLine is null)
        {
            await streams.Errors.WriteLineAsync($"{definition.Name} {Deed()}: where nobody can be asked, say --yes.");
            return false;
        }

        await streams.Errors.WriteLineAsync($"{definition.Name} {string.Join(' ', Arguments.Select(given => $"{given.Key}={(given.Value.Length <= 140 ? given.Value : $"({given.Value.Length} characters)")}"))} at {Connection.Server}");
        await streams.Errors.WriteAsync($"This {Deed()}. Type yes to go on: ");
        await streams.Errors.FlushAsync();
        return streams.AskLine() == "yes";
    }

    private string Deed() => definition.Danger == CommandDanger.MovesMoney ? "moves money" : "changes the switch";

    private async Task<int> FailAsync(int exitCode, string text)
    {
        await streams.Errors.WriteLineAsync(text);
        return exitCode;
    }
}
