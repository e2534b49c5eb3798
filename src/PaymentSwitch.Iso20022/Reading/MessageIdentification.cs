using System.Text;

namespace PaymentSwitch.Iso20022.Reading;

/// <summary>
/// Finds a message's id in bytes that could not be read as XML, so that the answer can say which message it is about.
/// A guess, used for nothing but that.
/// </summary>
internal static class MessageIdentification
{
    /// <summary>The longest id that a message can have, in characters.</summary>
    internal const int LengthMax = 35;

    /// <summary>The text of the first <c>BizMsgIdr</c>, else of the first <c>MsgId</c>; null where it is not a plain text of 1 to 35 characters.</summary>
    internal static string? Find(ReadOnlySpan<byte> bytes) => Find(bytes, "BizMsgIdr>"u8) ?? Find(bytes, "MsgId>"u8);

    private static string? Find(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> tag)
    {
        int at = bytes.IndexOf(tag);
        // Only a start tag will do, and only one of just this name.
        if (at < 1 || bytes[at - 1] is not ((byte)'<' or (byte)':')) return null;
        ReadOnlySpan<byte> text = bytes[(at + tag.Length)..];
        int end = text[..Math.Min(text.Length, (LengthMax * 4) + 1)].IndexOf((byte)'<');
        if (end < 1) return null;
        text = text[..end];
        if (text.ContainsAnyInRange<byte>(0, 0x1F) || text.Contains((byte)'&') || !System.Text.Unicode.Utf8.IsValid(text)) return null;
        string id = Encoding.UTF8.GetString(text);
        return Usable(id) ? id : null;
    }

    /// <summary>Whether an id can be referred to: 1 to 35 characters.</summary>
    internal static bool Usable(string? id) => id is { Length: > 0 and <= LengthMax } && !string.IsNullOrWhiteSpace(id);
}
