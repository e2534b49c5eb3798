using System.Runtime.CompilerServices;
using System.Text;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Xml;

/// <content>What is read over: declaration, comments, processing instructions, blanks.</content>
internal ref partial struct XmlTokenizer
{
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
}
