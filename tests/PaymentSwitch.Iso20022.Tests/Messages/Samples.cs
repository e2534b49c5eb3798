using System.Xml.Linq;

namespace PaymentSwitch.Iso20022.Tests.Messages;

/// <summary>Other makers' documents that are valid.</summary>
public static class Samples
{
    /// <summary>Those of some definitions, with their names. Skips the test where there are no samples.</summary>
    public static IEnumerable<(string Name, string Definition, XElement Document)> Valid(IReadOnlyList<string> definitions)
    {
        string root = Path.Combine(Reference.Need(), "samples");
        foreach (string line in File.ReadLines(Path.Combine(root, "VERDICTS.tsv")).Skip(1))
        {
            string[] columns = line.Split('\t');
            if (columns[3] != "valid" || !definitions.Contains(columns[2])) continue;
            XNamespace ns = BaseSchemas.NamespacePrefix + columns[2];
            XElement found = XDocument.Load(Path.Combine(root, columns[0], columns[1]), LoadOptions.PreserveWhitespace)
                .Descendants().First(element => element.Name.Namespace == ns);
            // Some networks put the message under a name of their own in place of the document.
            yield return ($"{columns[0]}/{columns[1]}", columns[2], found.Name.LocalName == "Document" ? found : new XElement(ns + "Document", found));
        }
    }
}
