using System.Xml;
using System.Xml.Schema;
using PaymentSwitch.MessageGenerator.Values;

namespace PaymentSwitch.MessageGenerator.Plans;

/// <summary>Makes the plan of a message from its compiled schema: whatever can be worked out once.</summary>
internal sealed class PlanBuilder(GeneratorSettings settings)
{
    // The same type at places of other names has other values: a plan is shared by all places whose last three names agree.
    private readonly Dictionary<(XmlSchemaType Type, string Ns, Place Place), ContentPlan> _contents = [];
    private readonly List<Particle> _particles = [];
    private readonly ValuePlanner _values = new(settings);
    private ElementPlan? _transactions;

    /// <summary>The plan for an outermost element.</summary>
    /// <exception cref="GeneratorException">The schema has something of which nothing can be made.</exception>
    public MessagePlan Build(string definition, XmlSchemaElement root)
    {
        _transactions = null;
        ElementPlan element = Element(root, 1, 1, "", new Place("", "", ""), depth: 1);
        bool changed;
        do
        {
            changed = false;
            foreach (Particle particle in _particles) changed |= particle.Measure();
        }
        while (changed);

        return element.Levels < Particle.Endless
            ? new MessagePlan(definition, element, _transactions)
            : throw new GeneratorException($"{definition}: an element must contain itself, so that no message ends.");
    }

    private ElementPlan Element(XmlSchemaElement declared, decimal least, decimal most, string parentNs, Place around, int depth)
    {
        XmlQualifiedName name = declared.QualifiedName;
        if (declared.IsAbstract) throw new GeneratorException($"The element {name} is abstract; substitution groups are not made.");
        var place = new Place(name.Name, around.Element, around.Parent);
        bool isTransaction = depth == 3 && name.Name is "CdtTrfTxInf" or "DrctDbtTxInf" or "TxInf" or "TxInfAndSts";
        var plan = new ElementPlan(name.Name, name.Namespace, parentNs, Content(declared, name, place, depth))
        {
            OccursMin = Count(least),
            OccursMax = Count(most),
            IsTransaction = isTransaction,
        };
        if (isTransaction) _transactions = plan;
        return Keep(plan);
    }

    private ContentPlan Content(XmlSchemaElement declared, XmlQualifiedName name, Place place, int depth)
    {
        XmlSchemaType type = declared.ElementSchemaType!;
        if (declared.FixedValue is { } fixedValue) return new ContentPlan(type) { Value = draft => draft.Text.Add(fixedValue) };
        // What is near the root is not shared: there are transactions only at one depth.
        if (depth > 3 && _contents.TryGetValue((type, name.Namespace, place), out ContentPlan? known)) return known;
        var plan = new ContentPlan(type);
        // Before its parts are looked at: a type may contain itself.
        if (depth >= 3) _contents.TryAdd((type, name.Namespace, place), plan);
        if (type is not XmlSchemaComplexType complex)
        {
            plan.Value = _values.Plan(type, place);
            return plan;
        }

        if (complex.IsAbstract) throw new GeneratorException($"The type {complex.Name} of {name} is abstract; derived types are not chosen.");
        plan.Attributes = [.. Attributes(complex, place)];
        if (complex.ContentType == XmlSchemaContentType.TextOnly) plan.Value = _values.Plan(complex, place);
        else if (complex.ContentType != XmlSchemaContentType.Empty) plan.Elements = Group(complex.ContentTypeParticle, name.Namespace, place, depth);
        plan.IsParty = plan.Elements is { } elements && elements.Parts.Any(part => part is ElementPlan { Name: "PstlAdr" });
        return plan;
    }

    private IEnumerable<AttributePlan> Attributes(XmlSchemaComplexType type, Place place)
    {
        // In the order of their names: that of the schema's table is no promise.
        foreach (XmlSchemaAttribute attribute in type.AttributeUses.Values.Cast<XmlSchemaAttribute>().OrderBy(use => use.QualifiedName.Name, StringComparer.Ordinal))
        {
            if (attribute.Use == XmlSchemaUse.Prohibited) continue;
            if (attribute.QualifiedName.Namespace.Length > 0)
                throw new GeneratorException($"The attribute {attribute.QualifiedName} of {place.Element} has a namespace; only those without are made.");
            ValueSource value = attribute.FixedValue is { } fixedValue
                ? draft => draft.Text.Add(fixedValue)
                : _values.Plan(attribute.AttributeSchemaType!, new Place(attribute.QualifiedName.Name, place.Element, place.Parent, IsAttribute: true));
            yield return new AttributePlan(attribute.QualifiedName.Name, attribute.Use == XmlSchemaUse.Required, value);
        }
    }

    private Particle Group(XmlSchemaParticle particle, string ns, Place place, int depth)
    {
        (int least, int most) = (Count(particle.MinOccurs), Count(particle.MaxOccurs));
        switch (particle)
        {
            case XmlSchemaElement element:
                return Element(element, particle.MinOccurs, particle.MaxOccurs, ns, place, depth + 1);
            case XmlSchemaSequence or XmlSchemaAll:
                return Keep(new SequencePlan(Parts((XmlSchemaGroupBase)particle)) { OccursMin = least, OccursMax = most });
            case XmlSchemaChoice choice:
                return Keep(new ChoicePlan(Parts(choice)) { OccursMin = least, OccursMax = most });
            case XmlSchemaAny any:
                return Keep(new AnyPlan(ForeignNamespace(any, place)) { OccursMin = least, OccursMax = most });
            default:
                throw new GeneratorException($"The content of {place.Element} has a {particle.GetType().Name}; only elements, sequences, choices and any are made.");
        }

        List<Particle> Parts(XmlSchemaGroupBase group) =>
            [.. group.Items.Cast<XmlSchemaParticle>().Where(part => part.MaxOccurs > 0).Select(part => Group(part, ns, place, depth))];
    }

    private static string ForeignNamespace(XmlSchemaAny any, Place place)
    {
        string[] namespaces = (any.Namespace ?? "##any").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return namespaces.Length == 0 || namespaces[0] is "##any" or "##other" ? "urn:example:supplementary"
            : namespaces[0] == "##local" ? ""
            : namespaces[0] == "##targetNamespace" ? throw new GeneratorException($"{place.Element} asks for any element of its own namespace; that is not made.")
            : namespaces[0];
    }

    private T Keep<T>(T particle)
        where T : Particle
    {
        _particles.Add(particle);
        return particle;
    }

    private static int Count(decimal occurs) => occurs >= int.MaxValue ? int.MaxValue : (int)occurs;
}
