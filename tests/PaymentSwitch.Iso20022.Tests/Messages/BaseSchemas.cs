using System.Collections.Concurrent;
using System.Xml.Schema;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Schemas;

namespace PaymentSwitch.Iso20022.Tests.Messages;

/// <summary>The standard's own schemas of all messages: through our reader, and through the framework's validator.</summary>
public static class BaseSchemas
{
    public const string NamespacePrefix = "urn:iso:std:iso:20022:tech:xsd:";

    private static readonly Lazy<MessageReader> Base = new(() => new MessageReader(SchemaCatalogue.Load(Directory()), new MessageLimits { BytesMax = 10_000_000, ElementsMax = 500_000 }));

    private static readonly ConcurrentDictionary<string, XmlSchemaSet> Sets = new();

    /// <summary>Skips the test where there are no such schemas.</summary>
    public static MessageReader Reader() => Reference.Need() is { } ? Base.Value : throw new InvalidOperationException();

    /// <summary>The schemas' directory. Skips the test where there is none.</summary>
    public static string Directory() => Path.Combine(Reference.Need(), "xsd");

    /// <summary>What the framework's own validator finds wrong with a document; null for nothing.</summary>
    public static string? FaultOf(string definition, string document) => Reference.FaultOf(Set(definition), document);

    /// <summary>The schema of a definition, for the framework's own validator.</summary>
    public static XmlSchemaSet Set(string definition) => Sets.GetOrAdd(definition, static definition =>
    {
        var set = new XmlSchemaSet();
        set.Add(null, Path.Combine(Directory(), definition + ".xsd"));
        set.Compile();
        return set;
    });
}
