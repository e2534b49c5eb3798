using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Http;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Calling;

/// <summary>Sends operators' commands to a switch over its admin API, and reads what it answers: for every face that is no part of the switch.</summary>
public sealed class OperationsClient : IDisposable
{
    // Longer than a switch under load takes for a command, shorter than a person waits.
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http = new() { Timeout = AnswerWithin };
    private readonly Uri _server;

    /// <summary>A client of one switch, for as many commands as wanted.</summary>
    /// <param name="server">The admin API's address.</param>
    public OperationsClient(Uri server) => _server = server;

    /// <summary>The address that a text is, as <c>http://127.0.0.1:8081</c>; null where it is none.</summary>
    public static Uri? AddressOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" ? address : null;

    /// <summary>Whether a text can be a token: a header carries nothing else.</summary>
    public static bool IsToken(string text) => !string.IsNullOrEmpty(text) && text.All(c => c is > ' ' and <= '~');

    /// <summary>Sends a command, once, and waits for what comes of it.</summary>
    /// <param name="command">The command.</param>
    /// <param name="token">The operator's token.</param>
    /// <param name="width">How many characters fit in a line of the answer's text; null where no text is wanted, but JSON.</param>
    /// <param name="cancellation">Ends the waiting, not what the switch has begun.</param>
    public async Task<CommandReply> SendAsync(CommandToSend command, string token, int? width, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_server, $"{OperationsEndpoints.Commands}/{command.Definition.Slug}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = new ReadOnlyMemoryContent(Body(command));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        string unknown = command.Definition.Danger == CommandDanger.None ? "" : "; whether the command was carried out is not known";
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, cancellation).ConfigureAwait(false);
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
            return Read(response.IsSuccessStatusCode, body, width)
                ?? Failed($"What {_server} answers is not understood{unknown}. Is it the admin API of a switch of this version?");
        }
        // The pool of connections throws the socket's own error where the other side goes while it is being connected to.
        catch (Exception error) when (error is SocketException { SocketErrorCode: SocketError.NotConnected } or HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
        })
        {
            return new CommandReply(OperatorExitCode.NotReached, false, default, $"The switch cannot be reached at {_server}: {error.Message}");
        }
        catch (Exception error) when (error is HttpRequestException or SocketException or OperationCanceledException)
        {
            // It may have arrived.
            return Failed($"The switch at {_server} did not answer{unknown}: {error.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static CommandReply Failed(string text) => new(OperatorExitCode.Failed, false, default, text);

    /// <summary>What a response says; null where it is not of the admin API.</summary>
    private static CommandReply? Read(bool isDone, byte[] body, int? width)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement answer = document.RootElement;
            if (!isDone)
            {
                string text = $"{answer.GetProperty("code").GetString()}: {ResultText.Printable(answer.GetProperty("detail").GetString()!)}";
                return new CommandReply(answer.GetProperty("exitCode").GetInt32(), false, body, text);
            }

            bool waits = answer.GetProperty("kind").GetString() == "approval";
            int exitCode = waits ? OperatorExitCode.WaitsForApproval
                : answer.TryGetProperty("exitCode", out JsonElement alarm) ? alarm.GetInt32() : OperatorExitCode.Done;
            return new CommandReply(exitCode, true, body, width is int characters ? ResultText.Of(answer, characters) : "");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentNullException)
        {
            return null;
        }
    }

    private static ReadOnlyMemory<byte> Body(CommandToSend command) => ResultJson.Write(json =>
    {
        json.WriteStartObject("arguments"u8);
        foreach ((string name, string value) in command.Arguments) json.WriteString(name, value);
        json.WriteEndObject();
        if (command.Why.Length > 0) json.WriteString("why"u8, command.Why);
    });
}
