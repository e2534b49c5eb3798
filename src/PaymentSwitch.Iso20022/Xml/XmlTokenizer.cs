using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Xml;

/// <summary>
/// Reads the XML that ISO 20022 allows, forward, on UTF-8 bytes: elements, attributes, texts, CDATA, comments, processing
/// instructions, character references and the five entities of XML; no document type. It refuses what is not well-formed
/// or not well-formed by namespaces, as the framework's XmlReader does, and what is beyond the bounds, at the
/// first byte where that shows. Allocates nothing but what an unusual message makes the workspace grow by.
/// <para>Whoever uses it has checked that the bytes are UTF-8 without characters that XML forbids, see <see cref="XmlBytes"/>.</para>
/// </summary>
internal ref struct XmlTokenizer
{
    private const int LongestReference = 16;
    private const int BlanksMax = 256;
    private static readonly SearchValues<byte> TextStops = SearchValues.Create("<&\r]"u8);
    private static readonly SearchValues<byte> DoubleQuotedStops = SearchValues.Create("\"<&\r\n\t"u8);
    private static readonly SearchValues<byte> SingleQuotedStops = SearchValues.Create("'<&\r\n\t"u8);

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly MessageLimits _limits;
    private readonly NamespaceTable _namespaces;
    private readonly XmlWorkspace _space;
    private int _at;
    private int _bindingCount;
    private int _defaultNamespace;
    private bool _endsAtOnce;
    private bool _hasRoot;
    private bool _textIsResolved;
    private int _textStart;
    private int _textLength;

    /// <param name="bytes">The whole message.</param>
    /// <param name="limits">The bounds.</param>
    /// <param name="namespaces">The namespaces that get a number.</param>
    /// <param name="space">Room to work in.</param>
    internal XmlTokenizer(ReadOnlySpan<byte> bytes, MessageLimits limits, NamespaceTable namespaces, XmlWorkspace space)
    {
        _bytes = bytes;
        _limits = limits;
        _namespaces = namespaces;
        _space = space;
        _at = EncodingCheck.ByteOrderMarkLength(bytes);
    }

    /// <summary>Why it stopped; null where it did not.</summary>
    internal XmlFault? Fault { get; private set; }

    /// <summary>How many elements are open: at a start tag its own counts, at an end tag it does not any more.</summary>
    internal int Depth { get; private set; }

    /// <summary>How many elements there were so far.</summary>
    internal int ElementCount { get; private set; }

    /// <summary>Where the token that was read last begins.</summary>
    internal int TokenStart { get; private set; }

    /// <summary>The first byte behind the token that was read last.</summary>
    internal readonly int TokenEnd => _at;

    /// <summary>The namespace of the element that was begun last, see <see cref="NamespaceTable"/>.</summary>
    internal int Namespace { get; private set; }

    /// <summary>How many attributes the last start tag had, namespace declarations among them.</summary>
    internal int AttributeCount { get; private set; }

    /// <summary>Whether the last text lies in the message as it is; otherwise it is in the workspace until the next text.</summary>
    internal readonly bool IsTextInMessage => !_textIsResolved;

    /// <summary>Where the last text begins in the message, where it lies there.</summary>
    internal readonly int TextStart => _textStart;

    /// <summary>The last text: of one run of characters, or of one CDATA section.</summary>
    internal readonly ReadOnlySpan<byte> Text => _textIsResolved ? _space.Text.All : _bytes.Slice(_textStart, _textLength);

    /// <summary>The element whose start tag (depth of it) or end tag (one more than the depth left) was read last.</summary>
    internal readonly ref readonly OpenElement ElementAt(int depth) => ref _space.Open[depth - 1];

    /// <summary>The name of an open element without its prefix.</summary>
    internal readonly ReadOnlySpan<byte> LocalNameAt(int depth)
    {
        ref readonly OpenElement element = ref _space.Open[depth - 1];
        int skipped = element.PrefixLength == 0 ? 0 : element.PrefixLength + 1;
        return _bytes.Slice(element.NameStart + skipped, element.NameLength - skipped);
    }

    /// <summary>An attribute of the last start tag.</summary>
    internal readonly ref readonly XmlAttribute AttributeAt(int index) => ref _space.Attributes[index];

    /// <summary>An attribute's name without its prefix.</summary>
    internal readonly ReadOnlySpan<byte> LocalNameOf(in XmlAttribute attribute)
    {
        int skipped = attribute.PrefixLength == 0 ? 0 : attribute.PrefixLength + 1;
        return _bytes.Slice(attribute.NameStart + skipped, attribute.NameLength - skipped);
    }

    /// <summary>An attribute's value; valid until the next start tag.</summary>
    internal readonly ReadOnlySpan<byte> ValueOf(in XmlAttribute attribute) =>
        attribute.IsResolved ? _space.AttributeValues.Slice(attribute.ValueStart, attribute.ValueLength) : _bytes.Slice(attribute.ValueStart, attribute.ValueLength);

    /// <summary>How many namespace declarations are in force.</summary>
    internal readonly int BindingCount => _bindingCount;

    /// <summary>A namespace declaration that is in force.</summary>
    internal readonly ref readonly NamespaceBinding BindingAt(int index) => ref _space.Bindings[index];

    internal readonly ReadOnlySpan<byte> PrefixOf(in NamespaceBinding binding) => _bytes.Slice(binding.PrefixStart, binding.PrefixLength);

    internal readonly ReadOnlySpan<byte> UriOf(in NamespaceBinding binding) => binding.Resolved ?? _bytes.Slice(binding.UriStart, binding.UriLength);

    /// <summary>The namespace that is in force for names without a prefix; empty for none.</summary>
    internal readonly ReadOnlySpan<byte> UriOfElement(int depth)
    {
        ref readonly OpenElement element = ref _space.Open[depth - 1];
        return FindBinding(_bytes.Slice(element.NameStart, element.PrefixLength)) is >= 0 and int found ? UriOf(in _space.Bindings[found]) : default;
    }

    /// <summary>Reads the next token.</summary>
    internal XmlToken Read()
    {
        if (_endsAtOnce)
        {
            _endsAtOnce = false;
            return Close();
        }

        if (TokenStart == 0 && !_hasRoot && !SkipDeclaration()) return XmlToken.Fault;
        while (_at < _bytes.Length)
        {
            TokenStart = _at;
            if (_bytes[_at] != '<')
            {
                if (Depth > 0) return ReadText();
                if (!SkipOutside()) return XmlToken.Fault;
                continue;
            }

            if (_at + 1 == _bytes.Length) return Truncated();
            switch (_bytes[_at + 1])
            {
                case (byte)'/':
                    return EndTag();
                case (byte)'?':
                    if (!SkipInstruction()) return XmlToken.Fault;
                    break;
                case (byte)'!':
                    ReadOnlySpan<byte> rest = _bytes[_at..];
                    if (rest.StartsWith("<![CDATA["u8)) return ReadSection();
                    if (!SkipComment()) return XmlToken.Fault;
                    break;
                default:
                    return StartTag();
            }
        }

        if (Depth > 0) return Truncated();
        return _hasRoot ? XmlToken.End : Stop(MessageErrorCodes.NotWellFormed, _at, "There is no element; expected one.");
    }

    // ---- What a reader expects ----

    /// <summary>The namespace of names without a prefix, see <see cref="NamespaceTable"/>.</summary>
    internal readonly int DefaultNamespace => _defaultNamespace;

    /// <summary>
    /// Whether a tag other than an end tag comes next, with nothing but blanks before it. Reads nothing: for a reader that
    /// knows which tag it expects.
    /// </summary>
    /// <param name="at">Where it begins.</param>
    /// <param name="head">Its first eight bytes as a number.</param>
    internal readonly bool IsBeforeTag(out int at, out ulong head)
    {
        at = _at;
        head = 0;
        ReadOnlySpan<byte> bytes = _bytes;
        // Blanks beyond a line's worth are read, and bounded, as any text is.
        int last = Math.Min(bytes.Length, _at + BlanksMax) - sizeof(ulong);
        while (at <= last && IsBlank(bytes[at])) at++;
        if (at > last || _endsAtOnce) return false;
        head = BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);
        return (head & 0xFF) == '<' && (head & 0xFF00) != '/' << 8;
    }

    /// <summary>Whether a start tag stands there.</summary>
    internal readonly bool IsAt(XmlTag tag, int at, ulong head) => tag.IsAt(head, _bytes[at..]);

    /// <summary>Reads an element with nothing but a plain text in it, as a whole. Where there is more to it, nothing is read.</summary>
    /// <param name="tag">Its tag, which stands there.</param>
    /// <param name="at">Where it begins, see <see cref="IsBeforeTag"/>.</param>
    /// <param name="start">Where the text begins.</param>
    /// <param name="length">How long it is.</param>
    /// <returns>Where the element ends; 0 where it is not as plain as that.</returns>
    internal readonly int MeasureLeaf(XmlTag tag, int at, out int start, out int length)
    {
        start = at + tag.Open.Length;
        ReadOnlySpan<byte> content = _bytes[start..];
        length = content.IndexOfAny(TextStops);
        if (length < 0 || length > _limits.TextBytesMax || ElementCount == _limits.ElementsMax || Depth == _limits.DepthMax) return 0;
        return content[length..].StartsWith(tag.Close) ? start + length + tag.Close.Length : 0;
    }

    /// <summary>Goes behind an element that has been measured.</summary>
    internal void PassLeaf(int at, int end)
    {
        ElementCount++;
        TokenStart = at;
        _at = end;
    }

    /// <summary>Reads a start tag that stands there. Where that is beyond a bound, nothing is read.</summary>
    internal bool TryOpen(XmlTag tag, int at)
    {
        if (ElementCount == _limits.ElementsMax || Depth == _limits.DepthMax) return false;
        ElementCount++;
        if (Depth == _space.Open.Length) _space.GrowOpen();
        ref OpenElement element = ref _space.Open[Depth++];
        element.NameStart = at + 1;
        element.NameLength = tag.Open.Length - 2;
        element.PrefixLength = 0;
        element.BindingsBefore = _bindingCount;
        element.TagStart = at;
        TokenStart = at;
        _at = at + tag.Open.Length;
        AttributeCount = 0;
        Namespace = _defaultNamespace;
        return true;
    }

    // ---- Tags ----

    private XmlToken StartTag()
    {
        int nameStart = _at + 1;
        if (!MeasureName(nameStart, out int nameLength, out int prefixLength)) return XmlToken.Fault;
        if (Depth == 0 && _hasRoot) return Stop(MessageErrorCodes.NotWellFormed, _at, "There is a second element beside the first; expected one root element.");
        if (++ElementCount > _limits.ElementsMax) return Over(MessageErrorCodes.Elements, $"There are more than {_limits.ElementsMax} elements.");
        if (Depth == _limits.DepthMax) return Over(MessageErrorCodes.Depth, $"Elements are nested more than {_limits.DepthMax} deep.");
        _hasRoot = true;
        if (Depth == _space.Open.Length) _space.GrowOpen();
        ref OpenElement element = ref _space.Open[Depth++];
        element.NameStart = nameStart;
        element.NameLength = nameLength;
        element.PrefixLength = prefixLength;
        element.BindingsBefore = _bindingCount;
        element.TagStart = _at;
        _at = nameStart + nameLength;
        AttributeCount = 0;
        if (_at == _bytes.Length) return Truncated();
        if (_bytes[_at] == '>') _at++;
        else if (!ReadAttributes()) return XmlToken.Fault;
        if (prefixLength == 0) Namespace = _defaultNamespace;
        else if (!TryResolve(_bytes.Slice(nameStart, prefixLength), nameStart, out int number)) return XmlToken.Fault;
        else Namespace = number;
        return XmlToken.StartElement;
    }

    private XmlToken EndTag()
    {
        if (Depth == 0) return Stop(MessageErrorCodes.NotWellFormed, _at, "An end tag has no start tag.");
        ref OpenElement element = ref _space.Open[Depth - 1];
        ReadOnlySpan<byte> name = _bytes.Slice(element.NameStart, element.NameLength);
        ReadOnlySpan<byte> rest = _bytes[(_at + 2)..];
        if (!rest.StartsWith(name)) return WrongEndTag(name, rest);
        int at = _at + 2 + name.Length;
        while (at < _bytes.Length && IsBlank(_bytes[at])) at++;
        if (at == _bytes.Length) return Truncated();
        if (_bytes[at] != '>') return WrongEndTag(name, rest);
        _at = at + 1;
        return Close();
    }

    private XmlToken WrongEndTag(ReadOnlySpan<byte> name, ReadOnlySpan<byte> rest)
    {
        if (name.StartsWith(rest)) return Truncated();
        int length = 0;
        while (length < rest.Length && length < 60 && rest[length] != '>' && rest[length] != '<' && !IsBlank(rest[length])) length++;
        return Stop(MessageErrorCodes.NotWellFormed, _at, $"Found the end tag '{Show(rest[..length])}'; expected the end of '{Show(name)}'.");
    }

    private XmlToken Close()
    {
        int before = _space.Open[--Depth].BindingsBefore;
        if (_bindingCount == before) return XmlToken.EndElement;
        _bindingCount = before;
        _defaultNamespace = FindBinding(default) is >= 0 and int found ? _space.Bindings[found].Namespace : NamespaceTable.None;
        return XmlToken.EndElement;
    }

    /// <summary>Measures a name with or without a prefix.</summary>
    private bool MeasureName(int start, out int length, out int prefixLength)
    {
        prefixLength = 0;
        length = NameCharacters.Measure(_bytes[start..]);
        int end = start + length;
        if (length > 0 && end < _bytes.Length && _bytes[end] == ':')
        {
            int local = NameCharacters.Measure(_bytes[(end + 1)..]);
            prefixLength = length;
            length += 1 + local;
            if (local == 0) return Deny(end + 1, "A name ends with a colon; expected the rest of it.");
        }

        if (length > _limits.NameBytesMax) return Deny(MessageErrorKind.Limit, MessageErrorCodes.NameLength, start, $"A name is longer than {_limits.NameBytesMax} bytes.");
        return length > 0 || Deny(start, "expected a name");
    }

    // ---- Attributes ----

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
            }

            for (int j = 0; j < i; j++)
            {
                if (HaveOneName(in attribute, in _space.Attributes[j]))
                    return Deny(attribute.NameStart, $"The attribute '{Show(_bytes.Slice(attribute.NameStart, attribute.NameLength))}' is there twice; expected once.");
            }
        }

        return true;
    }

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

    // ---- Texts ----

    private XmlToken ReadText()
    {
        int start = _at;
        int length = 0;
        _textIsResolved = false;
        while (true)
        {
            int found = _bytes[(start + length)..].IndexOfAny(TextStops);
            if (found < 0) return TextAtEnd(start);
            length += found;
            byte stop = _bytes[start + length];
            if (stop == '<') break;
            if (stop != ']') return ReadResolvedText();
            if (_bytes[(start + length)..].StartsWith("]]>"u8)) return Stop(MessageErrorCodes.NotWellFormed, start + length, "Found ']]>' in a text; expected ']]&gt;'.");
            length++;
        }

        if (length > _limits.TextBytesMax) return TooLong(start) ? XmlToken.Text : XmlToken.Fault;
        _textStart = start;
        _textLength = length;
        _at = start + length;
        return XmlToken.Text;
    }

    private XmlToken ReadResolvedText()
    {
        int start = _at;
        ByteStore text = _space.Text;
        text.Clear();
        while (true)
        {
            ReadOnlySpan<byte> rest = _bytes[_at..];
            int length = rest.IndexOfAny(TextStops);
            if (length < 0) return TextAtEnd(start);
            text.Add(rest[..length]);
            _at += length;
            if (_at - start > _limits.TextBytesMax) return TooLong(start) ? XmlToken.Text : XmlToken.Fault;
            switch (rest[length])
            {
                case (byte)'<':
                    _textIsResolved = true;
                    return XmlToken.Text;
                case (byte)'&':
                    if (!ReadReference(text)) return XmlToken.Fault;
                    break;
                case (byte)'\r':
                    text.Add((byte)'\n');
                    _at += rest.Length > length + 1 && rest[length + 1] == '\n' ? 2 : 1;
                    break;
                default:
                    if (rest[length..].StartsWith("]]>"u8)) return Stop(MessageErrorCodes.NotWellFormed, _at, "Found ']]>' in a text; expected ']]&gt;'.");
                    text.Add((byte)']');
                    _at++;
                    break;
            }
        }
    }

    private XmlToken TextAtEnd(int start) =>
        _bytes.Length - start > _limits.TextBytesMax ? TooLong(start) ? XmlToken.Text : XmlToken.Fault : Truncated();

    private XmlToken ReadSection()
    {
        if (Depth == 0) return Stop(MessageErrorCodes.NotWellFormed, _at, "Found a CDATA section beside the root element; expected nothing there.");
        int start = _at + "<![CDATA["u8.Length;
        int length = _bytes[start..].IndexOf("]]>"u8);
        if ((length < 0 ? _bytes.Length - start : length) > _limits.TextBytesMax) return TooLong(_at) ? XmlToken.Text : XmlToken.Fault;
        if (length < 0) return Truncated();
        _at = start + length + 3;
        ReadOnlySpan<byte> content = _bytes.Slice(start, length);
        _textIsResolved = content.Contains((byte)'\r');
        _textStart = start;
        _textLength = length;
        if (!_textIsResolved) return XmlToken.Text;
        ByteStore text = _space.Text;
        text.Clear();
        for (int i = 0; i < content.Length; i++)
        {
            if (content[i] != '\r') text.Add(content[i]);
            else if (i + 1 == content.Length || content[i + 1] != '\n') text.Add((byte)'\n');
        }

        return XmlToken.Text;
    }

    private bool ReadReference(ByteStore target)
    {
        ReadOnlySpan<byte> rest = _bytes[_at..];
        int length;
        if (rest.StartsWith("&amp;"u8)) (length, _) = (5, Put(target, '&'));
        else if (rest.StartsWith("&lt;"u8)) (length, _) = (4, Put(target, '<'));
        else if (rest.StartsWith("&gt;"u8)) (length, _) = (4, Put(target, '>'));
        else if (rest.StartsWith("&quot;"u8)) (length, _) = (6, Put(target, '"'));
        else if (rest.StartsWith("&apos;"u8)) (length, _) = (6, Put(target, '\''));
        else if (rest.StartsWith("&#"u8)) return ReadCharacterReference(target);
        else
        {
            int name = NameCharacters.Measure(rest.Slice(1, Math.Min(rest.Length - 1, _limits.NameBytesMax)));
            if (name + 1 == rest.Length) return Truncated() != XmlToken.Fault;
            return name > 0 && rest[name + 1] == ';'
                ? Deny(MessageErrorKind.Forbidden, MessageErrorCodes.Entity, _at,
                    "A reference to an entity was found; only &amp; &lt; &gt; &quot; &apos; and character references are taken.")
                : Deny(_at, "Found '&' alone; expected '&amp;'.");
        }

        _at += length;
        return true;
    }

    private static bool Put(ByteStore target, char character)
    {
        target.Add((byte)character);
        return true;
    }

    private bool ReadCharacterReference(ByteStore target)
    {
        ReadOnlySpan<byte> rest = _bytes[(_at + 2)..];
        bool isHexadecimal = rest is [(byte)'x', ..];
        if (isHexadecimal) rest = rest[1..];
        int value = 0;
        int digits = 0;
        for (; digits < rest.Length; digits++)
        {
            int digit = rest[digits] switch
            {
                >= (byte)'0' and <= (byte)'9' => rest[digits] - '0',
                >= (byte)'a' and <= (byte)'f' when isHexadecimal => rest[digits] - 'a' + 10,
                >= (byte)'A' and <= (byte)'F' when isHexadecimal => rest[digits] - 'A' + 10,
                _ => -1,
            };
            if (digit < 0) break;
            // Beyond the last character there is nothing to count: leading zeros may be many, though.
            value = Math.Min((value * (isHexadecimal ? 16 : 10)) + digit, 0x110000);
        }

        if (digits == rest.Length) return Truncated() != XmlToken.Fault;
        if (digits == 0 || rest[digits] != ';') return Deny(_at, "A character reference is not complete; expected digits and ';'.");
        if (!Rune.TryCreate(value, out Rune rune) || !XmlBytes.IsCharacter(rune))
            return Deny(_at, $"The reference '{Show(_bytes.Slice(_at, Math.Min(LongestReference, _bytes.Length - _at)))}' is no character of XML.");
        target.Add(rune);
        _at += 2 + (isHexadecimal ? 1 : 0) + digits + 1;
        return true;
    }

    // ---- What is read over ----

    private bool SkipDeclaration()
    {
        ReadOnlySpan<byte> rest = _bytes[_at..];
        if (!rest.StartsWith("<?xml"u8) || (rest.Length > 5 && !IsBlank(rest[5]) && rest[5] != '?')) return true;
        TokenStart = _at;
        _at += 5;
        string? previous = null;
        while (true)
        {
            int blanks = SkipBlanks();
            if (_at == _bytes.Length) return Truncated() != XmlToken.Fault;
            if (_bytes[_at] == '?') break;
            ReadOnlySpan<byte> left = _bytes[_at..];
            string? name = left.StartsWith("version"u8) ? "version" : left.StartsWith("encoding"u8) ? "encoding" : left.StartsWith("standalone"u8) ? "standalone" : null;
            bool inOrder = (name, previous) is ("version", null) or ("encoding", "version") or ("standalone", "version" or "encoding");
            if (blanks == 0 || !inOrder) return Deny(_at, "The XML declaration is not in order; expected version, encoding, standalone.");
            previous = name;
            _at += name!.Length;
            if (!ReadDeclared(out ReadOnlySpan<byte> value)) return false;
            bool right = name switch
            {
                "version" => value.SequenceEqual("1.0"u8),
                "standalone" => value.SequenceEqual("yes"u8) || value.SequenceEqual("no"u8),
                _ => Ascii.EqualsIgnoreCase(value, "UTF-8"u8),
            };
            if (!right) return Deny(_at, $"The XML declaration has {name} '{Show(value)}'; expected version 1.0, encoding UTF-8, standalone yes or no.");
        }

        if (previous is null) return Deny(_at, "The XML declaration has no version; expected 1.0.");
        _at++;
        return Expect((byte)'>');
    }

    private bool ReadDeclared(out ReadOnlySpan<byte> value)
    {
        value = default;
        SkipBlanks();
        if (!Expect((byte)'=')) return false;
        SkipBlanks();
        if (_at == _bytes.Length) return Truncated() != XmlToken.Fault;
        byte quote = _bytes[_at];
        if (quote is not ((byte)'"' or (byte)'\'')) return Deny(_at, "expected a value in quotation marks");
        int length = _bytes[(_at + 1)..].IndexOf(quote);
        if (length < 0) return Truncated() != XmlToken.Fault;
        value = _bytes.Slice(_at + 1, length);
        _at += length + 2;
        return true;
    }

    private bool SkipOutside()
    {
        SkipBlanks();
        return _at == _bytes.Length || _bytes[_at] == '<' || Deny(_at, "Found text beside the root element; expected nothing there.");
    }

    private bool SkipComment()
    {
        ReadOnlySpan<byte> rest = _bytes[_at..];
        if (!rest.StartsWith("<!--"u8))
        {
            if ("<!--"u8.StartsWith(rest) || "<![CDATA["u8.StartsWith(rest)) return Truncated() != XmlToken.Fault;
            return Depth == 0 || rest.StartsWith("<!DOCTYPE"u8)
                ? Deny(MessageErrorKind.Forbidden, MessageErrorCodes.DocumentType, _at, "A document type declaration (<!DOCTYPE) or another declaration was found; messages have none.")
                : Deny(_at, "expected a comment or a CDATA section");
        }

        int end = rest[4..].IndexOf("--"u8);
        if (end < 0 || end + 6 == rest.Length) return Truncated() != XmlToken.Fault;
        if (rest[end + 6] != '>') return Deny(_at + 4 + end, "Found '--' within a comment; expected '-->'.");
        _at += end + 7;
        return true;
    }

    private bool SkipInstruction()
    {
        int length = NameCharacters.Measure(_bytes[(_at + 2)..]);
        ReadOnlySpan<byte> rest = _bytes[(_at + 2 + length)..];
        if (rest.IsEmpty || rest is [(byte)'?']) return Truncated() != XmlToken.Fault;
        if (length == 0) return Deny(_at + 2, "expected the name of a processing instruction");
        if (Ascii.EqualsIgnoreCase(_bytes.Slice(_at + 2, length), "xml"u8))
            return Deny(_at, "An XML declaration stands elsewhere than at the very beginning, or is written otherwise than '<?xml'.");
        if (!IsBlank(rest[0]) && !rest.StartsWith("?>"u8)) return Deny(_at + 2 + length, "expected a blank or '?>'");
        int end = rest.IndexOf("?>"u8);
        if (end < 0) return Truncated() != XmlToken.Fault;
        _at += 2 + length + end + 2;
        return true;
    }

    private int SkipBlanks()
    {
        int start = _at;
        while (_at < _bytes.Length && IsBlank(_bytes[_at])) _at++;
        return _at - start;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    private bool Expect(byte wanted)
    {
        if (_at == _bytes.Length) return Truncated() != XmlToken.Fault;
        if (_bytes[_at] != wanted) return Deny(_at, $"expected '{(char)wanted}'");
        _at++;
        return true;
    }

    // ---- Faults ----

    private XmlToken Truncated() => Stop(
        MessageErrorCodes.Truncated, _bytes.Length, Depth > 0 ? $"The XML ends too early: '{Show(_bytes.Slice(_space.Open[Depth - 1].NameStart, _space.Open[Depth - 1].NameLength))}' is still open." : "The XML ends too early.");

    private bool TooLong(int at) => Deny(MessageErrorKind.Limit, MessageErrorCodes.TextLength, at, $"A text or attribute value has more than {_limits.TextBytesMax} bytes.");

    private XmlToken Over(string code, string text)
    {
        Deny(MessageErrorKind.Limit, code, TokenStart, text);
        return XmlToken.Fault;
    }

    private XmlToken Stop(string code, int at, string text)
    {
        Deny(MessageErrorKind.NotWellFormed, code, at, text);
        return XmlToken.Fault;
    }

    /// <summary>Stops because of what stands at a place; at the end of the bytes, because it stands there no more.</summary>
    private bool Deny(int at, string text)
    {
        if (!text.StartsWith("expected", StringComparison.Ordinal)) return Deny(MessageErrorKind.NotWellFormed, MessageErrorCodes.NotWellFormed, at, text);
        if (at >= _bytes.Length) return Truncated() != XmlToken.Fault;
        Rune.DecodeFromUtf8(_bytes[at..], out Rune found, out _);
        return Deny(MessageErrorKind.NotWellFormed, MessageErrorCodes.NotWellFormed, at, $"Found '{found}'; {text}.");
    }

    private bool Deny(MessageErrorKind kind, string code, int at, string text)
    {
        Fault = new XmlFault(kind, code, at, ErrorText.Cut(text));
        return false;
    }

    private static string Show(ReadOnlySpan<byte> bytes) => ErrorText.Cut(Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 400)]), 100);
}

/// <summary>What a tokeniser may find.</summary>
internal enum XmlToken
{
    /// <summary>An element begins; an empty one ends with the next token.</summary>
    StartElement = 1,

    /// <summary>An element ends.</summary>
    EndElement = 2,

    /// <summary>A run of characters or a CDATA section; one text may come in several.</summary>
    Text = 3,

    /// <summary>The message ends.</summary>
    End = 4,

    /// <summary>It cannot be read on, see <see cref="XmlTokenizer.Fault"/>.</summary>
    Fault = 5,
}
