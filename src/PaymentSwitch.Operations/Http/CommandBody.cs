using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PaymentSwitch.Operations.Results;

namespace PaymentSwitch.Operations.Http;

/// <summary>What a request says: arguments as they were written, and why.</summary>
/// <param name="Arguments">The arguments by name.</param>
/// <param name="Why">The reason; empty for none.</param>
internal sealed record CommandBody(IReadOnlyDictionary<string, string> Arguments, string Why)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    /// <summary>Reads <c>{ "arguments": { … }, "why": "…" }</c>; both may be left out.</summary>
    /// <exception cref="RefusedException">It is not that.</exception>
    public static async Task<CommandBody> ReadAsync(HttpRequest request)
    {
        if (!request.HasJsonContentType()) throw Wrong("body.not-json", "The body has to be application/json.", 415);
        try
        {
            using JsonDocument document = await JsonDocument.ParseAsync(request.Body, Strict, request.HttpContext.RequestAborted);
            return Read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The latter is for half a surrogate pair, which no text can hold.
            throw Wrong("body.not-json", "The body is no JSON that can be read, has a member twice, or is nested too deeply.");
        }
    }

    /// <summary>Reads the arguments of a view from the query.</summary>
    /// <exception cref="RefusedException">One stands there twice.</exception>
    public static CommandBody Read(IQueryCollection query)
    {
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in query)
            if (values.Count != 1) throw Wrong("argument.invalid", $"{name}: found {values.Count} values, expected one.");
        return new CommandBody(query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal), "");
    }

    private static CommandBody Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) throw Wrong("body.invalid", "The body has to be an object with arguments and why.");
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        string why = "";
        foreach (JsonProperty member in root.EnumerateObject())
        {
            if (member.NameEquals("why"u8) && member.Value.ValueKind == JsonValueKind.String) why = member.Value.GetString()!;
            else if (member.NameEquals("arguments"u8) && member.Value.ValueKind == JsonValueKind.Object) Read(member.Value, arguments);
            else throw Wrong("body.invalid", $"{Shown(member.Name)}: expected arguments (an object) and why (a string).");
        }

        return new CommandBody(arguments, why);
    }

    private static void Read(JsonElement members, Dictionary<string, string> arguments)
    {
        foreach (JsonProperty member in members.EnumerateObject())
        {
            string? text = member.Value.ValueKind switch
            {
                JsonValueKind.String => member.Value.GetString(),
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                // Whole numbers alone: what a decimal becomes on its way through a program is anybody's guess.
                JsonValueKind.Number when member.Value.TryGetInt64(out _) => member.Value.GetRawText(),
                _ => null,
            };
            arguments[member.Name] = text
                ?? throw Wrong("argument.invalid", $"{Shown(member.Name)}: expected a string, a whole number or true or false; an amount is a string.");
        }
    }

    private static RefusedException Wrong(string code, string text, int status = 400) => new(new Refused(code, text, status, OperatorExitCode.WrongUsage));

    private static string Shown(string name) => new([.. name.Take(60).Select(c => char.IsControl(c) ? '?' : c)]);
}

/// <summary>A request that cannot be understood.</summary>
internal sealed class RefusedException(Refused refused) : Exception(refused.Text)
{
    /// <summary>What is told.</summary>
    public Refused Refused { get; } = refused;
}
