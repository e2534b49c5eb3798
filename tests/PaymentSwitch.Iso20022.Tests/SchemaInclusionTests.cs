using System.Xml;
using System.Xml.Schema;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>The comparison of schemas finds what it is there to find: each of these would be missed by a walk that sees too little.</summary>
public sealed class SchemaInclusionTests
{
    private const string Base = """
        <xs:element name="A" minOccurs="0" type="Text4"/>
        <xs:element name="B" type="Text4"/>
        <xs:choice><xs:element name="C" type="Code"/><xs:element name="D" type="Amount"/></xs:choice>
        <xs:element name="E" minOccurs="0" maxOccurs="3" type="Digits"/>
        """;

    private const string Types = """
        <xs:simpleType name="Text4"><xs:restriction base="xs:string"><xs:minLength value="1"/><xs:maxLength value="4"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="Code"><xs:restriction base="xs:string"><xs:enumeration value="X"/><xs:enumeration value="Y"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="Digits"><xs:restriction base="xs:string"><xs:pattern value="[0-9]{2,2}"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="Number">
          <xs:restriction base="xs:decimal"><xs:minInclusive value="0"/><xs:totalDigits value="9"/><xs:fractionDigits value="2"/></xs:restriction>
        </xs:simpleType>
        <xs:complexType name="Amount">
          <xs:simpleContent><xs:extension base="Number"><xs:attribute name="Ccy" type="Text4" use="required"/></xs:extension></xs:simpleContent>
        </xs:complexType>
        """;

    [Theory]
    [InlineData("", "")]
    [InlineData("""<xs:element name="A" minOccurs="0" type="Text4"/>""", "")]
    [InlineData("""minOccurs="0" maxOccurs="3" """, """minOccurs="2" maxOccurs="2" """)]
    [InlineData("""<xs:element name="C" type="Code"/>""", "")]
    [InlineData("""<xs:enumeration value="Y"/>""", "")]
    [InlineData("""<xs:maxLength value="4"/>""", """<xs:maxLength value="3"/>""")]
    [InlineData("[0-9]{2,2}", "[0-9]{2}")]
    [InlineData("""<xs:minInclusive value="0"/>""", """<xs:minInclusive value="1"/>""")]
    public void A_restriction_is_no_excess(string what, string by) => Assert.Empty(Beyond(Change(what, by), Schema(Base, Types)));

    [Theory]
    // Children.
    [InlineData("""<xs:element name="B" type="Text4"/>""", "", "Document: takes C at the beginning, expected A or B")]
    [InlineData("""<xs:element name="B" type""", """<xs:element name="B" minOccurs="0" type""", "Document: takes C at the beginning, expected A or B")]
    [InlineData("""<xs:element name="B" type""", """<xs:element name="B" maxOccurs="2" type""", "Document: takes B after B, expected C or D")]
    [InlineData("""maxOccurs="3" """, """maxOccurs="4" """, "Document: takes E after E, expected no such element")]
    [InlineData("""maxOccurs="3" """, """maxOccurs="unbounded" """, "Document: takes E after E, expected no such element")]
    [InlineData("""<xs:element name="C" type="Code"/>""", """<xs:element name="F" type="Code"/>""", "Document: takes F after B, expected C or D")]
    [InlineData("<xs:choice>", """<xs:choice minOccurs="0">""", "Document: may end after B, expected C or D")]
    [InlineData("""<xs:choice>""", """<xs:choice maxOccurs="2">""", "Document: takes C after C, expected no such element")]
    // Values.
    [InlineData("""<xs:maxLength value="4"/>""", """<xs:maxLength value="5"/>""", "Document/A: the length may be above 4")]
    [InlineData("""<xs:maxLength value="4"/>""", "", "Document/B: the length may be above 4")]
    [InlineData("""<xs:minLength value="1"/>""", "", "Document/A: the length may be below 1")]
    [InlineData("""<xs:enumeration value="Y"/>""", """<xs:enumeration value="Z"/>""", "Document/C: the value 'Z' is too many")]
    [InlineData("""<xs:element name="C" type="Code"/>""", """<xs:element name="C" type="Text4"/>""", "Document/C: any value is allowed, expected an enumeration")]
    [InlineData("[0-9]{2,2}", "[0-9]{2,3}", "Document/E: values need not match [0-9]{2}")]
    [InlineData("""<xs:fractionDigits value="2"/>""", """<xs:fractionDigits value="3"/>""", "Document/D: the fraction digits may be above 2")]
    [InlineData("""<xs:totalDigits value="9"/>""", "", "Document/D: the digits may be above 9")]
    [InlineData("""<xs:minInclusive value="0"/>""", """<xs:minInclusive value="-1"/>""", "Document/D: the value may be below 0")]
    [InlineData("""<xs:element name="A" minOccurs="0" type="Text4"/>""", """<xs:element name="A" minOccurs="0" type="xs:date"/>""",
        "Document/A: the values are of type Date, expected String")]
    // Attributes, and what is inside at all.
    [InlineData(""" use="required"/>""", "/>", "Document/D: the attribute Ccy may be absent")]
    [InlineData("""<xs:attribute name="Ccy" type="Text4" use="required"/>""", """<xs:attribute name="Cur" type="Text4"/>""", "Document/D: the attribute Cur is too many")]
    [InlineData("""<xs:attribute name="Ccy" type="Text4" use="required"/>""", "", "Document/D: the attribute Ccy cannot be there")]
    [InlineData("""<xs:attribute name="Ccy" type="Text4" """, """<xs:attribute name="Ccy" type="xs:string" """, "Document/D: attribute Ccy: the length may be above 4")]
    [InlineData("""<xs:element name="D" type="Amount"/>""", """<xs:element name="D" type="Number"/>""", "Document/D: the content is a XmlSchemaSimpleType, expected a XmlSchemaComplexType")]
    [InlineData("""<xs:element name="B" type="Text4"/>""", """<xs:element name="B" nillable="true" type="Text4"/>""", "Document/B: the element may be nil")]
    public void What_is_looser_is_named_with_its_path(string what, string by, string expected) =>
        Assert.Contains(expected, Beyond(Change(what, by), Schema(Base, Types)).Select(excess => excess.ToString()));

    [Fact]
    public void Checking_less_of_any_element_is_looser()
    {
        XmlSchemaElement lax = Schema("""<xs:any namespace="##any" processContents="lax"/>""", "");
        XmlSchemaElement skip = Schema("""<xs:any namespace="##any" processContents="skip"/>""", "");
        XmlSchemaElement named = Schema("""<xs:any namespace="urn:other" processContents="lax"/>""", "");

        Assert.Empty(Beyond(lax, lax));
        Assert.Empty(Beyond(lax, skip));
        Assert.NotEmpty(Beyond(skip, lax));
        Assert.NotEmpty(Beyond(lax, named));
    }

    private static IReadOnlyList<SchemaInclusion.Excess> Beyond(XmlSchemaElement inner, XmlSchemaElement outer) => SchemaInclusion.Beyond(inner, outer);

    private static XmlSchemaElement Change(string what, string by)
    {
        if (what.Length == 0) return Schema(Base, Types);
        Assert.Contains(what, Base + Types);
        return Schema(Base.Replace(what, by, StringComparison.Ordinal), Types.Replace(what, by, StringComparison.Ordinal));
    }

    private static XmlSchemaElement Schema(string content, string types)
    {
        string text = $"""
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:example" targetNamespace="urn:example" elementFormDefault="qualified">
            <xs:element name="Document"><xs:complexType><xs:sequence>{content}</xs:sequence></xs:complexType></xs:element>{types}
            </xs:schema>
            """;
        var set = new XmlSchemaSet();
        set.Add(null, XmlReader.Create(new StringReader(text)));
        set.Compile();
        return set.GlobalElements.Values.Cast<XmlSchemaElement>().Single();
    }
}
