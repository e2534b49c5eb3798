using System.Text;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Xml;

/// <content>Why it cannot go on.</content>
internal ref partial struct XmlTokenizer
{
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
