using System.Text;
using System.Xml.Linq;
using System.Xml.Schema;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Schemas;
using PaymentSwitch.Iso20022.Tests.Differential;

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

        MessageReadResult result = new MessageReader(SchemaCatalogue.LoadShipped(), Wide)
            .Read(Encoding.UTF8.GetBytes(new XElement("Message", header, document).ToString()));

        Assert.True(result.Message is not null, string.Join("\n", result.Errors));
    }

    [Fact]
    public void Whatever_is_accepted_is_valid_against_the_base_schema_and_only_the_number_of_transactions_is_restricted()
    {
        var restricted = new KnownDeviation(
            "another number of transactions", "Our guidelines take exactly one transaction in a message.",
            one => one.Framework.Kind == VerdictKind.Valid && one.Subject.Kind == VerdictKind.Invalid && HasOtherTransactionCount(one.Bytes));

        DifferentialResult result = Differential.Differential.Run(
            20022, 3000, MessageSources.OfBaseSchemas().Only(Messages), new MessageReaderVerdict(SchemaCatalogue.LoadShipped()),
            [.. KnownDeviations.OfReader, restricted]);

        Assert.True(result.FailureCount == 0, $"{result}\n{string.Join("\n\n", result.Failures)}");
        // Both sides of the border were really visited, and so was the restriction.
        Assert.True(result.Kinds[VerdictKind.Valid] > 500 && result.Kinds[VerdictKind.Invalid] > 1000 && result.Deviations[restricted.Name] > 0, result.ToString());
    }

    private static bool HasOtherTransactionCount(byte[] bytes)
    {
        XElement document = XDocument.Load(new MemoryStream(bytes)).Root!;
        int count = document.Elements().Single().Elements().Count(element => element.Name.LocalName is "CdtTrfTxInf" or "TxInfAndSts" or "TxInf");
        return count != 1;
    }
}
