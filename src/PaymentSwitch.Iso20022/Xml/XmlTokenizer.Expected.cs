using System.Buffers.Binary;

namespace PaymentSwitch.Iso20022.Xml;

/// <content>What a reader that knows its schema may ask for: the next element, told at a stroke.</content>
internal ref partial struct XmlTokenizer
{
    /// <summary>The namespace of names without a prefix, see <see cref="NamespaceTable"/>.</summary>
    internal readonly int DefaultNamespace => _defaultNamespace;

    /// <summary>
    /// Whether a tag comes next, with nothing but blanks before it. Reads nothing: for a reader that knows which tags it
    /// expects.
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
        return (head & 0xFF) == '<';
    }

    /// <summary>Whether a tag that begins so is an end tag.</summary>
    internal static bool IsEndTag(ulong head) => (head & 0xFF00) == '/' << 8;

    /// <summary>Reads the end tag of the innermost element that is open, where it stands there as it mostly does; otherwise nothing is read.</summary>
    /// <param name="tag">That element's tag.</param>
    /// <param name="at">Where the end tag begins.</param>
    internal bool TryClose(XmlTag tag, int at)
    {
        if (_space.Open[Depth - 1].PrefixLength != 0 || !tag.IsClosedAt(_bytes[at..])) return false;
        TokenStart = at;
        _at = at + tag.Close.Length;
        Close();
        return true;
    }

    /// <summary>Whether a start tag stands there whose first bytes do.</summary>
    internal readonly bool IsAt(XmlTag tag, int at) => tag.GoesOn(_bytes[at..]);

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
        return tag.IsClosedAt(content[length..]) ? start + length + tag.Close.Length : 0;
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
}
