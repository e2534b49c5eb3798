using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Schema;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>The values of a simple type: all facets along its derivation, taken together.</summary>
internal sealed partial class ValueSpace
{
    // Different in spelling, the same in what they match.
    private static readonly Dictionary<string, string> SamePatterns = new(StringComparer.Ordinal)
    {
        [@"[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}"] =
            @"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
        [@"[\+]?[0-9]{1,15}"] = @"\+?[0-9]{1,15}",
        [@"[BEOVW]{1}[0-9]{2}|DUM"] = @"[BEOVW][0-9]{2}|DUM",
        [@"[A-Z]{2}[A-Z0-9]{9}[0-9]{1}"] = @"[A-Z]{2}[A-Z0-9]{9}[0-9]",
    };

    private readonly XmlSchemaSimpleType _type;
    private readonly List<string>? _enumeration;
    private readonly HashSet<string> _patterns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, decimal> _atMost = [];
    private readonly Dictionary<string, decimal> _atLeast = [];

    public ValueSpace(XmlSchemaSimpleType type)
    {
        _type = type;
        for (XmlSchemaType? at = type; at is XmlSchemaSimpleType { Content: XmlSchemaSimpleTypeRestriction restriction }; at = at.BaseXmlSchemaType)
        {
            List<string> listed = [];
            List<string> patterns = [];
            foreach (XmlSchemaFacet facet in restriction.Facets.Cast<XmlSchemaFacet>())
            {
                switch (facet)
                {
                    case XmlSchemaEnumerationFacet: listed.Add(facet.Value!); break;
                    case XmlSchemaPatternFacet: patterns.Add(Normal(facet.Value!)); break;
                    case XmlSchemaLengthFacet: AtMost("length", facet); AtLeast("length", facet); break;
                    case XmlSchemaMaxLengthFacet: AtMost("length", facet); break;
                    case XmlSchemaMinLengthFacet: AtLeast("length", facet); break;
                    case XmlSchemaTotalDigitsFacet: AtMost("digits", facet); break;
                    case XmlSchemaFractionDigitsFacet: AtMost("fraction digits", facet); break;
                    case XmlSchemaMaxInclusiveFacet: AtMost("value", facet); break;
                    case XmlSchemaMinInclusiveFacet: AtLeast("value", facet); break;
                    default: throw new InvalidOperationException($"{type.QualifiedName}: {facet.GetType().Name} is not handled.");
                }
            }

            // A derived enumeration can only be a part of the one it is derived from.
            if (listed.Count > 0) _enumeration ??= listed;
            // Patterns of one step are alternatives, those of different steps hold together.
            if (patterns.Count > 0) _patterns.Add(string.Join('|', patterns));
        }
    }

    /// <summary>What this has that the other has not; nothing if every value of this is one of the other.</summary>
    public IEnumerable<string> Beyond(ValueSpace other)
    {
        if (_type.Datatype!.TypeCode != other._type.Datatype!.TypeCode)
            return [$"the values are of type {_type.Datatype.TypeCode}, expected {other._type.Datatype.TypeCode}"];
        if (_enumeration is not null)
            return _enumeration.Where(value => !other.Has(value)).Select(value => $"the value '{value}' is too many");
        if (other._enumeration is not null) return ["any value is allowed, expected an enumeration"];
        List<string> beyond = [];
        foreach ((string what, decimal bound) in other._atMost)
        {
            if (!_atMost.TryGetValue(what, out decimal own) || own > bound) beyond.Add($"the {what} may be above {bound}");
        }

        foreach ((string what, decimal bound) in other._atLeast)
        {
            if (!_atLeast.TryGetValue(what, out decimal own) || own < bound) beyond.Add($"the {what} may be below {bound}");
        }

        foreach (string pattern in other._patterns.Where(pattern => !_patterns.Contains(pattern))) beyond.Add($"values need not match {pattern}");
        return beyond;
    }

    private bool Has(string value)
    {
        try
        {
            _type.Datatype!.ParseValue(value, new NameTable(), null);
            return true;
        }
        catch (XmlSchemaException)
        {
            return false;
        }
    }

    private void AtMost(string what, XmlSchemaFacet facet)
    {
        decimal bound = decimal.Parse(facet.Value!, CultureInfo.InvariantCulture);
        _atMost[what] = _atMost.TryGetValue(what, out decimal known) ? Math.Min(known, bound) : bound;
    }

    private void AtLeast(string what, XmlSchemaFacet facet)
    {
        decimal bound = decimal.Parse(facet.Value!, CultureInfo.InvariantCulture);
        _atLeast[what] = _atLeast.TryGetValue(what, out decimal known) ? Math.Max(known, bound) : bound;
    }

    private static string Normal(string pattern)
    {
        string normal = SameTwice().Replace(pattern, "{$1}").Replace("{0,1}", "?", StringComparison.Ordinal);
        return SamePatterns.GetValueOrDefault(normal, normal);
    }

    [GeneratedRegex(@"\{(\d+),\1\}")]
    private static partial Regex SameTwice();
}
