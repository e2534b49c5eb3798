using System.Text;

namespace PaymentSwitch.Iso20022.Tests.Differential.Mutating;

/// <summary>Byte order marks, XML declarations, other encodings, invalid UTF-8, characters of all kinds.</summary>
internal static class EncodingMutations
{
    private static readonly string[] Declarations =
    [
        "<?xml version=\"1.0\"?>", "<?xml version='1.0' encoding='UTF-8'?>", "<?xml version='1.0' encoding='utf-8' standalone='yes'?>\r\n", "<?xml version='1.0' standalone='no' ?>\n", "<?xml version='1.1'?>", "<?xml version='1.0' encoding='ISO-8859-1'?>",
        "<?xml version='1.0' encoding='UTF-16'?>", "<?xml version='1.0' encoding='nope'?>", "<?xml encoding='UTF-8'?>", "<?xml version='1.0' standalone='maybe'?>", "<?xml version='1.0' standalone='yes' encoding='UTF-8'?>", "<?xml version='1.0'encoding='UTF-8'?>",
        " <?xml version='1.0'?>", "<?xml?>", "<?XML version='1.0'?>", "<?xml version=\"1.0'?>", "<?xml version='1.0' encoding=''?>", "<?xml\tversion = '1.0'\nencoding = \"UTF-8\"?>",
    ];

    private static readonly byte[][] Invalid =
    [
        [0x80], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xC0, 0x80], [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xFC], [0xC3, 0x28],
    ];

    private static readonly string[] Characters =
        ["\0", "\u0001", "\u0008", "\u000B", "\u000C", "\u001F", "\u007F", "\u0080", "\u0085", "\u00A0", "\u00AD", "\u200B", "\u2028", "\uD7FF", "\uE000", "\uFDD0", "\uFEFF", "\uFFFD", "\uFFFE", "\uFFFF", "\U00010000", "\U0001F600", "\U0010FFFF", "é", "e\u0301", "İ", "ſ", "K"];

    internal static IReadOnlyList<Mutation> All { get; } = [Mark, Declare, OtherEncoding, InvalidBytes, Character, CharacterAnywhere];

    private static string? Mark(Mutant mutant)
    {
        byte[] mark = mutant.Pick<byte[]>([[0xEF, 0xBB, 0xBF], [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF], [0xEF, 0xBB], [0xFF, 0xFE], [0xFE, 0xFF], [0xEF, 0xBB, 0xBF, 0x20]]);
        mutant.Replace(0, 0, mark);
        return $"first bytes {Convert.ToHexString(mark)}";
    }

    private static string? Declare(Mutant mutant)
    {
        string declaration = mutant.Pick(Declarations);
        int old = mutant.Bytes.AsSpan().StartsWith("<?xml "u8) ? mutant.Bytes.AsSpan().IndexOf("?>"u8) + 2 : 0;
        mutant.Replace(0, Math.Max(old, 0), declaration);
        return $"declaration {declaration}";
    }

    private static string? OtherEncoding(Mutant mutant)
    {
        string text = Encoding.UTF8.GetString(mutant.Bytes);
        Encoding encoding = mutant.Pick([Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.Latin1, Encoding.UTF32, Encoding.ASCII]);
        mutant.ReplaceAll([.. mutant.Random.Next(2) == 0 ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)]);
        return $"written in {encoding.WebName}";
    }

    private static string? InvalidBytes(Mutant mutant)
    {
        byte[] bytes = mutant.Pick(Invalid);
        int at = mutant.PickLeaf() is { } leaf && mutant.Random.Next(2) == 0 ? leaf.ContentEnd : mutant.Random.Next(mutant.Bytes.Length + 1);
        mutant.Replace(at, at, bytes);
        return $"bytes {Convert.ToHexString(bytes)} at {at}";
    }

    private static string? Character(Mutant mutant)
    {
        if (mutant.PickLeaf() is not { } leaf) return null;
        string path = mutant.Path(leaf);
        string character = mutant.Pick(Characters);
        mutant.Insert(mutant.Random.Next(2) == 0 ? leaf.ContentStart : leaf.ContentEnd, character);
        return $"U+{char.ConvertToUtf32(character, 0):X4} in the text of {path}";
    }

    private static string? CharacterAnywhere(Mutant mutant)
    {
        string character = mutant.Pick(Characters);
        int at = mutant.Random.Next(mutant.Bytes.Length + 1);
        mutant.Insert(at, character);
        return $"U+{char.ConvertToUtf32(character, 0):X4} at {at}";
    }
}
