using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PaymentSwitch.Operations.Catalogue;
using PaymentSwitch.Operations.Http;

namespace PaymentSwitch.Cli.Operating;

/// <summary>Sends one command to the switch and shows what it answers.</summary>
internal sealed class OperatorRun(CommandDefinition definition, Streams streams)
{
    // Longer than a switch under load takes for a command, shorter than a person waits.
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);

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
        using var http = new HttpClient { Timeout = AnswerWithin };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Connection.Token);
        using var content = new ByteArrayContent(Body());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using HttpResponseMessage response = await http.PostAsync(new Uri(Connection.Server, $"{OperationsEndpoints.Commands}/{definition.Slug}"), content, cancellation);
            return await ShowAsync(response.IsSuccessStatusCode, await response.Content.ReadAsByteArrayAsync(cancellation));
        }
        catch (HttpRequestException error) when (error.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return await FailAsync(ExitCode.NotReached, $"The switch cannot be reached at {Connection.Server}: {error.Message}");
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            // It may have arrived.
            return await FailAsync(ExitCode.Failed, $"The switch at {Connection.Server} did not answer{Unknown()}: {error.Message}");
        }
    }

    private async Task<int> ShowAsync(bool isDone, byte[] body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement answer = document.RootElement;
            if (!isDone) return await RefusedAsync(answer, body);
            if (Json)
            {
                await streams.Output.WriteAsync(body);
                await streams.Output.WriteAsync("\n"u8.ToArray());
            }
            else
            {
                await streams.Output.WriteAsync(Encoding.UTF8.GetBytes(ResultText.Of(answer, streams.Width ?? ResultText.WidthOfFiles)));
            }

            if (answer.GetProperty("kind").GetString() == "approval") return ExitCode.WaitsForApproval;
            return answer.TryGetProperty("exitCode", out JsonElement alarm) ? alarm.GetInt32() : ExitCode.AllValid;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return await FailAsync(ExitCode.Failed, $"What {Connection.Server} answers is not understood{Unknown()}. Is it the admin API of a switch of this version?");
        }
    }

    private async Task<int> RefusedAsync(JsonElement problem, byte[] body)
    {
        int exitCode = problem.GetProperty("exitCode").GetInt32();
        string text = Json ? Encoding.UTF8.GetString(body) : $"{problem.GetProperty("code").GetString()}: {ResultText.Printable(problem.GetProperty("detail").GetString()!)}";
        return await FailAsync(exitCode, text);
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

    private string Unknown() => definition.Danger == CommandDanger.None ? "" : "; whether the command was carried out is not known";

    private async Task<int> FailAsync(int exitCode, string text)
    {
        await streams.Errors.WriteLineAsync(text);
        return exitCode;
    }

    private byte[] Body()
    {
        var body = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(body, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteStartObject("arguments"u8);
        foreach ((string name, string value) in Arguments) json.WriteString(name, value);
        json.WriteEndObject();
        if (Why.Length > 0) json.WriteString("why"u8, Why);
        json.WriteEndObject();
        json.Flush();
        return body.WrittenSpan.ToArray();
    }
}
