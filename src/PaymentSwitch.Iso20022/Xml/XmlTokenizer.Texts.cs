using System.Text;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Xml;

/// <content>Texts, CDATA sections and references.</content>
internal ref partial struct XmlTokenizer
{
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
}
