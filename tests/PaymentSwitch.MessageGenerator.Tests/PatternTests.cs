using System.Security;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace PaymentSwitch.MessageGenerator.Tests;

/// <summary>Types that no guideline here has: other patterns, types that contain themselves, and what is refused.</summary>
public sealed class PatternTests
{
    [Theory]
    [InlineData("[A-Z]{6,6}[A-Z2-9][A-NP-Z0-9]([A-Z0-9]{3,3}){0,1}", null, null)]
    [InlineData("[BEOVW]{1,1}[0-9]{2,2}|DUM", null, null)]
    [InlineData(@"\+[0-9]{1,3}-[0-9()+\-]{1,30}", null, null)]
    [InlineData(@"[0-9a-zA-Z/\-\?:\(\)\.,'\+ ]+", 1, 35)]
    [InlineData(@"([0-9a-zA-Z\-\?:\(\)\.,'\+ ]([0-9a-zA-Z\-\?:\(\)\.,'\+ ]*(/[0-9a-zA-Z\-\?:\(\)\.,'\+ ])?)*)", null, 16)]
    [InlineData("[^a-z]{3}", null, null)]
    [InlineData(@"\d{2}\.\d*", 5, 8)]
    [InlineData("(a|bc){2,}x?", 4, 6)]
    [InlineData("[+-]?[0-9]{1,4}", null, null)]
    public void Values_match_a_pattern_and_its_lengths(string pattern, int? least, int? most)
    {
        string lengths = (least is { } l ? $"<xs:minLength value='{l}'/>" : "") + (most is { } m ? $"<xs:maxLength value='{m}'/>" : "");
        XmlSchemaSet schemas = Compile($"<xs:element name='Document'><xs:simpleType><xs:restriction base='xs:string'>{lengths}<xs:pattern value=\"{SecurityElement.Escape(pattern)}\"/></xs:restriction></xs:simpleType></xs:element>");
        Generator generator = Make(schemas);
        var random = new Random(1);
        var values = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < 300; i++)
        {
            byte[] message = generator.Next("test.001.001.01", random);
            Schemas.Validate(schemas, message);
            string value = XDocument.Load(new MemoryStream(message)).Root!.Value;
            Assert.Matches(new Regex($"^(?:{pattern})$"), value);
            values.Add(value);
        }

        Assert.True(values.Count > 3, $"only {string.Join(", ", values)}");
    }

    [Theory]
    [InlineData(@"\p{Lu}{3}", @"\p{Lu}{3}")]
    [InlineData("[a-z-[aeiou]]", "[a-z-[aeiou]]")]
    public void A_pattern_that_is_not_read_is_refused_with_its_type(string pattern, string named)
    {
        Generator generator = Make(Compile($"<xs:element name='Document' type='Odd'/><xs:simpleType name='Odd'><xs:restriction base='xs:string'><xs:pattern value='{pattern}'/></xs:restriction></xs:simpleType>"));
        GeneratorException refused = Assert.Throws<GeneratorException>(() => generator.Next("test.001.001.01", new Random(1)));
        Assert.Contains("Odd", refused.Message, StringComparison.Ordinal);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<xs:restriction base='xs:duration'/>")]
    [InlineData("<xs:restriction base='xs:decimal'><xs:minInclusive value='0.1'/><xs:maxInclusive value='0.9'/><xs:fractionDigits value='0'/></xs:restriction>")]
    [InlineData("<xs:list itemType='xs:string'/>")]
    [InlineData("<xs:restriction base='xs:date'><xs:minInclusive value='2999-01-01'/></xs:restriction>")]
    public void A_type_of_which_no_values_are_made_is_refused_by_name(string content)
    {
        Generator generator = Make(Compile($"<xs:element name='Document' type='Odd'/><xs:simpleType name='Odd'>{content}</xs:simpleType>"));
        Assert.Contains("Odd", Assert.Throws<GeneratorException>(() => generator.Next("test.001.001.01", new Random(1))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<xs:minInclusive value='0.01'/><xs:maxInclusive value='0.05'/><xs:fractionDigits value='2'/>", 0.01, 0.05)]
    [InlineData("<xs:minExclusive value='0'/><xs:maxExclusive value='3'/><xs:fractionDigits value='0'/>", 1, 2)]
    [InlineData("<xs:minInclusive value='-90'/><xs:maxInclusive value='90'/><xs:totalDigits value='4'/><xs:fractionDigits value='2'/>", -90, 90)]
    [InlineData("<xs:minInclusive value='999999999999999999'/>", 999999999999999999, 999999999999999999)]
    public void Numbers_are_within_their_bounds(string facets, double least, double most)
    {
        XmlSchemaSet schemas = Compile($"<xs:element name='Document'><xs:simpleType><xs:restriction base='xs:decimal'>{facets}</xs:restriction></xs:simpleType></xs:element>");
        Generator generator = Make(schemas);
        var random = new Random(1);
        for (int i = 0; i < 300; i++)
        {
            byte[] message = generator.Next("test.001.001.01", random);
            Schemas.Validate(schemas, message);
            Assert.InRange((double)XDocument.Load(new MemoryStream(message)).Root!, least, most);
        }
    }

    [Fact]
    public void A_type_that_contains_itself_comes_to_an_end()
    {
        XmlSchemaSet schemas = Compile("""
            <xs:element name='Document' type='Box'/>
            <xs:complexType name='Box'>
              <xs:choice>
                <xs:element name='Inner' type='Box' maxOccurs='unbounded'/>
                <xs:sequence><xs:element name='Left' type='Box'/><xs:element name='Right' type='Box' minOccurs='0' maxOccurs='3'/></xs:sequence>
                <xs:element name='Nm' type='xs:string'/>
              </xs:choice>
            </xs:complexType>
            """);
        var generator = new Generator(schemas, new GeneratorSettings { Now = Schemas.Now, OptionalProbability = 0.9, RepeatProbability = 0.9, DepthMax = 10, ElementsMax = 500 });
        var random = new Random(1);
        for (int i = 0; i < 200; i++)
        {
            byte[] message = generator.Next("test.001.001.01", random);
            Schemas.Validate(schemas, message);
            Assert.InRange(XDocument.Load(new MemoryStream(message)).Descendants().Count(), 1, 5_000);
        }

        IReadOnlyList<byte[]> covering = generator.Cover("test.001.001.01", random);
        Assert.All(covering, message => Schemas.Validate(schemas, message));
        Assert.Superset(new HashSet<string>(["/Document/Inner/Nm", "/Document/Left/Nm", "/Document/Right/Nm", "/Document/Nm"]), covering.SelectMany(Paths.Written).ToHashSet());
    }

    [Fact]
    public void A_message_that_could_never_end_is_refused()
    {
        Generator generator = Make(Compile("<xs:element name='Document' type='Box'/><xs:complexType name='Box'><xs:sequence><xs:element name='Inner' type='Box'/></xs:sequence></xs:complexType>"));
        Assert.Contains("contain itself", Assert.Throws<GeneratorException>(() => generator.Next("test.001.001.01", new Random(1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_definition_without_a_schema_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Make(Schemas.Ours("pacs.008.001.08")).Next("pacs.009.001.08", new Random(1)));
        Assert.Throws<GeneratorException>(() => SchemaFolder.Load(Path.Combine(AppContext.BaseDirectory, "none")));
        Assert.Throws<GeneratorException>(() => Make(new XmlSchemaSet()));
    }

    private static Generator Make(XmlSchemaSet schemas) => new(schemas, new GeneratorSettings { Now = Schemas.Now, LongestProbability = 0.1 });

    private static XmlSchemaSet Compile(string content)
    {
        var set = new XmlSchemaSet();
        using var reader = XmlReader.Create(new StringReader($"""
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:iso:std:iso:20022:tech:xsd:test.001.001.01" targetNamespace="urn:iso:std:iso:20022:tech:xsd:test.001.001.01" elementFormDefault="qualified">{content}</xs:schema>
            """));
        set.Add(null, reader);
        set.Compile();
        return set;
    }
}
