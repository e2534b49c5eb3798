using System.Xml;
using System.Xml.Schema;

namespace PaymentSwitch.Iso20022.Tests.Differential;

/// <summary>
/// The verdict of the framework: its XML reader and its validating reader, with nothing of ours between. Attributes of
/// the xml prefix are not let pass where no schema declares them, and hints of an instance where schemas lie are not followed.
/// </summary>
/// <param name="schemas">One compiled schema for each target namespace.</param>
public sealed class DotNetVerdict(IReadOnlyDictionary<string, XmlSchemaSet> schemas) : IVerdict
{
    /// <summary>What the reason begins with where the framework breaks off at a date that it cannot hold.</summary>
    internal const string DateOverflow = "The framework threw: ";

    /// <summary>What the reason begins with where no schema declares the root element.</summary>
    internal const string RootUnknown = "No schema declares the root element: ";

    /// <summary>A verdict on well-formedness alone: null for well-formed, else the reason.</summary>
    public static string? WhyNotWellFormed(byte[] message) => WhyNotWellFormed(message, out _);

    public Verdict Judge(byte[] message)
    {
        if (WhyNotWellFormed(message, out XmlQualifiedName root) is { } reason) return new Verdict(VerdictKind.NotWellFormed, reason);
        // Where the root has no declaration the framework only warns, and validates nothing.
        if (!schemas.TryGetValue(root.Namespace, out XmlSchemaSet? set) || set.GlobalElements[root] is null)
            return new Verdict(VerdictKind.Invalid, $"{RootUnknown}{root}");

        string? first = null;
        XmlReaderSettings settings = Settings();
        settings.ValidationType = ValidationType.Schema;
        settings.ValidationFlags = XmlSchemaValidationFlags.ProcessIdentityConstraints;
        settings.Schemas = set;
        settings.ValidationEventHandler += (_, e) => first ??= e.Severity == XmlSeverityType.Error ? e.Message : null;
        using XmlReader reader = XmlReader.Create(new MemoryStream(message, writable: false), settings);
        try
        {
            while (reader.Read())
            {
            }
        }
        catch (ArgumentOutOfRangeException e)
        {
            // A defect of the framework: 9999-12-31T23:59:59.99999999 is rounded to a midnight that it cannot hold.
            return new Verdict(VerdictKind.Invalid, DateOverflow + e.Message);
        }

        return first is null ? new Verdict(VerdictKind.Valid) : new Verdict(VerdictKind.Invalid, first);
    }

    private static string? WhyNotWellFormed(byte[] message, out XmlQualifiedName root)
    {
        root = XmlQualifiedName.Empty;
        try
        {
            using XmlReader reader = XmlReader.Create(new MemoryStream(message, writable: false), Settings());
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element) continue;
                if (reader.Depth == 0) root = new XmlQualifiedName(reader.LocalName, reader.NamespaceURI);
            }

            return null;
        }
        catch (XmlException e)
        {
            return e.Message;
        }
    }

    private static XmlReaderSettings Settings() => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        ConformanceLevel = ConformanceLevel.Document,
    };
}
