using System.Text.Json;

namespace PaymentSwitch.Simulations.Mutations;

/// <summary>A bug to plant: a text of a source file, and another one in its place.</summary>
/// <param name="Name">What it does.</param>
/// <param name="File">The file, from the repository's top.</param>
/// <param name="Find">What stands there now, once.</param>
/// <param name="Replace">What stands there with the bug.</param>
/// <param name="Seed">A seed that catches it; null where none is known.</param>
internal sealed record Mutation(string Name, string File, string Find, string Replace, ulong? Seed = null)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true, ReadCommentHandling = JsonCommentHandling.Skip };

    /// <summary>All that are kept.</summary>
    public static IReadOnlyList<Mutation> All()
    {
        using Stream json = typeof(Mutation).Assembly.GetManifestResourceStream("mutations.json")!;
        return JsonSerializer.Deserialize<Mutation[]>(json, Options)!;
    }

    /// <summary>The file's text with the bug in it; null where its place is not there, or there more than once.</summary>
    public string? Plant(string source)
    {
        int at = source.IndexOf(Find, StringComparison.Ordinal);
        if (at < 0 || source.IndexOf(Find, at + 1, StringComparison.Ordinal) >= 0) return null;
        return string.Concat(source.AsSpan(0, at), Replace, source.AsSpan(at + Find.Length));
    }
}
