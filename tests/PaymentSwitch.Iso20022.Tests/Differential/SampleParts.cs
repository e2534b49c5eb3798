using System.Text;
using System.Xml.Linq;
using PaymentSwitch.Iso20022.Schemas;

namespace PaymentSwitch.Iso20022.Tests.Differential;

/// <summary>A header or a document out of a sample, as a message of its own.</summary>
/// <param name="Name">The sample's folder and file, and which part of it.</param>
/// <param name="Namespace">The namespace by whose schema it is judged.</param>
/// <param name="Bytes">The part. Where it is the whole sample, these are the sample's bytes.</param>
/// <param name="WrittenValid">Whether it is valid by VERDICTS.tsv; null where that says nothing.</param>
public sealed record SamplePart(string Name, string Namespace, byte[] Bytes, bool? WrittenValid)
{
    public override string ToString() => Name;
}

/// <summary>The parts of all samples that have a base schema.</summary>
public static class SampleParts
{
    /// <summary>All of them, in the order of their names. Skips the test where there are no samples.</summary>
    public static IReadOnlyList<SamplePart> All()
    {
        string root = Path.Combine(Reference.Need(), "samples");
        Dictionary<string, string[]> written = File.ReadLines(Path.Combine(root, "VERDICTS.tsv")).Skip(1)
            .Select(line => line.Split('\t')).ToDictionary(columns => $"{columns[0]}/{columns[1]}", StringComparer.Ordinal);
        List<SamplePart> parts = [];
        foreach (string file in Directory.GetFiles(root, "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string name = Path.GetRelativePath(root, file).Replace('\\', '/');
            parts.AddRange(Of(name, File.ReadAllBytes(file), written.GetValueOrDefault(name)));
        }

        return parts;
    }

    private static IEnumerable<SamplePart> Of(string name, byte[] bytes, string[]? columns)
    {
        XElement root = XDocument.Load(new MemoryStream(bytes), LoadOptions.PreserveWhitespace).Root!;
        List<XElement> found = root.DescendantsAndSelf()
            .Where(element => element.Name.LocalName is "AppHdr" or "Document" && SchemaFiles.Base.Files.ContainsKey(element.Name.NamespaceName))
            .ToList();
        // One network gives the document a name and a namespace of its own: what stands in it is put into a Document.
        if (columns is not null && columns[7] == "wrapped-in-Document")
        {
            string ns = SchemaCatalogue.NamespacePrefix + columns[2];
            if (SchemaFiles.Base.Files.ContainsKey(ns))
                found.Add(new XElement(XName.Get("Document", ns), root.Descendants().First(element => element.Name.NamespaceName == ns)));
        }

        foreach (XElement element in found)
        {
            string part = element.Name.LocalName;
            string ns = element.Name.NamespaceName;
            byte[] own = element == root ? bytes : Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting));
            yield return new SamplePart($"{name} {part}", ns, own, WrittenVerdict(columns, part, ns[SchemaCatalogue.NamespacePrefix.Length..]));
        }
    }

    private static bool? WrittenVerdict(string[]? columns, string part, string definition)
    {
        if (columns is null) return null;
        if (part == "Document") return columns[2] == definition ? Validity(columns[3]) : null;
        return columns[5].StartsWith(definition + ":", StringComparison.Ordinal) ? Validity(columns[5][(definition.Length + 1)..]) : null;
    }

    private static bool? Validity(string status) =>
        status == "valid" ? true : status.StartsWith("INVALID", StringComparison.Ordinal) ? false : null;
}
