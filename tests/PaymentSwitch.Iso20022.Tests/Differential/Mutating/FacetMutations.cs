using System.Globalization;
using System.Xml.Schema;

namespace PaymentSwitch.Iso20022.Tests.Differential.Mutating;

/// <summary>Texts at the borders of what the simple types take.</summary>
internal static class FacetMutations
{
    private static readonly int[] Lengths = [0, 1, 2, 3, 4, 5, 6, 10, 11, 15, 16, 17, 34, 35, 36, 70, 71, 105, 106, 128, 129, 140, 141, 350, 351, 1025, 1026, 2048, 2049, 20_000, 20_001];

    internal static readonly string[] Dates =
    [
        "2026-11-21", "2024-02-29", "2026-02-29", "2000-02-29", "1900-02-29", "2100-02-29", "2026-02-30", "2026-04-31", "2026-12-31", "2026-12-32", "2026-13-01", "2026-00-10",
        "2026-01-00", "0001-01-01", "9999-12-31", "2026-1-1", "26-11-21", "02026-11-21", "2026/11/21", "20261121", "2026-11", "2026-11-21Z", "2026-11-21z", "2026-11-21+01:00",
        "2026-11-21-14:00", "2026-11-21+14:00", "2026-11-21+14:01", "2026-11-21+15:00", "2026-11-21-00:00", "2026-11-21+00:60", "2026-11-21+1:00", "2026-11-21+0100", "2026-11-21 Z",
        " 2026-11-21", "2026-11-21 ", "\n2026-11-21\t", "2026- 11-21", "\u00A02026-11-21", "2026-11-21\u0085", "2026-11-21T00:00:00", "２０２６-11-21", "+2026-11-21", "2026-11-2x", "0000-01-01", "-0001-01-01", "-2026-11-21",
        "10000-01-01", "12026-11-21", "-0000-01-01", "99999-01-01", "-0001-02-29", "0004-02-29",
    ];

    internal static readonly string[] DateTimes =
    [
        "2026-11-21T05:00:00", "2026-11-21T05:00:00Z", "2026-11-21T05:00:00z", "2026-11-21t05:00:00Z", "2026-11-21T05:00:00.1", "2026-11-21T05:00:00.123456789Z", "2026-11-21T05:00:00.12345678901234567890",
        "2026-11-21T05:00:00.", "2026-11-21T05:00:00.Z", "2026-11-21T24:00:00", "2026-11-21T24:00:00Z", "2026-12-31T24:00:00Z", "9999-12-31T24:00:00", "2026-11-21T24:00:00.000", "2026-11-21T24:00:00.001",
        "2026-11-21T24:00:01", "2026-11-21T24:01:00", "2026-11-21T25:00:00", "2026-11-21T23:59:59.999", "2026-11-21T23:59:60", "2026-11-21T23:60:00", "2026-11-21T05:00", "2026-11-21T05:00Z", "2026-11-21T5:00:00",
        "2026-11-21 05:00:00", "2026-11-21", "2026-02-29T05:00:00", "2024-02-29T05:00:00", "2026-11-21T05:00:00+01:00", "2026-11-21T05:00:00+14:00", "2026-11-21T05:00:00-14:00", "2026-11-21T05:00:00+14:01",
        "2026-11-21T05:00:00+13:59", "2026-11-21T05:00:00-00:00", "2026-11-21T05:00:00+24:00", "2026-11-21T05:00:00-99:59", "2026-11-21T05:00:00+01", "2026-11-21T05:00:00+0100", "2026-11-21T05:00:00 +01:00", " 2026-11-21T05:00:00Z ",
        "2026-11-21T05:00:00Z\r\n", "2026-11-21T05:00:00Z\u00A0", "0001-01-01T00:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.9999999", "9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59.99999999", "2026-11-21T05:00:00,5", "T05:00:00", "2026-11-21T",
        "0000-01-01T00:00:00", "-0001-01-01T00:00:00Z", "-2026-11-21T05:00:00", "10000-01-01T00:00:00Z", "2026-11-21T05:00:00ZZ", "2026-11-21T05:00:0０",
    ];

    internal static readonly string[] Times =
        ["05:00:00", "05:00:00Z", "05:00:00.5", "05:00:00.1234567890", "24:00:00", "24:00:00Z", "24:00:00.0", "24:00:01", "23:59:59.999+14:00", "23:59:60", "5:00:00", "05:00", "05:00:00+01:00", "05:00:00+15:00", " 05:00:00 ", "\u00A005:00:00", "25:00:00", "05:60:00", "T05:00:00", "-05:00:00"];

    internal static readonly string[] Decimals =
    [
        "0", "-0", "+0", "00", "0.0", "1", "-1", "+1", "1.", ".1", ".", "-", "+", "", " ", "1.5", "+7.25", "-7.25", "-0.00", " 12.50 ", "\t12.50\n", "1 2", "\u00A01.5", "1.5\u2003", "1,5", "1,000.00", "1e3", "1E3", "1.5e-1", "0x10", "INF", "NaN", "١", "１",
        "007", "0000000000000000000000000000000000000001", "1.10000000000000000000000000000000000000", "1.12345", "1.123456", "1.12", "1.123", "123456789012345678", "1234567890123456789", "1234567890123.12345", "12345678901234.12345",
        "123456789012345.123", "999999999999999999", "99999999999999999.9", "9999999999999.99999", "1234567890.12345678901", "12345678901.1234567890", "12345678901.123456789", "0.00000000001", "0.0000000001", "100000000000000000", "1000000000000000000",
        "79228162514264337593543950335", "79228162514264337593543950336", "99999999999999999999999999999999999999999999", "--1", "+-1", "1-", "1.2.3", "1_000", "0.1000000000", "00000000000000000000012.50", "1.00001", "0.99999", "1/2", "12.50€",
    ];

    // More digits behind the point than the framework's decimals hold. See docs/iso20022-verdicts.md.
    internal static readonly string[] LongFractions =
        ["1.0000000000000000000000000000001", "0.00000000000000000000000000000000001", "12.5000000000000000000000000000000000001", "1.1234500000000000000000000000000009"];

    internal static readonly string[] Booleans = ["true", "false", "1", "0", "True", "TRUE", "yes", "no", "", " true ", "\ntrue", "tru", "\u00A0true", "true false", "01", "2", "-0"];

    internal static readonly string[] Years = ["2026", "2026Z", "2026+01:00", "0001", "9999", "10000", "26", "-2026", "0000", "2026-11", "2026-13", "2026-00", "2026-11Z", " 2026 ", "\u00A02026", "2026-1", "--11", "2026-11-21"];

    internal static readonly string[] Binaries = ["", "QQ==", "QUI=", "QUJD", "QQ=", "QQ", "Q===", "QQ==QQ==", "Q U J D", "QUJ\nD", "QUJ-", "====", " QUJD ", "QR==", "QUJDé"];

    internal static readonly string[] Texts =
    [
        "", " ", "  ", "x", "0", "-", "true", "EUR", "EUR\n", "EUR\n\n", "eur", "EU", "EURO", "E1R", " EUR", "EUR ", "DE", "de", "D", "DEU", "BANKDEFF", "BANKDEFFXXX", "bankdeff", "BANKDEF", "BANKDEFFXX", "BANKDEFFXXXX", "B4NKDEFFXXX", "BANKD3FFXXX",
        "DE89370400440532013000", "DE8", "DE89", "de89370400440532013000", "DE893704004405320130001234567890123", "DE8937040044053201300012345678901234", "b1f2a3c4-d5e6-4789-8abc-def012345678", "B1F2A3C4-D5E6-4789-8ABC-DEF012345678",
        "b1f2a3c4-d5e6-1789-8abc-def012345678", "b1f2a3c4-d5e6-4789-cabc-def012345678", "b1f2a3c4d5e647898abcdef012345678", "b1f2a3c4-d5e6-4789-8abc-def01234567", "b1f2a3c4-d5e6-4789-8abc-def012345678 ",
        "CLRG", "SLEV", "slev", "SLEV ", " SLEV", "ACCP", "NORM", "INDA", "a\nb", "a\tb", "\n", "ä€😀", "😀😀", "😀😀😀", "😀😀😀😀", "😀😀😀😀😀", "123456789012345", "1234567890123456", "12345", "+49-123456", "+49-", "+4-1", "+1234-1", "+49-(0)1-2+3", "49-123", "5299000J2N45DDNE4Y28", "5299000J2N45DDNE4Y2",
        "AB1d", "AB1", "AB1dE", "é", "１２", "٣", "x\u00A0", "\u00A0", "12", "1", "123", "1234", "DUM", "B01", "X01",
    ];

    internal static IReadOnlyList<Mutation> All { get; } = [ByType, ByType, ByType, AnyText, Length, LengthByFacet, Longer, AttributeValue, LeadingOrTrailing, Digit];

    private static string? Set(Mutant mutant, ElementPlace leaf, string value)
    {
        string path = mutant.Path(leaf);
        mutant.Replace(leaf.ContentStart, leaf.ContentEnd, value);
        return $"'{(value.Length > 60 ? value[..60] + "…" : value)}' in {path}";
    }

    private static string? ByType(Mutant mutant)
    {
        if (mutant.PickLeaf() is not { } leaf) return null;
        string[] values = mutant.TypeOf(leaf)?.Datatype?.TypeCode switch
        {
            XmlTypeCode.Date => Dates,
            XmlTypeCode.DateTime => DateTimes,
            XmlTypeCode.Time => Times,
            XmlTypeCode.Decimal => mutant.Random.Next(20) == 0 ? LongFractions : Decimals,
            XmlTypeCode.Boolean => Booleans,
            XmlTypeCode.GYear or XmlTypeCode.GYearMonth => Years,
            XmlTypeCode.Base64Binary => Binaries,
            _ => Texts,
        };
        return Set(mutant, leaf, mutant.Pick(values));
    }

    private static string? AnyText(Mutant mutant)
    {
        if (mutant.PickLeaf() is not { } leaf) return null;
        string[] values = mutant.Pick<string[]>([Dates, DateTimes, Times, Decimals, Booleans, Years, Binaries, Texts]);
        return Set(mutant, leaf, mutant.Pick(values));
    }

    private static string? Length(Mutant mutant) =>
        mutant.PickLeaf() is { } leaf ? Set(mutant, leaf, Repeated(mutant, mutant.Pick(Lengths))) : null;

    private static string? LengthByFacet(Mutant mutant)
    {
        if (mutant.PickLeaf() is not { } leaf || mutant.TypeOf(leaf) is not { } type) return null;
        List<int> bounds = [];
        for (XmlSchemaType? at = type; at is XmlSchemaSimpleType { Content: XmlSchemaSimpleTypeRestriction restriction }; at = at.BaseXmlSchemaType)
        {
            bounds.AddRange(restriction.Facets.OfType<XmlSchemaFacet>()
                .Where(facet => facet is XmlSchemaMaxLengthFacet or XmlSchemaMinLengthFacet or XmlSchemaLengthFacet)
                .Select(facet => int.Parse(facet.Value!, CultureInfo.InvariantCulture)));
        }

        return bounds.Count == 0 ? null : Set(mutant, leaf, Repeated(mutant, Math.Max(0, mutant.Pick(bounds) + mutant.Random.Next(-1, 2))));
    }

    private static string Repeated(Mutant mutant, int length) => mutant.Random.Next(6) switch
    {
        0 => new string('7', length),
        1 => new string(' ', length),
        2 => new string('é', length),
        // Two code units, one character.
        3 => string.Concat(Enumerable.Repeat("😀", length)),
        4 => string.Concat(Enumerable.Repeat("&#x41;", length)),
        _ => new string('Y', length),
    };

    private static string? Longer(Mutant mutant)
    {
        if (mutant.PickLeaf() is not { } leaf) return null;
        string path = mutant.Path(leaf);
        string more = mutant.Pick(["1", " ", "x", "\n", "0", ".", "Z", "-", "&#10;", "😀"]);
        mutant.Insert(leaf.ContentEnd, more);
        return $"'{more}' behind the text of {path}";
    }

    private static string? LeadingOrTrailing(Mutant mutant)
    {
        if (mutant.PickLeaf() is not { } leaf) return null;
        string path = mutant.Path(leaf);
        string blank = mutant.Pick([" ", "\t", "\n", "\r\n", "\r", "  ", "&#32;", "&#9;", "&#10;", "&#13;", "\u00A0", "\u2003", "\u0085", "\uFEFF", "<!-- -->", "<![CDATA[ ]]>"]);
        mutant.Insert(mutant.Random.Next(2) == 0 ? leaf.ContentStart : leaf.ContentEnd, blank);
        return $"blank '{blank}' at the text of {path}";
    }

    private static string? Digit(Mutant mutant)
    {
        if (mutant.PickLeaf() is not { } leaf || leaf.ContentEnd == leaf.ContentStart) return null;
        string path = mutant.Path(leaf);
        int at = mutant.Random.Next(leaf.ContentStart, leaf.ContentEnd);
        char with = mutant.Pick<char>([.. "0123456789-+.:TZeE ,aAzZ"]);
        mutant.Replace(at, at + 1, with.ToString());
        return $"'{with}' in the text of {path}";
    }

    private static string? AttributeValue(Mutant mutant)
    {
        if (StructureMutations.PickWithAttribute(mutant) is not { } element) return null;
        AttributePlace attribute = mutant.Pick(element.Attributes);
        string path = mutant.Path(element);
        string value = mutant.Pick(["EUR", "eur", "", "EU", "EURO", " EUR", "EUR ", "E\nR", "&#69;UR", "EUR&#10;", "E&amp;R", "XXX", "ÄÖÜ", "123", "EUR\u00A0", "<", "&", "\"", "'"]);
        mutant.Replace(attribute.ValueStart, attribute.ValueEnd, value);
        return $"attribute value '{value}' on {path}";
    }
}
