using System.Buffers;
using System.Text;

namespace PaymentSwitch.Iso20022.Xml;

/// <summary>Which characters XML 1.0 allows at all.</summary>
internal static class XmlBytes
{
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 0x0B, 0x0C, 0x0E, 0x0F, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E, 0x1F]);

    private static ReadOnlySpan<byte> Lead => [0xEF, 0xBF];

    /// <summary>Where the first character stands that XML does not allow, in UTF-8; -1 for nowhere.</summary>
    internal static int FirstForbidden(ReadOnlySpan<byte> utf8)
    {
        int control = utf8.IndexOfAny(Controls);
        ReadOnlySpan<byte> before = control < 0 ? utf8 : utf8[..control];
        // U+FFFE and U+FFFF.
        for (int at = 0; before[at..].IndexOf(Lead) is >= 0 and int found; at += found + 2)
            if (before[(at + found)..] is [_, _, 0xBE or 0xBF, ..]) return at + found;
        return control;
    }

    /// <summary>Whether XML allows a character.</summary>
    internal static bool IsCharacter(Rune rune) => rune.Value is >= 0x20 and not (0xFFFE or 0xFFFF) or '\t' or '\n' or '\r';
}
