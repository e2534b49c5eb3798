using System.Globalization;
using System.Xml.Schema;

namespace PaymentSwitch.MessageGenerator.Values;

/// <summary>What a type asks of its values, collected along the types it is derived from.</summary>
internal sealed class Facets
{
    /// <summary>The only values there are, or none where any is one.</summary>
    public List<string> Enumeration { get; private set; } = [];

    /// <summary>The patterns of the most derived type that has some; a value matches one of them.</summary>
    public List<string> Patterns { get; private set; } = [];

    public int? LengthMin { get; private set; }

    public int? LengthMax { get; private set; }

    public int? TotalDigits { get; private set; }

    public int? FractionDigits { get; private set; }

    public Bound? Least { get; private set; }

    public Bound? Most { get; private set; }

    /// <summary>Collects the facets of a simple type, or of a complex one with simple content.</summary>
    public static Facets Of(XmlSchemaType type)
    {
        var facets = new Facets();
        for (XmlSchemaType? at = type; at is not null; at = at.BaseXmlSchemaType)
        {
            XmlSchemaObjectCollection? own = at switch
            {
                XmlSchemaSimpleType { Content: XmlSchemaSimpleTypeRestriction restriction } => restriction.Facets,
                XmlSchemaComplexType { ContentModel: XmlSchemaSimpleContent { Content: XmlSchemaSimpleContentRestriction restriction } } => restriction.Facets,
                _ => null,
            };
            if (own is not null) facets.Add(own.Cast<XmlSchemaFacet>().ToList());
        }

        return facets;
    }

    // From the most derived type on: what is set already is stricter.
    private void Add(List<XmlSchemaFacet> step)
    {
        if (Enumeration.Count == 0) Enumeration = [.. step.OfType<XmlSchemaEnumerationFacet>().Select(facet => facet.Value!)];
        if (Patterns.Count == 0) Patterns = [.. step.OfType<XmlSchemaPatternFacet>().Select(facet => facet.Value!)];
        foreach (XmlSchemaFacet facet in step)
        {
            switch (facet)
            {
                case XmlSchemaLengthFacet:
                    LengthMin ??= Count(facet);
                    LengthMax ??= Count(facet);
                    break;
                case XmlSchemaMinLengthFacet: LengthMin ??= Count(facet); break;
                case XmlSchemaMaxLengthFacet: LengthMax ??= Count(facet); break;
                case XmlSchemaTotalDigitsFacet: TotalDigits ??= Count(facet); break;
                case XmlSchemaFractionDigitsFacet: FractionDigits ??= Count(facet); break;
                case XmlSchemaMinInclusiveFacet: Least ??= new Bound(facet.Value!, IsInside: true); break;
                case XmlSchemaMinExclusiveFacet: Least ??= new Bound(facet.Value!, IsInside: false); break;
                case XmlSchemaMaxInclusiveFacet: Most ??= new Bound(facet.Value!, IsInside: true); break;
                case XmlSchemaMaxExclusiveFacet: Most ??= new Bound(facet.Value!, IsInside: false); break;
            }
        }
    }

    private static int Count(XmlSchemaFacet facet) => int.Parse(facet.Value!, NumberStyles.Integer, CultureInfo.InvariantCulture);
}

/// <summary>The least or greatest value of a type, as written in the schema.</summary>
internal sealed record Bound(string Value, bool IsInside);
