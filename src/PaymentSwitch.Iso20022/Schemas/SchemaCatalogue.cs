using System.Collections.Frozen;
using System.Xml;
using System.Xml.Schema;

namespace PaymentSwitch.Iso20022.Schemas;

/// <summary>
/// The schemas of one directory, compiled once. Never changes; may be used by many threads at a time. A file in the
/// directory is a schema for one message definition; what it includes lies below the directory.
/// </summary>
public sealed class SchemaCatalogue
{
    /// <summary>The directory beside the program in which the schemas are shipped.</summary>
    public const string ShippedDirectory = "iso20022-schemas";

    /// <summary>What the namespaces of all messages of ISO 20022 begin with.</summary>
    internal const string NamespacePrefix = "urn:iso:std:iso:20022:tech:xsd:";

    private readonly FrozenDictionary<string, CompiledSchema> _byNamespace;

    private SchemaCatalogue(Dictionary<string, CompiledSchema> byNamespace)
    {
        _byNamespace = byNamespace.ToFrozenDictionary(StringComparer.Ordinal);
        MessageDefinitions = byNamespace.Values.Select(schema => schema.MessageDefinition).Order(StringComparer.Ordinal).ToArray();
    }

    /// <summary>The message definitions that have a schema here, for example <c>pacs.008.001.08</c>, in order.</summary>
    public IReadOnlyList<string> MessageDefinitions { get; }

    /// <summary>Compiles all <c>*.xsd</c> of a directory.</summary>
    /// <exception cref="SchemaException">A file is no schema, two are for the same namespace, or there is none.</exception>
    public static SchemaCatalogue Load(string directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var byNamespace = new Dictionary<string, CompiledSchema>(StringComparer.Ordinal);
        foreach (string file in ListFiles(directory))
        {
            CompiledSchema schema = Compile(file, directory);
            if (!byNamespace.TryAdd(schema.Namespace, schema))
            {
                throw new SchemaException(
                    $"{file}: the namespace '{schema.Namespace}' has a schema already, {byNamespace[schema.Namespace].File}. Keep one of them.");
            }
        }

        return byNamespace.Count > 0
            ? new SchemaCatalogue(byNamespace)
            : throw new SchemaException($"{directory}: no schema (*.xsd) in this directory.");
    }

    /// <summary>Compiles the schemas that were shipped with the program.</summary>
    /// <exception cref="SchemaException">They are missing or cannot be used.</exception>
    public static SchemaCatalogue LoadShipped() => Load(Path.Combine(AppContext.BaseDirectory, ShippedDirectory));

    /// <summary>The schema of a namespace, or null.</summary>
    internal CompiledSchema? Find(string ns) => _byNamespace.GetValueOrDefault(ns);

    private static string[] ListFiles(string directory)
    {
        try
        {
            string[] files = Directory.GetFiles(directory, "*.xsd");
            Array.Sort(files, StringComparer.Ordinal);
            return files;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SchemaException($"{directory}: cannot be read as a directory of schemas: {e.Message}", e);
        }
    }

    private static CompiledSchema Compile(string file, string directory)
    {
        // One set per message: an element of any kind within a message is then checked against that message's schema
        // only, exactly as it would be with the schema alone.
        var set = new XmlSchemaSet { XmlResolver = new DirectoryResolver(directory) };
        set.ValidationEventHandler += (_, e) =>
            throw new SchemaException($"{file}: line {e.Exception.LineNumber}, column {e.Exception.LinePosition}: {e.Message}", e.Exception);
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using XmlReader reader = XmlReader.Create(file, settings);
            XmlSchema schema = set.Add(null, reader)!;
            set.Compile();
            string? ns = schema.TargetNamespace;
            if (ns is null || !ns.StartsWith(NamespacePrefix, StringComparison.Ordinal))
                throw new SchemaException($"{file}: its target namespace is '{ns}'; expected one that begins with {NamespacePrefix}");
            return new CompiledSchema(ns, ns[NamespacePrefix.Length..], file, set);
        }
        catch (Exception e) when (e is XmlException or XmlSchemaException or IOException or UnauthorizedAccessException)
        {
            throw new SchemaException($"{file}: {e.Message}", e);
        }
    }
}
