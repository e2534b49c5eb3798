using System.Xml;
using System.Xml.Schema;

namespace PaymentSwitch.Iso20022.Tests.Differential;

/// <summary>A message to start from.</summary>
/// <param name="Name">Where it comes from.</param>
/// <param name="Bytes">Its bytes: valid, in UTF-8.</param>
/// <param name="Schema">The schema that it is valid against.</param>
public sealed record MessageSource(string Name, byte[] Bytes, XmlSchemaSet Schema)
{
    /// <summary>The type of the element at a path of local names, the root first; null where the schema has none there.</summary>
    public XmlSchemaType? TypeAt(IReadOnlyList<string> path)
    {
        ArgumentNullException.ThrowIfNull(path);
        XmlSchemaElement? at = Schema.GlobalElements.Values.Cast<XmlSchemaElement>().FirstOrDefault(element => element.Name == path[0]);
        foreach (string name in path.Skip(1))
        {
            at = (at?.ElementSchemaType as XmlSchemaComplexType)?.ContentTypeParticle is { } particle
                ? Declared(particle).FirstOrDefault(element => element.QualifiedName.Name == name)
                : null;
        }

        return at?.ElementSchemaType;
    }

    private static IEnumerable<XmlSchemaElement> Declared(XmlSchemaParticle particle) => particle switch
    {
        XmlSchemaElement element => [element],
        XmlSchemaGroupBase group => group.Items.Cast<XmlSchemaParticle>().SelectMany(Declared),
        _ => [],
    };
}
