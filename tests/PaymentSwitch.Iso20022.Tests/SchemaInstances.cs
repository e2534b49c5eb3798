using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>
/// Writes a message with every element that a schema allows: optional ones too, repeated ones twice, texts at their
/// greatest length. Of a choice it takes the n-th alternative; with a source of randomness, each time any.
/// </summary>
public sealed class SchemaInstances(XmlSchemaSet set, int alternative, Random? random = null)
{
    // The guidelines take exactly one of these.
    private static readonly HashSet<string> Single = ["CdtTrfTxInf", "TxInfAndSts", "TxInf"];

    public XElement Write(string root)
    {
        XmlSchemaElement element = set.GlobalElements.Values.Cast<XmlSchemaElement>().Single(e => e.Name == root);
        return Element(element);
    }

    private XElement Element(XmlSchemaElement declared)
    {
        var element = new XElement(XName.Get(declared.QualifiedName.Name, declared.QualifiedName.Namespace));
        if (declared.ElementSchemaType is XmlSchemaSimpleType simple)
        {
            element.Value = Value(simple);
            return element;
        }

        var complex = (XmlSchemaComplexType)declared.ElementSchemaType!;
        foreach (XmlSchemaAttribute attribute in complex.AttributeUses.Values)
            element.SetAttributeValue(attribute.QualifiedName.Name, Value(attribute.AttributeSchemaType!));
        if (complex.ContentType == XmlSchemaContentType.TextOnly)
            element.Value = "12345.67";
        else
            Particle(element, complex.ContentTypeParticle);
        return element;
    }

    private void Particle(XElement parent, XmlSchemaParticle particle)
    {
        int times = particle.MaxOccurs > 1 ? 2 : 1;
        if (particle is XmlSchemaElement { Name: { } name } && Single.Contains(name)) times = 1;
        for (int i = 0; i < times; i++)
        {
            switch (particle)
            {
                case XmlSchemaElement element:
                    parent.Add(Element(element));
                    break;
                case XmlSchemaSequence sequence:
                    foreach (XmlSchemaParticle item in sequence.Items.Cast<XmlSchemaParticle>()) Particle(parent, item);
                    break;
                case XmlSchemaChoice choice:
                    Particle(parent, (XmlSchemaParticle)choice.Items[Pick(choice.Items.Count)]);
                    break;
                case XmlSchemaAny any:
                    parent.Add(new XElement(XName.Get("Any", any.Namespace == "##any" ? "urn:example:any" : any.Namespace!), "text"));
                    break;
                default:
                    throw new InvalidOperationException($"Unknown particle {particle.GetType().Name}.");
            }
        }
    }

    private int Pick(int count) => random?.Next(count) ?? alternative % count;

    private string Value(XmlSchemaSimpleType type)
    {
        List<XmlSchemaFacet> facets = [];
        for (XmlSchemaType? at = type; at is XmlSchemaSimpleType { Content: XmlSchemaSimpleTypeRestriction restriction }; at = at.BaseXmlSchemaType)
            facets.AddRange(restriction.Facets.Cast<XmlSchemaFacet>());
        List<string> enumeration = facets.OfType<XmlSchemaEnumerationFacet>().Select(facet => facet.Value!).ToList();
        if (enumeration.Count > 0) return enumeration[Pick(enumeration.Count)];
        if (facets.OfType<XmlSchemaPatternFacet>().FirstOrDefault() is { } pattern) return ByPattern(type, pattern.Value!);
        switch (type.Datatype!.TypeCode)
        {
            case XmlTypeCode.Date: return "2026-11-21";
            case XmlTypeCode.DateTime: return "2026-11-21T05:00:00.123+01:00";
            case XmlTypeCode.Time: return "05:00:00";
            case XmlTypeCode.Boolean: return "true";
            case XmlTypeCode.GYear: return "2026";
            case XmlTypeCode.GYearMonth: return "2026-11";
            case XmlTypeCode.Base64Binary: return "QUJD";
            case XmlTypeCode.Decimal: return facets.OfType<XmlSchemaFractionDigitsFacet>().Any(facet => facet.Value == "0") ? "7" : "1.25";
            case XmlTypeCode.String:
                int length = facets.OfType<XmlSchemaMaxLengthFacet>().Select(facet => int.Parse(facet.Value!)).FirstOrDefault(4);
                return new string('x', length);
            default: throw new InvalidOperationException($"Unknown type {type.QualifiedName}.");
        }
    }

    private static string ByPattern(XmlSchemaSimpleType type, string pattern)
    {
        string[] candidates =
        [
            "BANKDEFFXXX", "DE89370400440532013000", "5299000J2N45DDNE4Y28", "DE", "EUR", "+49-123456", "12", "AB1d",
            "123456789012345", "DUM", "123", "1", "DE0001234561", "de", "b1f2a3c4-d5e6-4789-8abc-def012345678",
        ];
        return candidates.FirstOrDefault(candidate => System.Text.RegularExpressions.Regex.IsMatch(candidate, $"^(?:{pattern})$"))
            ?? throw new InvalidOperationException($"No value for {type.QualifiedName}, pattern {pattern}.");
    }
}
