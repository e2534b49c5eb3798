using System.Text;
using System.Xml.Schema;

namespace PaymentSwitch.Iso20022.Tests.Differential;

/// <summary>The judges do not follow what an instance says of where schemas lie: they would not judge by the same schema.</summary>
public sealed class SchemaHintTests : IDisposable
{
    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("schemas");

    public void Dispose() => _scratch.Delete(recursive: true);

    [Fact]
    public void A_schema_that_the_instance_points_to_is_not_loaded()
    {
        string known = Write("known.xsd", "urn:example:known", """
            <xs:element name="a"><xs:complexType><xs:sequence><xs:any namespace="##any" processContents="lax"/></xs:sequence></xs:complexType></xs:element>
            """);
        string hinted = Write("hinted.xsd", "urn:example:hinted", """<xs:element name="number" type="xs:int"/>""");
        byte[] instance = Encoding.UTF8.GetBytes($"""
            <a xmlns="urn:example:known" xmlns:xsi="{XmlSchema.InstanceNamespace}" xsi:schemaLocation="urn:example:hinted {hinted}"><number xmlns="urn:example:hinted">none</number></a>
            """);
        var set = new XmlSchemaSet();
        set.Add(null, known);
        set.Compile();

        Assert.Equal(VerdictKind.Valid, new DotNetVerdict(new Dictionary<string, XmlSchemaSet> { ["urn:example:known"] = set }).Judge(instance).Kind);
        LibXml2Verdict.Need();
        using var libxml = new LibXml2Verdict(new Dictionary<string, string> { ["urn:example:known"] = known });
        Assert.Equal(VerdictKind.Valid, libxml.Judge(instance).Kind);
    }

    [Fact]
    public void A_file_that_is_no_schema_is_refused_by_libxml2_with_its_reason()
    {
        LibXml2Verdict.Need();
        string broken = Path.Combine(_scratch.FullName, "broken.xsd");
        File.WriteAllText(broken, "<xs:schema");
        var error = Assert.Throws<InvalidOperationException>(() => new LibXml2Schema(broken));
        Assert.Contains(broken, error.Message);
    }

    private string Write(string name, string ns, string declarations)
    {
        string file = Path.Combine(_scratch.FullName, name);
        File.WriteAllText(file, $"""
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{ns}" elementFormDefault="qualified">{declarations}</xs:schema>
            """);
        return file;
    }
}
