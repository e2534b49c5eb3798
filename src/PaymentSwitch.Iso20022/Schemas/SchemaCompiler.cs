using System.Text;
using System.Xml.Schema;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Schemas;

/// <summary>
/// Makes of a schema, once it has been read and checked by the framework, what messages are validated with: an automaton for
/// each type. Where facts are read they are tied to the declarations, so that reading them is no search. What is not
/// supported is refused by name.
/// </summary>
internal sealed class SchemaCompiler
{
    // Which of them were seen is kept in the bits of one number.
    private const int AttributesMax = 64;

    private readonly string _namespace;
    private readonly PatternCatalogue _patterns;
    private readonly Dictionary<(XmlSchemaElement Element, FactTree? Facts), ElementDeclaration> _elements = [];
    private readonly Dictionary<(XmlSchemaType Type, FactTree? Facts), TypeDefinition> _types = [];
    private readonly Dictionary<XmlSchemaType, SimpleType> _simpleTypes = [];
    private readonly Dictionary<XmlSchemaAny, Wildcard> _wildcards = [];
    private readonly Queue<Action> _later = [];

    private SchemaCompiler(string ns, PatternCatalogue patterns)
    {
        _namespace = ns;
        _patterns = patterns;
    }

    /// <summary>Compiles the elements that a schema declares at the top.</summary>
    /// <param name="set">The schema.</param>
    /// <param name="ns">Its target namespace.</param>
    /// <param name="facts">What is read of its messages, by root element; null for nothing.</param>
    /// <param name="patterns">Patterns that have been made automata.</param>
    /// <exception cref="UnsupportedSchemaException">It has a construct that is not supported.</exception>
    /// <returns>The elements with facts, and the same ones without.</returns>
    internal static (ElementDeclaration[] Roots, ElementDeclaration[] Nested) Compile(XmlSchemaSet set, string ns, FactTree? facts, PatternCatalogue patterns)
    {
        if (set.GlobalAttributes.Count > 0) throw new UnsupportedSchemaException("an attribute declared at the top of the schema");
        var compiler = new SchemaCompiler(ns, patterns);
        XmlSchemaElement[] elements = [.. set.GlobalElements.Values.Cast<XmlSchemaElement>().Where(element => element.QualifiedName.Namespace == ns)];
        ElementDeclaration[] roots = Array.ConvertAll(elements, element => compiler.Declare(element, element.QualifiedName.Name == facts?.Name ? facts : null));
        ElementDeclaration[] nested = Array.ConvertAll(elements, element => compiler.Declare(element, facts: null));
        while (compiler._later.TryDequeue(out Action? next)) next();
        return (roots, nested);
    }

    private ElementDeclaration Declare(XmlSchemaElement element, FactTree? facts)
    {
        // A reference stands for the element that it refers to.
        if (_elements.TryGetValue((element, facts), out ElementDeclaration? known)) return known;
        string name = element.QualifiedName.Name;
        if (element.QualifiedName.Namespace != _namespace) throw Unsupported(name, "an element of another namespace than the schema's (elementFormDefault is not 'qualified')");
        if (element.IsAbstract) throw Unsupported(name, "an abstract element");
        if (!element.SubstitutionGroup.IsEmpty) throw Unsupported(name, "a substitution group");
        if (element.Constraints.Count > 0) throw Unsupported(name, "an identity constraint (key, keyref, unique)");
        if (element.DefaultValue is not null || element.FixedValue is not null) throw Unsupported(name, "a default or fixed value");
        var declared = new ElementDeclaration(name, element.IsNillable, facts);
        _elements.Add((element, facts), declared);
        declared.Type = Define(element.ElementSchemaType!, facts, name);
        return declared;
    }

    private TypeDefinition Define(XmlSchemaType type, FactTree? facts, string element)
    {
        if (_types.TryGetValue((type, facts), out TypeDefinition? known)) return known;
        var defined = new TypeDefinition(type.QualifiedName.Name.Length > 0 ? type.QualifiedName.Name : element);
        _types.Add((type, facts), defined);
        // Types may contain themselves: their content is filled in when all that is being worked on has a name.
        _later.Enqueue(() => Fill(defined, type, facts));
        return defined;
    }

    private void Fill(TypeDefinition defined, XmlSchemaType type, FactTree? facts)
    {
        try
        {
            if (type is XmlSchemaSimpleType simple)
            {
                defined.Content = ContentKind.Text;
                defined.Text = SimpleTypeOf(simple);
                return;
            }

            var complex = (XmlSchemaComplexType)type;
            if (complex.IsAbstract) throw new UnsupportedSchemaException("an abstract type");
            FillAttributes(defined, complex);
            switch (complex.ContentType)
            {
                case XmlSchemaContentType.TextOnly:
                    defined.Content = ContentKind.Text;
                    defined.Text = TextOf(complex);
                    break;
                case XmlSchemaContentType.Empty:
                    defined.Content = ContentKind.Empty;
                    break;
                default:
                    defined.Content = complex.ContentType == XmlSchemaContentType.Mixed ? ContentKind.Mixed : ContentKind.Elements;
                    defined.States = ContentModelBuilder.Build(complex.ContentTypeParticle, Child, Allow);
                    break;
            }
        }
        catch (UnsupportedSchemaException unsupported)
        {
            throw new UnsupportedSchemaException($"{defined.Name}: {unsupported.Message}");
        }

        ElementDeclaration Child(XmlSchemaElement element) => Declare(element, facts?.Child(element.QualifiedName.Name));
    }

    private void FillAttributes(TypeDefinition defined, XmlSchemaComplexType complex)
    {
        var attributes = new List<AttributeDeclaration>();
        foreach (XmlSchemaAttribute attribute in complex.AttributeUses.Values.Cast<XmlSchemaAttribute>())
        {
            if (attribute.Use == XmlSchemaUse.Prohibited) continue;
            if (attribute.DefaultValue is not null || attribute.FixedValue is not null) throw new UnsupportedSchemaException($"a default or fixed value of the attribute {attribute.QualifiedName.Name}");
            attributes.Add(new AttributeDeclaration(
                Encoding.UTF8.GetBytes(attribute.QualifiedName.Name),
                Encoding.UTF8.GetBytes(attribute.QualifiedName.Namespace),
                SimpleTypeOf(attribute.AttributeSchemaType!),
                attribute.Use == XmlSchemaUse.Required));
        }

        if (attributes.Count > AttributesMax) throw new UnsupportedSchemaException($"more than {AttributesMax} attributes of one element");
        defined.Attributes = [.. attributes];
        if (complex.AttributeWildcard is { } any) defined.OtherAttributes = Wildcard.Of(any.Namespace, _namespace, CheckOf(any.ProcessContents));
    }

    private SimpleType TextOf(XmlSchemaComplexType complex)
    {
        if (_simpleTypes.TryGetValue(complex, out SimpleType? known)) return known;
        // An extension leaves the text as it is; a restriction within a complex type is left to the framework.
        XmlSchemaType? at = complex;
        while (at is XmlSchemaComplexType { ContentModel: XmlSchemaSimpleContent { Content: XmlSchemaSimpleContentExtension } }) at = at.BaseXmlSchemaType;
        SimpleType text = SimpleType.Of(at as XmlSchemaSimpleType, complex.Datatype!, _patterns);
        _simpleTypes.Add(complex, text);
        return text;
    }

    private SimpleType SimpleTypeOf(XmlSchemaSimpleType type)
    {
        if (!_simpleTypes.TryGetValue(type, out SimpleType? known)) _simpleTypes.Add(type, known = SimpleType.Of(type, type.Datatype!, _patterns));
        return known;
    }

    private Wildcard Allow(XmlSchemaAny any)
    {
        if (!_wildcards.TryGetValue(any, out Wildcard? known)) _wildcards.Add(any, known = Wildcard.Of(any.Namespace, _namespace, CheckOf(any.ProcessContents)));
        return known;
    }

    // Where nothing is said, the schema means strict.
    private static ContentCheck CheckOf(XmlSchemaContentProcessing processing) => processing switch
    {
        XmlSchemaContentProcessing.Lax => ContentCheck.Lax,
        XmlSchemaContentProcessing.Skip => ContentCheck.Skip,
        _ => ContentCheck.Strict,
    };

    private static UnsupportedSchemaException Unsupported(string name, string construct) => new($"{name}: {construct}");
}
