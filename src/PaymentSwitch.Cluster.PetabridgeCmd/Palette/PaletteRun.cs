using PaymentSwitch.Operations.Calling;

namespace PaymentSwitch.Cluster.PetabridgeCmd;

/// <summary>Carries out what was typed in pbm: by the admin API, as any other operator would.</summary>
internal sealed class PaletteRun(PetabridgeCmdSettings settings, OperationsClient client)
{
    // What a terminal is likely to have; pbm does not say how wide it is.
    private const int Width = 120;

    /// <summary>Runs a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="typed">What was typed behind it: switches and values.</param>
    public async Task<PaletteReply> RunAsync(PaletteCommand command, IReadOnlyList<(string Switch, string? Value)> typed)
    {
        PaletteArguments read = PaletteArguments.Read(command, typed);
        if (read.Wrong is not null) return PaletteReply.Error(read.Wrong);
        string token;
        try
        {
            token = (await File.ReadAllTextAsync(settings.TokenFile).ConfigureAwait(false)).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return PaletteReply.Error($"TokenFile: {error.Message}");
        }

        if (!OperationsClient.IsToken(token)) return PaletteReply.Error("TokenFile: it is empty, or has characters that no token has.");
        CommandReply reply = await client.SendAsync(
            new CommandToSend(command.Definition, read.Arguments, read.Why), token, read.IsJson ? null : Width, CancellationToken.None).ConfigureAwait(false);
        string text = read.IsJson && !reply.Body.IsEmpty ? System.Text.Encoding.UTF8.GetString(reply.Body.Span) : reply.Text;
        return reply.IsAnswer ? new PaletteReply(TextPieces.Of(text), false) : PaletteReply.Error(text);
    }
}

/// <summary>What pbm shows.</summary>
/// <param name="Pieces">The text, in pieces of whole lines; at least one.</param>
/// <param name="IsError">Whether it is shown as an error.</param>
internal sealed record PaletteReply(IReadOnlyList<string> Pieces, bool IsError)
{
    /// <summary>What is wrong, or was refused.</summary>
    public static PaletteReply Error(string text) => new([text], true);
}
