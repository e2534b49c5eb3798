using System.Text;
using System.Text.Unicode;
using PaymentSwitch.Iso20022.Xml;

namespace PaymentSwitch.Iso20022.Reading;

/// <summary>Whether bytes are UTF-8, say nothing else of themselves, and hold only characters that XML allows.</summary>
internal static class EncodingCheck
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>How many bytes the byte order mark takes: 3 or 0.</summary>
    internal static int ByteOrderMarkLength(ReadOnlySpan<byte> bytes) => bytes.StartsWith(ByteOrderMark) ? 3 : 0;

    /// <summary>What is wrong with the encoding, or null.</summary>
    internal static MessageError? Check(ReadOnlySpan<byte> bytes)
    {
        if (OtherEncoding(bytes) is { } other)
            return new(MessageErrorKind.Encoding, MessageErrorCodes.NotUtf8, null, 1, 1, $"The message is encoded in {other}; expected UTF-8.");
        if (!Ascii.IsValid(bytes) && !Utf8.IsValid(bytes))
        {
            int offset = FirstInvalid(bytes);
            (int line, int column) = TextPosition.Of(bytes, offset);
            return new(MessageErrorKind.Encoding, MessageErrorCodes.NotUtf8, null, line, column,
                $"The byte 0x{bytes[offset]:X2} at offset {offset} is not UTF-8; expected UTF-8.");
        }

        if (XmlBytes.FirstForbidden(bytes) is >= 0 and int forbidden)
        {
            (int line, int column) = TextPosition.Of(bytes, forbidden);
            Rune.DecodeFromUtf8(bytes[forbidden..], out Rune found, out _);
            return new(MessageErrorKind.NotWellFormed, MessageErrorCodes.NotWellFormed, null, line, column, $"Found the character U+{found.Value:X4}, which XML does not allow.");
        }

        return CheckDeclaration(bytes[ByteOrderMarkLength(bytes)..]);
    }

    private static string? OtherEncoding(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] or [(byte)'<', 0, 0, 0, ..] or [0, 0, 0, (byte)'<', ..] => "UTF-32",
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [(byte)'<', 0, ..] or [0, (byte)'<', ..] => "UTF-16",
        [0x4C, 0x6F, 0xA7, 0x94, ..] => "EBCDIC",
        _ => null,
    };

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        int offset = 0;
        while (offset < bytes.Length && Rune.DecodeFromUtf8(bytes[offset..], out _, out int length) == System.Buffers.OperationStatus.Done)
            offset += length;
        return Math.Min(offset, bytes.Length - 1);
    }

    private static MessageError? CheckDeclaration(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith("<?xml "u8) && !bytes.StartsWith("<?xml\t"u8) && !bytes.StartsWith("<?xml\r"u8) && !bytes.StartsWith("<?xml\n"u8))
            return null;
        int end = bytes.IndexOf("?>"u8);
        if (end < 0) return null; // Cut off: reading will say so.
        ReadOnlySpan<byte> declaration = bytes[..end];
        int name = declaration.IndexOf("encoding"u8);
        if (name < 0) return null;
        ReadOnlySpan<byte> rest = declaration[(name + "encoding".Length)..].TrimStart(" \t\r\n"u8);
        if (rest is not [(byte)'=', ..]) return null; // Not well-formed: reading will say so.
        rest = rest[1..].TrimStart(" \t\r\n"u8);
        if (rest is not [(byte)'"' or (byte)'\'', ..]) return null;
        int close = rest[1..].IndexOf(rest[0]);
        if (close < 0) return null;
        ReadOnlySpan<byte> encoding = rest.Slice(1, close);
        if (Ascii.EqualsIgnoreCase(encoding, "UTF-8"u8)) return null;
        return new(MessageErrorKind.Encoding, MessageErrorCodes.EncodingDeclared, null, 1, 1,
            $"The XML declaration says encoding '{ErrorText.Cut(Encoding.UTF8.GetString(encoding), 40)}'; expected UTF-8.");
    }
}
