using System.Buffers;

namespace PaymentSwitch.Iso20022.Reading;

/// <summary>
/// Walks the markup of a message once, on the bytes, and enforces the bounds before anything is built from it. Also
/// says where <c>Document</c> lies, in bytes. It does not judge well-formedness: on markup that it cannot follow it stops
/// and leaves the verdict to the reader behind it. What is well-formed it follows exactly.
/// </summary>
internal ref struct MarkupScanner
{
    // How far behind a '&' a ';' is looked for: without a bound, a run of '&' would take time by its square.
    private const int EntityNameBytesMax = 64;

    private static readonly SearchValues<byte> NameEnds = SearchValues.Create(" \t\r\n/>"u8);
    private static readonly SearchValues<byte> NoEntityName = SearchValues.Create(" \t\r\n<&"u8);

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly MessageLimits _limits;
    private readonly int _wantedOrdinal;
    private int _at;
    private int _depth;
    private int _ordinal;
    private int _documentDepth;

    /// <param name="bytes">The message.</param>
    /// <param name="limits">The bounds.</param>
    /// <param name="wantedOrdinal">Which element to locate, counted from 1; 0 for the first one named <c>Document</c>.</param>
    internal MarkupScanner(ReadOnlySpan<byte> bytes, MessageLimits limits, int wantedOrdinal = 0)
    {
        _bytes = bytes;
        _limits = limits;
        _wantedOrdinal = wantedOrdinal;
    }

    /// <summary>How many elements were met.</summary>
    internal readonly int ElementCount => _ordinal;

    /// <summary>Which element was located, counted from 1 in document order; 0 for none.</summary>
    internal int DocumentOrdinal { get; private set; }

    /// <summary>Where its start tag begins, in bytes.</summary>
    internal int DocumentStart { get; private set; }

    /// <summary>Where its end tag ends, in bytes; 0 where it was not reached.</summary>
    internal int DocumentEnd { get; private set; }

    /// <summary>Walks to the end. Says what is over a bound or forbidden; null for nothing.</summary>
    internal MessageError? Run()
    {
        _at = EncodingCheck.ByteOrderMarkLength(_bytes);
        while (_at < _bytes.Length)
        {
            int length = _bytes[_at..].IndexOf((byte)'<');
            ReadOnlySpan<byte> text = length < 0 ? _bytes[_at..] : _bytes.Slice(_at, length);
            if (CheckText(text, _at) is { } wrongText) return wrongText;
            if (length < 0) return null;
            _at += length;
            if (!Markup(out MessageError? error)) return error;
        }

        return null;
    }

    private bool Markup(out MessageError? error)
    {
        error = null;
        ReadOnlySpan<byte> rest = _bytes[_at..];
        if (rest.StartsWith("</"u8)) return EndTag(rest);
        if (rest.StartsWith("<!--"u8)) return SkipBehind(rest, 4, "-->"u8);
        if (rest.StartsWith("<![CDATA["u8))
        {
            int start = _at;
            bool closed = SkipBehind(rest, 9, "]]>"u8);
            error = TooLong(start, (closed ? _at : _bytes.Length) - start, "A CDATA section");
            return closed && error is null;
        }

        if (rest.StartsWith("<?"u8)) return SkipBehind(rest, 2, "?>"u8);
        if (rest.StartsWith("<!"u8))
        {
            error = Error(MessageErrorKind.Forbidden, MessageErrorCodes.DocumentType, _at,
                "A document type declaration (<!DOCTYPE) or another declaration was found; messages have none.");
            return false;
        }

        return StartTag(rest, out error);
    }

    private bool SkipBehind(ReadOnlySpan<byte> rest, int from, ReadOnlySpan<byte> end)
    {
        int found = rest[Math.Min(from, rest.Length)..].IndexOf(end);
        if (found < 0) return false;
        _at += from + found + end.Length;
        return true;
    }

    private bool EndTag(ReadOnlySpan<byte> rest)
    {
        int close = rest.IndexOf((byte)'>');
        if (close < 0 || _depth == 0) return false;
        _at += close + 1;
        Leave();
        return true;
    }

    private void Leave()
    {
        if (_documentDepth == _depth && DocumentEnd == 0 && DocumentOrdinal != 0) DocumentEnd = _at;
        _depth--;
    }

    private bool StartTag(ReadOnlySpan<byte> rest, out MessageError? error)
    {
        int nameLength = rest[1..].IndexOfAny(NameEnds);
        error = nameLength > _limits.NameBytesMax || (nameLength < 0 && rest.Length > _limits.NameBytesMax)
            ? Error(MessageErrorKind.Limit, MessageErrorCodes.NameLength, _at, $"A name is longer than {_limits.NameBytesMax} bytes.")
            : null;
        if (nameLength < 0 || error is not null) return false;

        int start = _at;
        _ordinal++;
        _depth++;
        if (_ordinal > _limits.ElementsMax)
            error = Error(MessageErrorKind.Limit, MessageErrorCodes.Elements, start, $"There are more than {_limits.ElementsMax} elements.");
        else if (_depth > _limits.DepthMax)
            error = Error(MessageErrorKind.Limit, MessageErrorCodes.Depth, start, $"Elements are nested more than {_limits.DepthMax} deep.");
        if (error is not null) return false;

        if (IsWanted(rest.Slice(1, nameLength)))
        {
            DocumentOrdinal = _ordinal;
            DocumentStart = start;
            _documentDepth = _depth;
        }

        _at += 1 + nameLength;
        return Attributes(start, out error);
    }

    private readonly bool IsWanted(ReadOnlySpan<byte> name)
    {
        if (_wantedOrdinal != 0) return _ordinal == _wantedOrdinal;
        return DocumentOrdinal == 0 && name.EndsWith("Document"u8) && (name.Length == 8 || name[^9] == ':');
    }

    private bool Attributes(int start, out MessageError? error)
    {
        error = null;
        int count = 0;
        while (_at < _bytes.Length)
        {
            int found = _bytes[_at..].IndexOfAny((byte)'>', (byte)'"', (byte)'\'');
            int nameBytes = found < 0 ? _bytes.Length - _at : found;
            if (nameBytes > _limits.NameBytesMax * 2)
            {
                error = Error(MessageErrorKind.Limit, MessageErrorCodes.NameLength, _at, $"A name is longer than {_limits.NameBytesMax} bytes.");
                return false;
            }

            if (found < 0) return false;
            _at += found;
            if (_bytes[_at] == '>')
            {
                bool empty = _bytes[_at - 1] == '/';
                _at++;
                if (empty) Leave();
                return true;
            }

            if (++count > _limits.AttributesPerElementMax)
            {
                error = Error(MessageErrorKind.Limit, MessageErrorCodes.Attributes, start,
                    $"An element has more than {_limits.AttributesPerElementMax} attributes.");
                return false;
            }

            int close = _bytes[(_at + 1)..].IndexOf(_bytes[_at]);
            ReadOnlySpan<byte> value = close < 0 ? _bytes[(_at + 1)..] : _bytes.Slice(_at + 1, close);
            error = CheckText(value, _at + 1);
            if (close < 0 || error is not null) return false;
            _at += close + 2;
        }

        return false;
    }

    private readonly MessageError? CheckText(ReadOnlySpan<byte> text, int at)
    {
        if (TooLong(at, text.Length, "A text or attribute value") is { } tooLong) return tooLong;
        int offset = 0;
        while (text[offset..].IndexOf((byte)'&') is var ampersand and >= 0)
        {
            offset += ampersand + 1;
            ReadOnlySpan<byte> reference = text[offset..];
            bool known = reference.StartsWith("#"u8) || reference.StartsWith("amp;"u8) || reference.StartsWith("lt;"u8)
                || reference.StartsWith("gt;"u8) || reference.StartsWith("quot;"u8) || reference.StartsWith("apos;"u8);
            int end = reference[..Math.Min(reference.Length, EntityNameBytesMax)].IndexOf((byte)';');
            // A lone '&' is not well-formed, which the reader says; with a name behind it, it asks for an entity.
            if (!known && end > 0 && reference[..end].IndexOfAny(NoEntityName) < 0)
            {
                return Error(MessageErrorKind.Forbidden, MessageErrorCodes.Entity, at + offset - 1,
                    "A reference to an entity was found; only &amp; &lt; &gt; &quot; &apos; and character references are taken.");
            }
        }

        return null;
    }

    private readonly MessageError? TooLong(int at, int length, string what) => length <= _limits.TextBytesMax
        ? null
        : Error(MessageErrorKind.Limit, MessageErrorCodes.TextLength, at, $"{what} has more than {_limits.TextBytesMax} bytes.");

    private readonly MessageError Error(MessageErrorKind kind, string code, int at, string text)
    {
        (int line, int column) = TextPosition.Of(_bytes, at);
        return new MessageError(kind, code, null, line, column, text);
    }
}
