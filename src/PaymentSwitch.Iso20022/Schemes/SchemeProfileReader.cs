using System.Text.Json;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Iso20022.Schemes;

/// <summary>
/// Reads scheme profiles, which are JSON files. Comments are allowed in them, and the built-in ones explain every key;
/// keys that are not known are refused.
/// </summary>
public static class SchemeProfileReader
{
    /// <summary>The names of the built-in profiles.</summary>
    public static IReadOnlyList<string> Names { get; } = ["fednow", "fps", "pix", "sct-inst", "tips"];

    /// <summary>A built-in profile.</summary>
    /// <exception cref="SchemeProfileException">There is none of this name; the message lists those there are.</exception>
    public static SchemeProfile BuiltIn(string name)
    {
        if (!Names.Contains(name))
            throw new SchemeProfileException($"There is no built-in scheme profile '{name}'; there are {string.Join(", ", Names)}.");
        using Stream json = typeof(SchemeProfileReader).Assembly.GetManifestResourceStream(name + ".json")
            ?? throw new SchemeProfileException($"The built-in scheme profile '{name}' is missing from the program.");
        return Read(json);
    }

    /// <summary>Reads a profile from a file.</summary>
    /// <exception cref="SchemeProfileException">It cannot be read; the message names file, key and what was expected.</exception>
    public static SchemeProfile Read(string path)
    {
        try
        {
            using FileStream json = File.OpenRead(path);
            return Read(json);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SchemeProfileException)
        {
            throw new SchemeProfileException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Reads a profile from a stream.</summary>
    /// <exception cref="SchemeProfileException">It cannot be read; the message names key and what was expected.</exception>
    public static SchemeProfile Read(Stream json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(
                json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return SchemeProfileMapping.Map(new JsonObjectReader(document.RootElement, ""));
        }
        catch (JsonException e)
        {
            throw new SchemeProfileException($"The scheme profile is not JSON: {e.Message}", e);
        }
    }
}
