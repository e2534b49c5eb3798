using System.Text;
using System.Xml;
using System.Xml.Schema;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Xml;

namespace PaymentSwitch.Iso20022.Schemas;

/// <summary>
/// The schemas of one or more directories, compiled once. Never changes; may be used by many threads at a time. A file in the
/// directory is a schema for one message definition; what it includes lies below the directory.
/// </summary>
public sealed class SchemaCatalogue
{
    /// <summary>The directory beside the program in which the schemas are shipped.</summary>
    public const string ShippedDirectory = "iso20022-schemas";

    /// <summary>What the namespaces of all messages of ISO 20022 begin with.</summary>
    internal const string NamespacePrefix = "urn:iso:std:iso:20022:tech:xsd:";

    /// <summary>The same as bytes.</summary>
    internal static ReadOnlySpan<byte> Utf8NamespacePrefix => "urn:iso:std:iso:20022:tech:xsd:"u8;

    private readonly CompiledSchema[] _schemas;

    private SchemaCatalogue(CompiledSchema[] schemas)
    {
        _schemas = schemas;
        Namespaces = new NamespaceTable(schemas.Select(schema => Encoding.UTF8.GetBytes(schema.Namespace)));
        MessageDefinitions = [.. schemas.Select(schema => schema.MessageDefinition).Order(StringComparer.Ordinal)];
    }

    /// <summary>The message definitions that have a schema here, for example <c>pacs.008.001.08</c>, in order.</summary>
    public IReadOnlyList<string> MessageDefinitions { get; }

    /// <summary>The numbers of the schemas' namespaces.</summary>
    internal NamespaceTable Namespaces { get; }

    /// <summary>Compiles all <c>*.xsd</c> of some directories. Where two directories have a schema for one namespace, the later one's is taken.</summary>
    /// <exception cref="SchemaException">
    /// A file is no schema, has a construct that is not supported, two of one directory are for the same namespace, or there
    /// is none in a directory.
    /// </exception>
    public static SchemaCatalogue Load(params IReadOnlyList<string> directories)
    {
        ArgumentNullException.ThrowIfNull(directories);
        var byNamespace = new Dictionary<string, (string Directory, string File, XmlSchemaSet Set)>(StringComparer.Ordinal);
        foreach (string directory in directories)
        {
            string[] files = ListFiles(directory);
            if (files.Length == 0) throw new SchemaException($"{directory}: no schema (*.xsd) in this directory.");
            foreach (string file in files)
            {
                (string ns, XmlSchemaSet set) = Read(file, directory);
                if (byNamespace.TryGetValue(ns, out (string Directory, string File, XmlSchemaSet Set) other) && other.Directory == directory)
                    throw new SchemaException($"{file}: the namespace '{ns}' has a schema already, {other.File}. Keep one of them.");
                byNamespace[ns] = (directory, file, set);
            }
        }

        var patterns = new PatternCatalogue();
        return new SchemaCatalogue(
            [.. byNamespace.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select((entry, index) => Compile(entry.Key, entry.Value.File, entry.Value.Set, index, patterns))]);
    }

    /// <summary>Compiles the schemas that were shipped with the program, and those of more directories, which go before them.</summary>
    /// <exception cref="SchemaException">One of them is missing or cannot be used, see <see cref="Load"/>.</exception>
    public static SchemaCatalogue LoadShipped(params IReadOnlyList<string> more) => Load([Path.Combine(AppContext.BaseDirectory, ShippedDirectory), .. more]);

    /// <summary>The schema of a namespace's number; null where it is none of a schema's.</summary>
    internal CompiledSchema? Find(int ns) => ns >= NamespaceTable.First ? _schemas[ns - NamespaceTable.First] : null;

    /// <summary>The schemas.</summary>
    internal IEnumerable<CompiledSchema> All => _schemas;

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

    private static (string Namespace, XmlSchemaSet Set) Read(string file, string directory)
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
            return ns is not null && ns.StartsWith(NamespacePrefix, StringComparison.Ordinal)
                ? (ns, set)
                : throw new SchemaException($"{file}: its target namespace is '{ns}'; expected one that begins with {NamespacePrefix}");
        }
        catch (Exception e) when (e is XmlException or XmlSchemaException or IOException or UnauthorizedAccessException)
        {
            throw new SchemaException($"{file}: {e.Message}", e);
        }
    }

    private static CompiledSchema Compile(string ns, string file, XmlSchemaSet set, int index, PatternCatalogue patterns)
    {
        string definition = ns[NamespacePrefix.Length..];
        FactTree? facts = FactTrees.Of(definition);
        try
        {
            (ElementDeclaration[] roots, ElementDeclaration[] nested) = SchemaCompiler.Compile(set, ns, facts, patterns);
            return new CompiledSchema(ns, definition, file, roots, nested, NamespaceTable.First + index, facts is not null);
        }
        catch (UnsupportedSchemaException unsupported)
        {
            throw new SchemaException($"{file}: the schema has what is not supported: {unsupported.Message}.", unsupported);
        }
    }
}
