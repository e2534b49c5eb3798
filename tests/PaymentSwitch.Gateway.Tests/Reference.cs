using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Xunit;

namespace PaymentSwitch.Gateway.Tests;

/// <summary>
/// The base schemas, which are no part of the repository: found beside it, or where PAYMENTSWITCH_REFERENCE says. Tests
/// that need them skip where they are absent.
/// </summary>
internal static class Reference
{
    /// <summary>Skips the test where there are no base schemas.</summary>
    public static string Need()
    {
        string? folder = Find();
        Assert.SkipWhen(folder is null, "No reference schemas: neither beside the repository (shared/iso20022) nor at PAYMENTSWITCH_REFERENCE.");
        return folder!;
    }

    /// <summary>What the framework's own validation finds wrong with header and document of a business message.</summary>
    /// <param name="folder">The reference, see <see cref="Need"/>.</param>
    /// <param name="businessMessage">The message.</param>
    public static IReadOnlyList<string> ErrorsOf(string folder, string businessMessage)
    {
        var errors = new List<string>();
        foreach (XElement part in XDocument.Parse(businessMessage, LoadOptions.PreserveWhitespace).Root!.Elements())
        {
            string definition = part.Name.NamespaceName[(part.Name.NamespaceName.LastIndexOf(':') + 1)..];
            var schemas = new XmlSchemaSet();
            schemas.Add(null, Path.Combine(folder, "xsd", definition + ".xsd"));
            var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas, XmlResolver = null };
            settings.ValidationEventHandler += (_, found) => errors.Add($"{definition}: {found.Message}");
            using XmlReader reader = XmlReader.Create(new StringReader(part.ToString(SaveOptions.DisableFormatting)), settings);
            while (reader.Read())
            {
            }
        }

        return errors;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("PAYMENTSWITCH_REFERENCE") is { Length: > 0 } named)
            return Directory.Exists(Path.Combine(named, "xsd")) ? named : Inner(named);
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "PaymentSwitch.sln"))) return Inner(Path.Combine(at.Parent?.FullName ?? "/", "shared"));
        return null;

        static string? Inner(string shared) => Directory.Exists(Path.Combine(shared, "iso20022", "xsd")) ? Path.Combine(shared, "iso20022") : null;
    }
}
