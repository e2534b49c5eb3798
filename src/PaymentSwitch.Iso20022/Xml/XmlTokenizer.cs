using System.Buffers;
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
internal ref partial struct XmlTokenizer
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
}
