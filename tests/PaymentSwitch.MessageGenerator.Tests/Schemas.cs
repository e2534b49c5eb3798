using System.Xml;
using System.Xml.Schema;

namespace PaymentSwitch.MessageGenerator.Tests;

/// <summary>Compiled schemas, and the judgement of the framework's validating reader.</summary>
public static class Schemas
{
    public static readonly string[] Guidelines =
        [.. Directory.GetFiles(SchemaFolder.Shipped, "*.xsd").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public static readonly DateTimeOffset Now = new(2026, 3, 16, 9, 30, 0, TimeSpan.Zero);

    /// <summary>Our guideline for a message definition.</summary>
    public static XmlSchemaSet Ours(string definition) => SchemaFolder.Load(SchemaFolder.Shipped, definition);

    /// <summary>The base schema; skips the test where there is none.</summary>
    public static XmlSchemaSet Base(string definition) => SchemaFolder.Load(Path.Combine(Reference.Need(), "xsd"), definition);

    /// <summary>Fails where a message is not valid, or is of a namespace that the schemas do not know.</summary>
    public static void Validate(XmlSchemaSet schemas, byte[] message)
    {
        var settings = new XmlReaderSettings
        {
            ValidationType = ValidationType.Schema,
            Schemas = schemas,
            ValidationFlags = XmlSchemaValidationFlags.ReportValidationWarnings,
            XmlResolver = null,
        };
        string? fault = null;
        settings.ValidationEventHandler += (sender, e) =>
        {
            // Warnings are about elements without a schema. Those inside of what may be any element are meant to have none.
            bool foreign = e.Severity == XmlSeverityType.Warning && sender is XmlReader { NamespaceURI: var ns } && !ns.StartsWith("urn:iso:", StringComparison.Ordinal);
            if (!foreign) fault ??= e.Message;
        };
        using XmlReader reader = XmlReader.Create(new MemoryStream(message), settings);
        while (reader.Read())
        {
        }

        if (fault is not null) Assert.Fail($"{fault}\n{System.Text.Encoding.UTF8.GetString(message)}");
    }
}
