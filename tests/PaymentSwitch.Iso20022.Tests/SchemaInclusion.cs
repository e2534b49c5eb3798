using System.Xml.Schema;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>
/// Whether all that one schema accepts is accepted by another: walks both from a root element and compares the content of
/// elements, attributes and values. Names the path of everything that is accepted by the first alone.
/// </summary>
internal sealed class SchemaInclusion
{
    private readonly Dictionary<(XmlSchemaType, XmlSchemaType), IReadOnlyList<Excess>> _known = [];

    /// <summary>Something that is accepted by the inner schema and not by the outer one.</summary>
    /// <param name="Path">The element it is in, from the root.</param>
    /// <param name="Child">The child that makes the difference; null if it lies in the element itself.</param>
    /// <param name="Missing">The children that the outer schema asks for instead.</param>
    /// <param name="What">What it is, in words.</param>
    public sealed record Excess(string Path, string? Child, IReadOnlyList<string> Missing, string What)
    {
        public override string ToString() => $"{Path}: {What}";

        public Excess Below(string element) => this with { Path = Path.Length == 0 ? element : $"{element}/{Path}" };
    }

    /// <summary>All that the inner element accepts beyond the outer one.</summary>
    public static IReadOnlyList<Excess> Beyond(XmlSchemaElement inner, XmlSchemaElement outer) =>
        new SchemaInclusion().Elements(inner, outer).ToList();

    private IEnumerable<Excess> Elements(XmlSchemaElement inner, XmlSchemaElement outer)
    {
        List<Excess> found = [];
        if (inner.QualifiedName != outer.QualifiedName) found.Add(Here($"the element is {inner.QualifiedName}, expected {outer.QualifiedName}"));
        if (inner.IsNillable && !outer.IsNillable) found.Add(Here("the element may be nil"));
        if (inner.DefaultValue != outer.DefaultValue || inner.FixedValue != outer.FixedValue) found.Add(Here("its default or fixed value differs"));
        found.AddRange(Types(inner.ElementSchemaType!, outer.ElementSchemaType!));
        return found.Select(excess => excess.Below(inner.QualifiedName.Name));
    }

    private IReadOnlyList<Excess> Types(XmlSchemaType inner, XmlSchemaType outer)
    {
        if (_known.TryGetValue((inner, outer), out IReadOnlyList<Excess>? known)) return known;
        // A type within itself: whatever there is to be found is found one level above.
        _known[(inner, outer)] = [];
        IReadOnlyList<Excess> found = Compare(inner, outer).ToList();
        _known[(inner, outer)] = found;
        return found;
    }

    private IEnumerable<Excess> Compare(XmlSchemaType inner, XmlSchemaType outer)
    {
        if (inner is XmlSchemaSimpleType innerValues && outer is XmlSchemaSimpleType outerValues)
            return new ValueSpace(innerValues).Beyond(new ValueSpace(outerValues)).Select(Here);
        if (inner is not XmlSchemaComplexType innerType || outer is not XmlSchemaComplexType outerType)
            return [Here($"the content is a {inner.GetType().Name}, expected a {outer.GetType().Name}")];
        if (innerType.IsAbstract || outerType.IsAbstract || innerType.IsMixed || outerType.IsMixed)
            throw new InvalidOperationException($"{inner.QualifiedName} or {outer.QualifiedName}: abstract and mixed types are not handled.");
        IEnumerable<Excess> attributes = Attributes(innerType, outerType);
        bool text = innerType.ContentType == XmlSchemaContentType.TextOnly;
        if (text != (outerType.ContentType == XmlSchemaContentType.TextOnly))
            return attributes.Append(Here("one has text as content, the other elements"));
        return attributes.Concat(text
            ? new ValueSpace(Text(innerType)).Beyond(new ValueSpace(Text(outerType))).Select(Here)
            : Content(innerType.ContentTypeParticle, outerType.ContentTypeParticle));
    }

    private static IEnumerable<Excess> Attributes(XmlSchemaComplexType inner, XmlSchemaComplexType outer)
    {
        Dictionary<string, XmlSchemaAttribute> allowed = outer.AttributeUses.Values.Cast<XmlSchemaAttribute>()
            .ToDictionary(attribute => attribute.QualifiedName.ToString());
        foreach (XmlSchemaAttribute attribute in inner.AttributeUses.Values)
        {
            if (!allowed.Remove(attribute.QualifiedName.ToString(), out XmlSchemaAttribute? counterpart))
            {
                yield return Here($"the attribute {attribute.QualifiedName} is too many");
                continue;
            }

            if (counterpart.Use == XmlSchemaUse.Required && attribute.Use != XmlSchemaUse.Required)
                yield return Here($"the attribute {attribute.QualifiedName} may be absent");
            foreach (string beyond in new ValueSpace(attribute.AttributeSchemaType!).Beyond(new ValueSpace(counterpart.AttributeSchemaType!)))
                yield return Here($"attribute {attribute.QualifiedName}: {beyond}");
        }

        foreach (XmlSchemaAttribute absent in allowed.Values.Where(attribute => attribute.Use == XmlSchemaUse.Required))
            yield return Here($"the attribute {absent.QualifiedName} cannot be there");
    }

    // All pairs of states that some row of children leads to. In each, whatever the inner one takes next the outer one
    // must take too; by the rules of XSD a name has one type wherever it stands in a content.
    private List<Excess> Content(XmlSchemaParticle innerParticle, XmlSchemaParticle outerParticle)
    {
        var inner = new ContentModel(innerParticle);
        var outer = new ContentModel(outerParticle);
        List<Excess> found = [];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var compared = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<(IReadOnlySet<int> Inner, IReadOnlySet<int> Outer, string Before)>();
        open.Enqueue((inner.Start, outer.Start, "at the beginning"));
        while (open.TryDequeue(out (IReadOnlySet<int> Inner, IReadOnlySet<int> Outer, string Before) at))
        {
            if (!seen.Add($"{string.Join(',', at.Inner)};{string.Join(',', at.Outer)}")) continue;
            IReadOnlyDictionary<string, XmlSchemaParticle> expected = outer.Next(at.Outer);
            if (inner.MayEnd(at.Inner) && !outer.MayEnd(at.Outer))
                found.Add(new Excess("", null, [.. expected.Keys], $"may end {at.Before}, expected {string.Join(" or ", expected.Keys)}"));
            foreach ((string name, XmlSchemaParticle child) in inner.Next(at.Inner))
            {
                if (!expected.TryGetValue(name, out XmlSchemaParticle? counterpart))
                {
                    IReadOnlyList<string> missing = outer.MayEnd(at.Outer) ? [] : [.. expected.Keys];
                    found.Add(new Excess("", name, missing, $"takes {name} {at.Before}, expected {string.Join(" or ", missing.DefaultIfEmpty("no such element"))}"));
                    continue;
                }

                if (compared.Add(name)) found.AddRange(Children(child, counterpart));
                open.Enqueue((inner.After(at.Inner, name), outer.After(at.Outer, name), $"after {name}"));
            }
        }

        return found.DistinctBy(excess => excess.ToString()).ToList();
    }

    private IEnumerable<Excess> Children(XmlSchemaParticle inner, XmlSchemaParticle outer) => (inner, outer) switch
    {
        (XmlSchemaElement a, XmlSchemaElement b) => Elements(a, b),
        // Strict is 3, lax 2, skip 1.
        (XmlSchemaAny a, XmlSchemaAny b) when a.ProcessContents >= b.ProcessContents => [],
        _ => [Here("any element is allowed, and checked less")],
    };

    private static XmlSchemaSimpleType Text(XmlSchemaComplexType type)
    {
        XmlSchemaType at = type;
        while (at is XmlSchemaComplexType complex) at = complex.BaseXmlSchemaType!;
        return (XmlSchemaSimpleType)at;
    }

    private static Excess Here(string what) => new("", null, [], what);
}
