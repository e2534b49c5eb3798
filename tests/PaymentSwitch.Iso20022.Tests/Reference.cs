using System.Collections.Concurrent;
using System.Xml;
using System.Xml.Schema;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Schemas;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>
/// The base schemas and other makers' messages, which are no part of the repository: found beside it, or where
/// PAYMENTSWITCH_REFERENCE says. Tests that need them skip where they are absent.
/// </summary>
public static class Reference
{
    public static readonly string[] Definitions =
        ["head.001.001.02", "pacs.008.001.08", "pacs.002.001.10", "pacs.028.001.03", "admi.002.001.01"];

    private static readonly Lazy<string?> Directory = new(Find);

    private static readonly ConcurrentDictionary<string, XmlSchemaSet> Compiled = new();

    public static string? Root => Directory.Value;

    /// <summary>Skips the test where there is no reference material.</summary>
    public static string Need()
    {
        Assert.SkipWhen(Root is null, "No reference schemas and samples: neither beside the repository (shared/iso20022) nor at PAYMENTSWITCH_REFERENCE.");
        return Root!;
    }

    /// <summary>The base schema of a definition, compiled on its own.</summary>
    public static XmlSchemaSet BaseSchema(string definition) => Compiled.GetOrAdd(definition, name =>
    {
        var set = new XmlSchemaSet();
        set.Add(null, Path.Combine(Need(), "xsd", name + ".xsd"));
        set.Compile();
        return set;
    });

    /// <summary>The base schema of each definition that is read, by namespace.</summary>
    public static IReadOnlyDictionary<string, XmlSchemaSet> BaseSchemas() =>
        Definitions.ToDictionary(definition => "urn:iso:std:iso:20022:tech:xsd:" + definition, BaseSchema);

    /// <summary>A catalogue of the base schemas in place of ours, as if they had been dropped in.</summary>
    public static SchemaCatalogue BaseCatalogue(string scratch)
    {
        foreach (string definition in Definitions)
            File.Copy(Path.Combine(Need(), "xsd", definition + ".xsd"), Path.Combine(scratch, definition + ".xsd"), overwrite: true);
        return SchemaCatalogue.Load(scratch);
    }

    /// <summary>Whether the framework's own validating reader finds a subtree valid: independent of ours.</summary>
    public static bool IsValid(XmlSchemaSet set, string xml) => FaultOf(set, xml) is null;

    /// <summary>The first thing that the framework's own validating reader finds wrong with a subtree; null for nothing.</summary>
    public static string? FaultOf(XmlSchemaSet set, string xml)
    {
        string? fault = null;
        var settings = new XmlReaderSettings
        {
            ValidationType = ValidationType.Schema,
            Schemas = set,
            ValidationFlags = XmlSchemaValidationFlags.None,
            XmlResolver = null,
        };
        settings.ValidationEventHandler += (_, e) => fault ??= e.Message;
        using XmlReader reader = XmlReader.Create(new StringReader(xml), settings);
        while (reader.Read())
        {
        }

        return fault;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("PAYMENTSWITCH_REFERENCE") is { Length: > 0 } named)
            return System.IO.Directory.Exists(Path.Combine(named, "xsd")) ? named : Inner(named);
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "PaymentSwitch.sln"))) return Inner(Path.Combine(at.Parent?.FullName ?? "/", "shared"));
        }

        return null;

        static string? Inner(string shared) =>
            System.IO.Directory.Exists(Path.Combine(shared, "iso20022", "xsd")) ? Path.Combine(shared, "iso20022") : null;
    }
}
