using System.Globalization;
using System.Xml.Linq;

namespace PaymentSwitch.Simulations.Messages;

/// <summary>A message out of a mailbox, as a bank looks through it: by the names of elements, wherever they stand in the document.</summary>
internal sealed class ReceivedMessage
{
    private readonly XElement _document;

    /// <summary>Reads it.</summary>
    /// <exception cref="System.Xml.XmlException">It is not well-formed.</exception>
    public ReceivedMessage(string xml)
    {
        _document = XDocument.Parse(xml).Descendants().First(element => element.Name.LocalName == "Document");
        string space = _document.Name.NamespaceName;
        Definition = space[(space.LastIndexOf(':') + 1)..];
    }

    private ReceivedMessage(XElement part, string definition)
    {
        _document = part;
        Definition = definition;
    }

    /// <summary>The message definition.</summary>
    public string Definition { get; }

    /// <summary>The text of the first element of a name; null where there is none.</summary>
    public string? this[string name] => Find(name)?.Value;

    /// <summary>The text of the first element of a name that stands somewhere within the first of another; null where there is none.</summary>
    public string? Within(string outer, string name) =>
        Find(outer)?.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

    /// <summary>All parts of a name, each to be looked through by itself.</summary>
    public IEnumerable<ReceivedMessage> Parts(string name) =>
        _document.Descendants().Where(element => element.Name.LocalName == name).Select(element => new ReceivedMessage(element, Definition));

    /// <summary>The payment it is about.</summary>
    public Guid? Uetr => (this["OrgnlUETR"] ?? this["UETR"]) is string text ? Guid.Parse(text) : null;

    /// <summary>An amount in minor units, and its currency.</summary>
    public (long Minor, string Currency) Amount(string name)
    {
        // Sums stand without a currency; what is moved has one.
        XElement amount = _document.Descendants().FirstOrDefault(element => element.Name.LocalName == name && element.Attribute("Ccy") is not null)
            ?? throw new FormatException($"{Definition} has no {name} with a currency.");
        return ((long)(decimal.Parse(amount.Value, CultureInfo.InvariantCulture) * 100), amount.Attribute("Ccy")!.Value);
    }

    private XElement? Find(string name) => _document.Descendants().FirstOrDefault(element => element.Name.LocalName == name);
}
