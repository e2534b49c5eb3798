using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace PaymentSwitch.Iso20022.Schemes;

/// <summary>One JSON object, read key by key; what was not asked for is refused at the end.</summary>
internal sealed class JsonObjectReader
{
    private readonly Dictionary<string, JsonElement> _unread = new(StringComparer.Ordinal);
    private readonly List<string> _asked = [];
    private readonly string _prefix;

    // Ten years: longer than any bank may be asked about a payment.
    private const long SpanMaxMs = 3650L * 86_400_000;

    internal JsonObjectReader(JsonElement element, string prefix)
    {
        _prefix = prefix;
        if (element.ValueKind != JsonValueKind.Object)
            throw new SchemeProfileException($"{(prefix.Length == 0 ? "The profile" : prefix.TrimEnd('.'))}: expected an object, found {Kind(element)}.");
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!_unread.TryAdd(property.Name, property.Value)) throw Wrong(property.Name, "expected it once, found it twice");
        }
    }

    internal SchemeProfileException Wrong(string key, string what) => new($"{_prefix}{key}: {what}.");

    internal string Text(string key) => OptionalText(key) ?? throw Wrong(key, "expected a text, it is missing");

    internal string? OptionalText(string key)
    {
        if (!Take(key, out JsonElement value)) return null;
        return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw Wrong(key, $"expected a text, found {Kind(value)}");
    }

    internal bool Boolean(string key, bool fallback)
    {
        if (!Take(key, out JsonElement value)) return fallback;
        return value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Wrong(key, $"expected true or false, found {Kind(value)}"),
        };
    }

    internal long Number(string key, long min, long max) =>
        OptionalNumber(key, min, max) ?? throw Wrong(key, $"expected a whole number from {min} to {max}, it is missing");

    internal long? OptionalNumber(string key, long min, long max)
    {
        if (!Take(key, out JsonElement value)) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && number >= min && number <= max
            ? number
            : throw Wrong(key, $"expected a whole number from {min} to {max}, found {Kind(value)}");
    }

    internal FrozenSet<string> Texts(string key, bool required) => TextsInOrder(key, required).ToFrozenSet(StringComparer.Ordinal);

    internal IReadOnlyList<string> TextsInOrder(string key, bool required)
    {
        if (!Take(key, out JsonElement value)) return required ? throw Wrong(key, "expected a list of texts, it is missing") : [];
        if (value.ValueKind != JsonValueKind.Array) throw Wrong(key, $"expected a list of texts, found {Kind(value)}");
        var texts = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonElement item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String || item.GetString() is not { Length: > 0 } text)
                throw Wrong(key, $"expected a list of texts, found {Kind(item)} in it");
            if (!seen.Add(text)) throw Wrong(key, $"expected '{text}' once, found it twice");
            texts.Add(text);
        }

        return required && texts.Count == 0 ? throw Wrong(key, "expected at least one text") : texts;
    }

    /// <summary>A span of time, written as a whole number and its unit: <c>"20d"</c>. In milliseconds.</summary>
    internal long? OptionalSpanMs(string key)
    {
        if (OptionalText(key) is not { } text) return null;
        string digits = text.TrimEnd("abcdefghijklmnopqrstuvwxyz".ToCharArray());
        long? unitMs = text[digits.Length..] switch
        {
            "ms" => 1,
            "s" => 1000,
            "min" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => null,
        };
        return unitMs is { } ms && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number > 0 && number <= SpanMaxMs / ms
            ? number * ms
            : throw Wrong(key, $"expected a whole number with its unit (ms, s, min, h, d), above zero and up to {SpanMaxMs / 86_400_000}d, for example \"20d\", found '{text}'");
    }

    internal JsonObjectReader? OptionalObject(string key) =>
        Take(key, out JsonElement value) ? new JsonObjectReader(value, $"{_prefix}{key}.") : null;

    internal JsonObjectReader Object(string key) => OptionalObject(key) ?? throw Wrong(key, "expected an object, it is missing");

    /// <summary>The keys not asked for yet: for objects whose keys are data.</summary>
    internal IReadOnlyList<string> Keys => [.. _unread.Keys];

    /// <summary>Refuses what was not asked for.</summary>
    internal void End()
    {
        if (_unread.Count > 0)
            throw Wrong(_unread.Keys.Order(StringComparer.Ordinal).First(), $"not known here; known are {string.Join(", ", _asked)}");
    }

    private bool Take(string key, out JsonElement value)
    {
        _asked.Add(key);
        return _unread.Remove(key, out value);
    }

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "null",
        _ => element.GetRawText(),
    };
}
