using System.Text;
using System.Xml;

namespace PaymentSwitch.Simulations.Messages;

/// <summary>What a bank reads of a message that it was sent.</summary>
/// <param name="Definition">The message definition, from the namespace of <c>Document</c>.</param>
/// <param name="Uetr">The payment, or null.</param>
/// <param name="Status">The transaction status of a pacs.002, or null.</param>
/// <param name="Reasons">The reason codes of a pacs.002, or the code of an admi.002.</param>
/// <param name="Document">The text of the <c>Document</c> element, from its first to its last character.</param>
internal sealed record MessageFacts(string Definition, Guid? Uetr, string? Status, IReadOnlyList<string> Reasons, string Document)
{
    private const string NamespacePrefix = "urn:iso:std:iso:20022:tech:xsd:";

    /// <summary>Reads a message.</summary>
    /// <exception cref="XmlException">It is not well-formed.</exception>
    public static MessageFacts Read(string xml)
    {
        string definition = "";
        Guid? uetr = null;
        string? status = null;
        var reasons = new List<string>();
        using var reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        string parent = "";
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element) continue;
            string name = reader.LocalName;
            if (name == "Document") definition = reader.NamespaceURI[NamespacePrefix.Length..];
            if (definition.Length == 0)
            {
                parent = name;
                continue;
            }

            if (name is "UETR" or "OrgnlUETR") uetr = Guid.Parse(reader.ReadString());
            else if (name == "TxSts") status = reader.ReadString();
            else if (name == "RjctgPtyRsn" || (name == "Cd" && parent == "Rsn")) reasons.Add(reader.ReadString());
            parent = name;
        }

        int begin = xml.IndexOf("<Document", StringComparison.Ordinal);
        const string End = "</Document>";
        int end = xml.LastIndexOf(End, StringComparison.Ordinal);
        return new MessageFacts(definition, uetr, status, reasons, begin < 0 || end < 0 ? "" : xml[begin..(end + End.Length)]);
    }
}
