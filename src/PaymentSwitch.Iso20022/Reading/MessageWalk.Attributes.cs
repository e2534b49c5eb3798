using PaymentSwitch.Iso20022.Schemas;
using PaymentSwitch.Iso20022.Xml;

namespace PaymentSwitch.Iso20022.Reading;

/// <content>Attributes.</content>
internal ref partial struct MessageWalk
{
    private void CheckAttributes(ref ElementFrame frame, ElementDeclaration declaration)
    {
        TypeDefinition type = declaration.Type;
        CheckInstanceAttributes(declaration);
        long seen = 0;
        for (int i = 0; i < _xml.AttributeCount; i++)
        {
            ref readonly XmlAttribute attribute = ref _xml.AttributeAt(i);
            if (attribute.IsDeclaration || attribute.Namespace == NamespaceTable.Instance) continue;
            int index = IndexOf(type.Attributes, in attribute);
            if (index < 0)
            {
                if (type.OtherAttributes is { } other && other.Allows(UriOf(in attribute)) && other.Check != ContentCheck.Strict) continue;
                AddSchemaError(_xml.Depth, attribute.NameStart, $"Found the attribute {Show(_xml.LocalNameOf(in attribute))}; expected {Listed(type.Attributes)}.");
                continue;
            }

            seen |= 1L << index;
            ReadOnlySpan<byte> value = _xml.ValueOf(in attribute);
            AttributeDeclaration declared = type.Attributes[index];
            if (!declared.Type.IsValid(value))
                AddSchemaError(_xml.Depth, attribute.NameStart, $"Found '{Show(value)}' in the attribute {declared.NameText}; expected {declared.Type.Expected}.");
            if (_isDocument) _content?.AddAttribute(declared.NameText, value);
            if (declaration.Facts is { Currency: not ElementFact.None } facts && declared.NameText == "Ccy")
            {
                if (attribute.IsResolved) _session.Facts.Add(facts.Currency, value);
                else _session.Facts.Add(facts.Currency, attribute.ValueStart, attribute.ValueLength);
            }
        }

        for (int i = 0; i < type.Attributes.Length; i++)
        {
            if (type.Attributes[i].IsRequired && (seen & (1L << i)) == 0)
                AddSchemaError(_xml.Depth, $"{declaration.Name} has no attribute {type.Attributes[i].NameText}; expected it, with {type.Attributes[i].Type.Expected}.");
        }

        frame.IsNil = declaration.IsNillable && SaysNil();
    }

    /// <summary>Attributes that speak of the schema itself: <c>xsi:type</c>, <c>xsi:nil</c>, and where a schema may be found, which nobody follows.</summary>
    private void CheckInstanceAttributes(ElementDeclaration? declaration)
    {
        for (int i = 0; i < _xml.AttributeCount; i++)
        {
            ref readonly XmlAttribute attribute = ref _xml.AttributeAt(i);
            if (attribute.Namespace != NamespaceTable.Instance) continue;
            ReadOnlySpan<byte> name = _xml.LocalNameOf(in attribute);
            if (name.SequenceEqual("type"u8))
            {
                Add(MessageErrorKind.Forbidden, MessageErrorCodes.TypeAttribute, Path(_xml.Depth), attribute.NameStart,
                    "An attribute xsi:type was found; what an element holds is said by the schema alone.");
            }
            else if (name.SequenceEqual("nil"u8))
            {
                if (declaration is { IsNillable: false })
                    AddSchemaError(_xml.Depth, attribute.NameStart, $"Found the attribute xsi:nil; expected {declaration.Name} to have its content.");
            }
            else if (!name.SequenceEqual("schemaLocation"u8) && !name.SequenceEqual("noNamespaceSchemaLocation"u8))
            {
                AddSchemaError(_xml.Depth, attribute.NameStart, $"Found the attribute xsi:{Show(name)}; expected none but xsi:schemaLocation and xsi:noNamespaceSchemaLocation.");
            }
        }
    }

    private readonly bool SaysNil()
    {
        for (int i = 0; i < _xml.AttributeCount; i++)
        {
            ref readonly XmlAttribute attribute = ref _xml.AttributeAt(i);
            if (attribute.Namespace == NamespaceTable.Instance && _xml.LocalNameOf(in attribute).SequenceEqual("nil"u8))
                return _xml.ValueOf(in attribute).Trim(" \t\r\n"u8) is [(byte)'1'] or [(byte)'t', (byte)'r', (byte)'u', (byte)'e'];
        }

        return false;
    }

    private readonly int IndexOf(AttributeDeclaration[] declared, in XmlAttribute attribute)
    {
        ReadOnlySpan<byte> name = _xml.LocalNameOf(in attribute);
        for (int i = 0; i < declared.Length; i++)
        {
            if (name.SequenceEqual(declared[i].Name) && (attribute.PrefixLength == 0 ? declared[i].Namespace.Length == 0 : UriOf(in attribute).SequenceEqual(declared[i].Namespace)))
                return i;
        }

        return -1;
    }

    private readonly ReadOnlySpan<byte> UriOf(in XmlAttribute attribute) =>
        attribute.PrefixLength == 0 ? default : _xml.UriOfPrefix(in attribute);

    private static string Listed(AttributeDeclaration[] attributes) =>
        attributes.Length == 0 ? "no attribute" : "only " + string.Join(", ", attributes.Select(attribute => attribute.NameText));
}
