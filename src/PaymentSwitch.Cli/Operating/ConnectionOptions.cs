using System.CommandLine;
using PaymentSwitch.Operations.Calling;

namespace PaymentSwitch.Cli.Operating;

/// <summary>Which switch, and with whose token: options of every operators' command.</summary>
internal sealed class ConnectionOptions
{
    private const string DefaultServer = "http://127.0.0.1:8081";
    private readonly Option<string?> _server = new("--server")
    {
        Description = $"The admin API's address; else PAYSWITCH_SERVER, else {DefaultServer}.", HelpName = "URL",
    };

    private readonly Option<string?> _tokenFile = new("--token-file")
    {
        Description = "A file with the operator's token; else PAYSWITCH_TOKEN has the token itself.", HelpName = "FILE",
    };

    /// <summary>Adds the options to a command.</summary>
    public ConnectionOptions(Command command)
    {
        command.Add(_server);
        command.Add(_tokenFile);
    }

    /// <summary>The address and the token; null for what is wrong or missing, and then why.</summary>
    public Connection Read(ParseResult parsed, Func<string, string?> variable)
    {
        string server = parsed.GetValue(_server) ?? NotEmpty(variable("PAYSWITCH_SERVER")) ?? DefaultServer;
        if (OperationsClient.AddressOf(server) is not Uri address)
            return new Connection(null, "", $"--server: found '{server}', expected http://HOST:PORT or https://HOST:PORT.");
        string? file = parsed.GetValue(_tokenFile);
        try
        {
            string? token = NotEmpty((file is null ? variable("PAYSWITCH_TOKEN") : File.ReadAllText(file))?.Trim());
            if (token is null) return new Connection(null, "", "There is no token: set PAYSWITCH_TOKEN, or name a file with --token-file.");
            return OperationsClient.IsToken(token) ? new Connection(address, token, null) : new Connection(null, "", "The token has characters that no token has.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Connection(null, "", $"--token-file: {error.Message}");
        }
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

/// <summary>Which switch, and with whose token.</summary>
/// <param name="Server">The admin API's address; null where something is wrong.</param>
/// <param name="Token">The token.</param>
/// <param name="Wrong">What is wrong; null for nothing.</param>
internal sealed record Connection(Uri? Server, string Token, string? Wrong);
