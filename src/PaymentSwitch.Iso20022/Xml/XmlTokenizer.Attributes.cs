using System.Buffers;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Xml;

/// <content>Attributes and namespaces.</content>
internal ref partial struct XmlTokenizer
{
    private bool ReadAttributes()
    {
        _space.AttributeValues.Clear();
        bool declares = false;
        while (true)
        {
            int blanks = SkipBlanks();
            if (_at == _bytes.Length) return Truncated() != XmlToken.Fault;
            if (_bytes[_at] == '>')
            {
                _at++;
                break;
            }

            if (_bytes[_at] == '/')
            {
                if (_at + 1 == _bytes.Length) return Truncated() != XmlToken.Fault;
                if (_bytes[_at + 1] != '>') return Deny(_at, "expected '/>'");
                _at += 2;
                _endsAtOnce = true;
                break;
            }

            if (blanks == 0) return Deny(_at, "expected a blank, '>' or '/>'");
            if (!ReadAttribute()) return false;
            declares |= _space.Attributes[AttributeCount - 1].IsDeclaration;
        }

        return (!declares || Declare()) && ResolveAttributes();
    }

    private bool ReadAttribute()
    {
        if (AttributeCount == _limits.AttributesPerElementMax)
        {
            return Deny(MessageErrorKind.Limit, MessageErrorCodes.Attributes, TokenStart,
                $"An element has more than {_limits.AttributesPerElementMax} attributes.");
        }

        int nameStart = _at;
        if (!MeasureName(nameStart, out int nameLength, out int prefixLength)) return false;
        _at += nameLength;
        SkipBlanks();
        if (!Expect((byte)'=')) return false;
        SkipBlanks();
        if (_at == _bytes.Length) return Truncated() != XmlToken.Fault;
        byte quote = _bytes[_at];
        if (quote is not ((byte)'"' or (byte)'\'')) return Deny(_at, "expected a value in quotation marks");
        _at++;
        if (AttributeCount == _space.Attributes.Length) _space.GrowAttributes();
        ref XmlAttribute attribute = ref _space.Attributes[AttributeCount];
        ReadOnlySpan<byte> name = _bytes.Slice(nameStart, nameLength);
        attribute.NameStart = nameStart;
        attribute.NameLength = nameLength;
        attribute.PrefixLength = prefixLength;
        attribute.IsDeclaration = prefixLength == 0 ? name.SequenceEqual("xmlns"u8) : prefixLength == 5 && name.StartsWith("xmlns"u8);
        attribute.Namespace = NamespaceTable.None;
        if (!ReadValue(quote, ref attribute)) return false;
        AttributeCount++;
        return true;
    }

    private bool ReadValue(byte quote, ref XmlAttribute attribute)
    {
        SearchValues<byte> stops = quote == '"' ? DoubleQuotedStops : SingleQuotedStops;
        int start = _at;
        int length = _bytes[_at..].IndexOfAny(stops);
        if (length >= 0 && _bytes[_at + length] == quote)
        {
            if (length > _limits.TextBytesMax) return TooLong(start);
            attribute.ValueStart = start;
            attribute.ValueLength = length;
            attribute.IsResolved = false;
            _at += length + 1;
            return true;
        }

        ByteStore values = _space.AttributeValues;
        attribute.ValueStart = values.Length;
        attribute.IsResolved = true;
        while (true)
        {
            ReadOnlySpan<byte> rest = _bytes[_at..];
            length = rest.IndexOfAny(stops);
            if (_at - start + (length < 0 ? rest.Length : length) > _limits.TextBytesMax) return TooLong(start);
            if (length < 0) return Truncated() != XmlToken.Fault;
            values.Add(rest[..length]);
            _at += length;
            byte stop = rest[length];
            if (stop == quote) break;
            if (stop == '<') return Deny(_at, "expected '&lt;' in a value");
            if (stop == '&')
            {
                if (!ReadReference(values)) return false;
                continue;
            }

            // A line break or a tab in a value is a blank to every XML reader; CR LF is one line break.
            values.Add((byte)' ');
            _at += stop == '\r' && length + 1 < rest.Length && rest[length + 1] == '\n' ? 2 : 1;
        }

        attribute.ValueLength = values.Length - attribute.ValueStart;
        _at++;
        return true;
    }

    /// <summary>Puts the declarations of the last start tag into force.</summary>
    private bool Declare()
    {
        for (int i = 0; i < AttributeCount; i++)
        {
            ref XmlAttribute attribute = ref _space.Attributes[i];
            if (!attribute.IsDeclaration) continue;
            ReadOnlySpan<byte> prefix = attribute.PrefixLength == 0 ? default : LocalNameOf(in attribute);
            ReadOnlySpan<byte> uri = ValueOf(in attribute);
            bool isXml = uri.SequenceEqual(NamespaceTable.XmlUri);
            bool wrong = uri.SequenceEqual(NamespaceTable.DeclarationsUri) || prefix.SequenceEqual("xmlns"u8)
                || isXml != prefix.SequenceEqual("xml"u8) || (uri.IsEmpty && !prefix.IsEmpty);
            if (wrong) return Deny(attribute.NameStart, $"The prefix '{Show(prefix)}' cannot be declared for the namespace '{Show(uri)}'.");
            if (_bindingCount == _space.Bindings.Length) _space.GrowBindings();
            int number = _namespaces.NumberOf(uri);
            _space.Bindings[_bindingCount++] = new NamespaceBinding
            {
                PrefixStart = attribute.NameStart + (prefix.IsEmpty ? 0 : "xmlns:".Length),
                PrefixLength = prefix.Length,
                UriStart = attribute.ValueStart,
                UriLength = attribute.ValueLength,
                Resolved = attribute.IsResolved ? uri.ToArray() : null,
                Namespace = number,
            };
            if (prefix.IsEmpty) _defaultNamespace = number;
        }

        return true;
    }

    /// <summary>Finds the namespaces of the attributes, and refuses two of one name.</summary>
    private bool ResolveAttributes()
    {
        for (int i = 0; i < AttributeCount; i++)
        {
            ref XmlAttribute attribute = ref _space.Attributes[i];
            if (attribute.PrefixLength > 0)
            {
                if (attribute.IsDeclaration) attribute.Namespace = NamespaceTable.Declarations;
                else if (!TryResolve(_bytes.Slice(attribute.NameStart, attribute.PrefixLength), attribute.NameStart, out int number)) return false;
                else attribute.Namespace = number;
                if (attribute.Namespace == NamespaceTable.Xml && !MaySay(in attribute)) return Deny(attribute.NameStart, "The attribute xml:space has another value than preserve or default.");
            }

            for (int j = 0; j < i; j++)
            {
                if (HaveOneName(in attribute, in _space.Attributes[j]))
                    return Deny(attribute.NameStart, $"The attribute '{Show(_bytes.Slice(attribute.NameStart, attribute.NameLength))}' is there twice; expected once.");
            }
        }

        return true;
    }

    // Strictly a matter of document types; the framework's reader refuses it anyway, and so does whoever reads with that.
    private readonly bool MaySay(in XmlAttribute attribute) =>
        !LocalNameOf(in attribute).SequenceEqual("space"u8) || ValueOf(in attribute).Trim(" \t\r\n"u8) is var value && (value.SequenceEqual("preserve"u8) || value.SequenceEqual("default"u8));

    private readonly bool HaveOneName(in XmlAttribute left, in XmlAttribute right)
    {
        if (left.Namespace != right.Namespace || left.IsDeclaration != right.IsDeclaration || !LocalNameOf(in left).SequenceEqual(LocalNameOf(in right))) return false;
        // An unnumbered namespace is compared by what it is; without a prefix there is none.
        return left.Namespace != NamespaceTable.Other || UriOfPrefix(in left).SequenceEqual(UriOfPrefix(in right));
    }

    /// <summary>The namespace of an attribute with a prefix.</summary>
    internal readonly ReadOnlySpan<byte> UriOfPrefix(in XmlAttribute attribute) =>
        FindBinding(_bytes.Slice(attribute.NameStart, attribute.PrefixLength)) is >= 0 and int found ? UriOf(in _space.Bindings[found]) : NamespaceTable.XmlUri;

    private bool TryResolve(ReadOnlySpan<byte> prefix, int at, out int number)
    {
        int found = FindBinding(prefix);
        number = found >= 0 ? _space.Bindings[found].Namespace : prefix.SequenceEqual("xml"u8) ? NamespaceTable.Xml : NamespaceTable.None;
        return number != NamespaceTable.None || Deny(at, $"The prefix '{Show(prefix)}' is not declared; expected xmlns:{Show(prefix)}=\"…\" around it.");
    }

    private readonly int FindBinding(ReadOnlySpan<byte> prefix)
    {
        for (int i = _bindingCount - 1; i >= 0; i--)
        {
            ref NamespaceBinding binding = ref _space.Bindings[i];
            if (binding.PrefixLength == prefix.Length && _bytes.Slice(binding.PrefixStart, binding.PrefixLength).SequenceEqual(prefix)) return i;
        }

        return -1;
    }
}
