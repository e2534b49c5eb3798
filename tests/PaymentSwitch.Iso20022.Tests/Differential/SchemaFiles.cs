using System.Xml;
using System.Xml.Schema;
using PaymentSwitch.Iso20022.Schemas;

namespace PaymentSwitch.Iso20022.Tests.Differential;

/// <summary>The schemas of one directory for the judges: every file compiled on its own, by target namespace.</summary>
public sealed class SchemaFiles
{
    private SchemaFiles(string directory)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var sets = new Dictionary<string, XmlSchemaSet>(StringComparer.Ordinal);
        foreach (string file in Directory.GetFiles(directory, "*.xsd").Order(StringComparer.Ordinal))
        {
            var set = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
            XmlSchema schema = set.Add(null, file)!;
            set.Compile();
            files.Add(schema.TargetNamespace!, file);
            sets.Add(schema.TargetNamespace!, set);
        }

        Files = files;
        Sets = sets;
    }

    /// <summary>The guidelines that are shipped with the program.</summary>
    public static SchemaFiles Guidelines { get; } = new(Path.Combine(AppContext.BaseDirectory, SchemaCatalogue.ShippedDirectory));

    private static readonly Lazy<SchemaFiles> BaseSchemas = new(() => new(Path.Combine(Reference.Need(), "xsd")));

    /// <summary>The base schemas of the standard. Skips the test where they are absent.</summary>
    public static SchemaFiles Base
    {
        get
        {
            Reference.Need();
            return BaseSchemas.Value;
        }
    }

    /// <summary>The file of each namespace, in the order of the namespaces.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    /// <summary>The compiled schema of each namespace.</summary>
    public IReadOnlyDictionary<string, XmlSchemaSet> Sets { get; }
}
