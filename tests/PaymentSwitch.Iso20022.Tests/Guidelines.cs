using System.Collections.Concurrent;
using System.Xml;
using System.Xml.Schema;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>The usage guidelines that are shipped, compiled by the framework.</summary>
public static class Guidelines
{
    private static readonly ConcurrentDictionary<string, XmlSchemaSet> Compiled = new();

    /// <summary>All message definitions that have a guideline, in order.</summary>
    public static IReadOnlyList<string> Definitions { get; } =
        [.. Directory.GetFiles(Folder, "*.xsd").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "iso20022-schemas");

    /// <summary>The guideline of a definition, on its own.</summary>
    public static XmlSchemaSet Own(string definition) => Compiled.GetOrAdd(definition, name =>
    {
        var set = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        set.ValidationEventHandler += (_, e) => throw new InvalidOperationException($"{name}: line {e.Exception.LineNumber}: {e.Message}", e.Exception);
        set.Add(null, Path.Combine(Folder, name + ".xsd"));
        set.Compile();
        return set;
    });
}
