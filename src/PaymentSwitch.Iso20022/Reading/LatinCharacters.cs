using System.Buffers;
using System.Text;
using PaymentSwitch.Domain.Payments;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Xml;

namespace PaymentSwitch.Iso20022.Reading;

/// <summary>The Latin set that every bank of the SEPA schemes must take in: letters, digits, blank, and eleven marks.</summary>
internal static class LatinCharacters
{
    private const int TextsMax = 50;

    private static readonly MessageLimits Unbounded = new()
    {
        DepthMax = int.MaxValue, AttributesPerElementMax = int.MaxValue, ElementsMax = int.MaxValue, NameBytesMax = int.MaxValue, TextBytesMax = int.MaxValue,
    };

    private const string Set = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ";
    private static readonly SearchValues<byte> Allowed = SearchValues.Create(Encoding.ASCII.GetBytes(Set));
    private static readonly SearchValues<char> AllowedCharacters = SearchValues.Create(Set);

    /// <summary>The index of the first character outside the set; -1 for none.</summary>
    internal static int FirstBeyond(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(AllowedCharacters);

    /// <summary>The texts of a document with a character outside the set, the first fifty.</summary>
    /// <param name="original">A message that has been read before.</param>
    internal static IReadOnlyList<PlacedText> FindBeyond(OriginalMessage original)
    {
        ReadOnlySpan<byte> bytes = original.Bytes.Span;
        var xml = new XmlTokenizer(bytes, Unbounded, NamespaceTable.Empty, new XmlWorkspace(new MessageLimits()));
        List<PlacedText>? found = null;
        int documentDepth = 0;
        while (xml.Read() is var token and not (XmlToken.End or XmlToken.Fault))
        {
            if (token == XmlToken.StartElement && xml.TokenStart == original.DocumentStart) documentDepth = xml.Depth;
            if (documentDepth == 0) continue;
            if (xml.Depth < documentDepth) break;
            if (token != XmlToken.Text || IsBlank(xml.Text) || xml.Text.IndexOfAnyExcept(Allowed) < 0) continue;
            (found ??= []).Add(new PlacedText(PathOf(in xml, documentDepth), Encoding.UTF8.GetString(xml.Text)));
            if (found.Count == TextsMax) break;
        }

        return found ?? (IReadOnlyList<PlacedText>)[];
    }

    private static bool IsBlank(ReadOnlySpan<byte> text) => text.IndexOfAnyExcept(" \t\r\n"u8) < 0;

    private static string PathOf(in XmlTokenizer xml, int documentDepth)
    {
        var path = new StringBuilder();
        for (int depth = documentDepth; depth <= xml.Depth; depth++) path.Append('/').Append(Encoding.UTF8.GetString(xml.LocalNameAt(depth)));
        return path.ToString();
    }
}
