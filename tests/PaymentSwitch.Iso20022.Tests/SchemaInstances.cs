using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>
/// Writes a message with every element that a schema allows: optional ones too, repeated ones twice or as often as is said, texts at their
/// greatest length. Of a choice it takes the n-th alternative. What the guidelines leave out or take once is left out or
/// written once here too, unless the restrictions are to be ignored.
/// </summary>
public sealed class SchemaInstances(XmlSchemaSet set, int alternative, bool ignoringRestrictions = false)
{
    private readonly Dictionary<string, GuidelineRestriction> _restrictions = GuidelineRestriction.All
        .Where(restriction => !ignoringRestrictions && set.Contains("urn:iso:std:iso:20022:tech:xsd:" + restriction.Definition))
        .ToDictionary(restriction => restriction.Path);

    /// <summary>How often what may be repeated is written.</summary>
    public int Times { get; init; } = 2;

    public XElement Write(string root)
    {
        XmlSchemaElement element = set.GlobalElements.Values.Cast<XmlSchemaElement>().Single(e => e.Name == root);
        return Element(element, root);
    }

    private XElement Element(XmlSchemaElement declared, string path)
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
            Particle(element, complex.ContentTypeParticle, path);
        return element;
    }

    private void Particle(XElement parent, XmlSchemaParticle particle, string path)
    {
        if (particle is XmlSchemaElement child) path = $"{path}/{child.QualifiedName.Name}";
        int times = particle.MaxOccurs > 1 && !(particle is XmlSchemaElement && _restrictions.ContainsKey(path)) ? Times : 1;
        if (IsLeftOut(particle, path)) times = 0;
        for (int i = 0; i < times; i++)
        {
            switch (particle)
            {
                case XmlSchemaElement element:
                    parent.Add(Element(element, path));
                    break;
                case XmlSchemaSequence sequence:
                    foreach (XmlSchemaParticle item in sequence.Items.Cast<XmlSchemaParticle>()) Particle(parent, item, path);
                    break;
                case XmlSchemaChoice choice:
                    List<XmlSchemaParticle> items = choice.Items.Cast<XmlSchemaParticle>()
                        .Where(item => !(item is XmlSchemaElement { QualifiedName.Name: { } name } && IsLeftOut(item, $"{path}/{name}"))).ToList();
                    Particle(parent, items[alternative % items.Count], path);
                    break;
                case XmlSchemaAny any:
                    parent.Add(new XElement(XName.Get("Any", any.Namespace == "##any" ? "urn:example:any" : any.Namespace!), "text"));
                    break;
                default:
                    throw new InvalidOperationException($"Unknown particle {particle.GetType().Name}.");
            }
        }
    }

    private bool IsLeftOut(XmlSchemaParticle particle, string path) =>
        particle is XmlSchemaElement && _restrictions.TryGetValue(path, out GuidelineRestriction? restriction) && restriction.Kind == RestrictionKind.LeftOut;

    private string Value(XmlSchemaSimpleType type)
    {
        List<XmlSchemaFacet> facets = [];
        for (XmlSchemaType? at = type; at is XmlSchemaSimpleType { Content: XmlSchemaSimpleTypeRestriction restriction }; at = at.BaseXmlSchemaType)
            facets.AddRange(restriction.Facets.Cast<XmlSchemaFacet>());
        List<string> enumeration = facets.OfType<XmlSchemaEnumerationFacet>().Select(facet => facet.Value!).ToList();
        if (enumeration.Count > 0) return enumeration[alternative % enumeration.Count];
        if (facets.OfType<XmlSchemaPatternFacet>().FirstOrDefault() is { } pattern) return ByPattern(type, pattern.Value!);
        switch (type.Datatype!.TypeCode)
        {
            case XmlTypeCode.Date: return "2026-11-21";
            case XmlTypeCode.DateTime: return "2026-11-21T05:00:00.123+01:00";
            case XmlTypeCode.Time: return "05:00:00";
            case XmlTypeCode.GYear: return "2026";
            case XmlTypeCode.GYearMonth: return "2026-11";
            case XmlTypeCode.Base64Binary: return "AQID";
            case XmlTypeCode.Boolean: return "true";
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
            "BANKDEFFXXX", "DE89370400440532013000", "5299000J2N45DDNE4Y28", "DE", "EUR", "+49-123456", "12", "AB1d", "7", "123", "en", "DUM", "DE0007664039",
            "123456789012345", "b1f2a3c4-d5e6-4789-8abc-def012345678",
        ];
        return candidates.FirstOrDefault(candidate => System.Text.RegularExpressions.Regex.IsMatch(candidate, $"^(?:{pattern})$"))
            ?? throw new InvalidOperationException($"No value for {type.QualifiedName}, pattern {pattern}.");
    }
}
