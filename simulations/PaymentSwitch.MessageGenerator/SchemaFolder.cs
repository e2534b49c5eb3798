using System.Xml;
using System.Xml.Schema;

namespace PaymentSwitch.MessageGenerator;

/// <summary>Compiles the schemas of a folder: our usage guidelines, or official schemas.</summary>
public static class SchemaFolder
{
    /// <summary>The folder beside the program in which our usage guidelines are shipped.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "iso20022-schemas");

    /// <summary>
    /// Compiles the <c>*.xsd</c> of a folder, with what they include; folders below it are read only where something there is
    /// included.
    /// </summary>
    /// <exception cref="GeneratorException">There is none, or one is no schema.</exception>
    public static XmlSchemaSet Load(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.xsd") : [];
        if (files.Length == 0) throw new GeneratorException($"{folder}: no schema (*.xsd) in this folder.");
        Array.Sort(files, StringComparer.Ordinal);
        return Compile(files);
    }

    /// <summary>
    /// Compiles the schema of one message definition alone, the file <c>pacs.008.001.08.xsd</c> for example; all of the folder
    /// where no file has that name.
    /// </summary>
    /// <inheritdoc cref="Load(string)" path="/exception"/>
    public static XmlSchemaSet Load(string folder, string definition)
    {
        string file = Path.Combine(folder, definition + ".xsd");
        return File.Exists(file) ? Compile([file]) : Load(folder);
    }

    private static XmlSchemaSet Compile(string[] files)
    {
        var set = new XmlSchemaSet { XmlResolver = new FileResolver() };
        string at = files[0];
        set.ValidationEventHandler += (_, e) => throw new GeneratorException($"{at}: line {e.Exception.LineNumber}: {e.Message}", e.Exception);
        try
        {
            foreach (string file in files)
            {
                at = file;
                using XmlReader reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
                set.Add(null, reader);
            }

            set.Compile();
            return set;
        }
        catch (Exception e) when (e is XmlException or XmlSchemaException or IOException or UnauthorizedAccessException)
        {
            throw new GeneratorException($"{at}: {e.Message}", e);
        }
    }

    /// <summary>Includes come from files, never from a network.</summary>
    private sealed class FileResolver : XmlUrlResolver
    {
        public override object? GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn) => absoluteUri.IsFile
            ? base.GetEntity(absoluteUri, role, ofObjectToReturn)
            : throw new XmlException($"'{absoluteUri}' is not a file.");
    }
}
