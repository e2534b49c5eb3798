using static PaymentSwitch.Iso20022.Tests.Differential.WellFormedness.XmlCase;

namespace PaymentSwitch.Iso20022.Tests.Differential.WellFormedness;

/// <summary>Blanks and line ends, wherever they may stand. What they become is not asked here: only whether they may be there.</summary>
internal static class LineEndCases
{
    internal static IReadOnlyList<XmlCase> All { get; } =
    [
        GoodText("a line feed", "\n"),
        GoodText("a carriage return", "\r"),
        GoodText("both", "\r\n"),
        GoodText("both the other way round", "\n\r"),
        GoodText("two carriage returns", "\r\r"),
        GoodText("a carriage return at the end of the text", "x\r"),
        GoodText("a next-line character", "\u0085"),
        GoodText("a carriage return and a next-line character", "\r\u0085"),
        GoodText("a line separator", "\u2028"),
        GoodText("a paragraph separator", "\u2029"),
        Good("line ends of all kinds around the root", "\r\n\n\r<a/>\r\r\n\n"),
        Good("carriage returns in a tag", "<a\rb='1'\rc='2'\r/>"),
        Good("carriage returns in an end tag", "<a></a\r>"),
        Good("a carriage return in a value", "<a b='1\r2'/>"),
        Good("line ends in a comment before the root", "<!--\r-->\r<a/>"),
        Good("line ends in a declaration", "<?xml\rversion='1.0'\r?>\r<a/>"),
        Good("a carriage return as the last byte", "<a/>\r"),
        Bad("a next-line character in a tag", "<a\u0085b='1'/>"),
        Bad("a line separator in a tag", "<a\u2028b='1'/>"),
        Bad("a next-line character before the root", "\u0085<a/>"),
        Bad("a next-line character in the declaration", "<?xml\u0085version='1.0'?><a/>"),
        Bad("a vertical tab in a tag", "<a\vb='1'/>"),
        Bad("a form feed in a tag", "<a\f/>"),
        Bad("a form feed before the root", "\f<a/>"),
        Bad("an ideographic space in a tag", "<a\u3000b='1'/>"),
        Bad("a zero-width space in a tag", "<a\u200Bb='1'/>"),
    ];
}
