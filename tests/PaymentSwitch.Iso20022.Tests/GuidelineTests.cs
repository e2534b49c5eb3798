using System.Text;
using System.Xml.Linq;
using System.Xml.Schema;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Schemas;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>The usage guidelines against the base schemas: never looser, and stricter only where it is said.</summary>
public sealed class GuidelineTests
{
    private static readonly MessageLimits Wide = new() { BytesMax = 16 * 1024 * 1024, ElementsMax = 1_000_000 };

    private static readonly string[] Messages = ["pacs.008.001.08", "pacs.002.001.10", "pacs.028.001.03", "admi.002.001.01"];

    public static TheoryData<string, int> EveryMessageAndAlternative()
    {
        var data = new TheoryData<string, int>();
        foreach (string definition in Messages)
        {
            for (int alternative = 0; alternative < 6; alternative++) data.Add(definition, alternative);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryMessageAndAlternative))]
    public void Every_element_of_the_base_schema_may_be_there(string definition, int alternative)
    {
        IReadOnlyDictionary<string, XmlSchemaSet> schemas = Reference.BaseSchemas();
        string ns = "urn:iso:std:iso:20022:tech:xsd:" + definition;
        XElement header = new SchemaInstances(schemas["urn:iso:std:iso:20022:tech:xsd:head.001.001.02"], alternative).Write("AppHdr");
        XElement document = new SchemaInstances(schemas[ns], alternative).Write("Document");
        Assert.True(Reference.IsValid(schemas[ns], document.ToString()), "the instance is not valid against the base schema");

        MessageReadResult result = new MessageReader(Examples.Reader.Schemas, Wide)
            .Read(Encoding.UTF8.GetBytes(new XElement("Message", header, document).ToString()));

        Assert.True(result.Message is not null, string.Join("\n", result.Errors));
    }

    [Fact]
    public void Whatever_is_accepted_is_valid_against_the_base_schema_and_only_the_number_of_transactions_is_restricted()
    {
        IReadOnlyDictionary<string, XmlSchemaSet> schemas = Reference.BaseSchemas();
        var reader = new MessageReader(Examples.Reader.Schemas, Wide);
        var random = new Random(20022);
        List<string> looser = [];
        List<string> stricter = [];
        int accepted = 0;
        int refused = 0;
        foreach (XElement original in Originals(schemas))
        {
            XmlSchemaSet set = schemas[original.Name.NamespaceName];
            int rounds = original.Descendants().Count() > 500 ? 60 : 150;
            for (int round = 0; round < rounds; round++)
            {
                var mutant = new XElement(original);
                string what = Mutations.Apply(mutant, random);
                string xml = mutant.ToString(SaveOptions.DisableFormatting);
                bool ours = reader.Read(Encoding.UTF8.GetBytes(xml)).Message is not null;
                bool theirs = Reference.IsValid(set, xml);
                if (ours) accepted++;
                else refused++;
                if (ours && !theirs) looser.Add(what);
                if (theirs && !ours && !HasOtherTransactionCount(mutant)) stricter.Add(what);
            }
        }

        Assert.Empty(looser);
        Assert.Empty(stricter);
        // Both sides of the border were really visited.
        Assert.True(accepted > 500 && refused > 1500, $"{accepted} accepted, {refused} refused");
    }

    private static bool HasOtherTransactionCount(XElement document) => document.Elements().Single().Elements()
        .Count(element => element.Name.LocalName is "CdtTrfTxInf" or "TxInfAndSts" or "TxInf") != (document.Name.NamespaceName.Contains("admi") ? 0 : 1);

    private static IEnumerable<XElement> Originals(IReadOnlyDictionary<string, XmlSchemaSet> schemas)
    {
        foreach (string definition in Messages)
        {
            for (int alternative = 0; alternative < 2; alternative++)
                yield return new SchemaInstances(schemas["urn:iso:std:iso:20022:tech:xsd:" + definition], alternative).Write("Document");
        }

        string root = Path.Combine(Reference.Need(), "samples");
        foreach (string[] columns in File.ReadLines(Path.Combine(root, "VERDICTS.tsv")).Skip(1).Select(line => line.Split('\t')))
        {
            if (!Messages.Contains(columns[2]) || columns[3] != "valid") continue;
            XElement? document = XDocument.Load(Path.Combine(root, columns[0], columns[1]))
                .Descendants(XName.Get("Document", "urn:iso:std:iso:20022:tech:xsd:" + columns[2])).FirstOrDefault();
            if (document is not null) yield return new XElement(document);
        }
    }
}
