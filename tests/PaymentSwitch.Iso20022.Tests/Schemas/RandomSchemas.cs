using System.Globalization;
using System.Text;

namespace PaymentSwitch.Iso20022.Tests.Schemas;

/// <summary>Made-up schemas and messages for them: more than ISO 20022 has, so that the compiler is not only right where it is used.</summary>
internal static class RandomSchemas
{
    internal const string Namespace = "urn:iso:std:iso:20022:tech:xsd:test.001.001.01";

    /// <summary>A schema for <c>Document</c> with this in it.</summary>
    internal static string Schema(string content, string more = "") =>
        $"""
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="{Namespace}" targetNamespace="{Namespace}" elementFormDefault="qualified">
          <xs:element name="Document"><xs:complexType>{content}</xs:complexType></xs:element>{more}
        </xs:schema>
        """;

    internal static string Message(string content) => $"""<Document xmlns="{Namespace}">{content}</Document>""";

    /// <summary>A content model of a few levels, in which no name comes twice: so that it is never ambiguous.</summary>
    internal static string Model(Random random)
    {
        char next = 'a';
        return Particle(random, depth: 0, ref next);
    }

    /// <summary>Elements as they may come of such a model, and some as they may not.</summary>
    internal static string Elements(Random random)
    {
        var elements = new StringBuilder();
        for (int i = random.Next(12); i > 0; i--) elements.Append(CultureInfo.InvariantCulture, $"<{(char)('a' + random.Next(8))}/>");
        return elements.ToString();
    }

    private static string Particle(Random random, int depth, ref char next)
    {
        if (depth > 0 && (depth == 3 || random.Next(2) == 0)) return $"<xs:element name=\"{next++}\"{Bounds(random)}><xs:complexType/></xs:element>";
        string kind = random.Next(2) == 0 ? "sequence" : "choice";
        var parts = new StringBuilder();
        for (int i = random.Next(1, 4); i > 0; i--) parts.Append(Particle(random, depth + 1, ref next));
        return $"<xs:{kind}{Bounds(random)}>{parts}</xs:{kind}>";
    }

    private static string Bounds(Random random)
    {
        int least = random.Next(3);
        string most = random.Next(4) switch { 0 => "unbounded", 1 => "1", _ => (least + random.Next(3)).ToString(CultureInfo.InvariantCulture) };
        if (most == "1") least = random.Next(2);
        if (most == "0") most = "1";
        return $" minOccurs=\"{least}\" maxOccurs=\"{most}\"";
    }
}
