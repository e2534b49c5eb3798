using System.Buffers;
using System.Text;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>What characters XML 1.0 allows, and which of them can be written as they are, one byte each.</summary>
internal static class XmlCharacters
{
    /// <summary>Printable ASCII apart from what XML reserves.</summary>
    internal static SearchValues<char> Plain { get; } = SearchValues.Create(
        Enumerable.Range(' ', 0x7F - ' ').Select(code => (char)code).Where(c => c is not ('&' or '<' or '>' or '"')).ToArray());

    /// <summary>Whether XML 1.0 allows a character at all.</summary>
    internal static bool IsAllowed(Rune rune) =>
        rune.Value is '\t' or '\n' or '\r' or (>= 0x20 and <= 0xFFFD) or >= 0x10000;
}
