using System.Text;
using System.Xml.Linq;
using System.Xml.Schema;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Schemas;
using PaymentSwitch.Iso20022.Tests.Differential;
using PaymentSwitch.MessageGenerator;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>The usage guidelines against the base schemas: never looser, and stricter only where it is said.</summary>
public sealed class GuidelineTests
{
    private static readonly MessageLimits Wide = new() { BytesMax = 16 * 1024 * 1024, ElementsMax = 1_000_000 };

    private static readonly string[] Messages = ["pacs.008.001.08", "pacs.002.001.10", "pacs.028.001.03", "admi.002.001.01"];

    public static TheoryData<string> EveryMessage() => [.. Messages];

    [Theory]
    [MemberData(nameof(EveryMessage))]
    public void Every_element_of_the_base_schema_may_be_there(string definition)
    {
        IReadOnlyDictionary<string, XmlSchemaSet> schemas = Reference.BaseSchemas();
        XElement[] headers = Cover(schemas, "head.001.001.02");
        XElement[] documents = Cover(schemas, definition);
        var reader = new MessageReader(SchemaCatalogue.LoadShipped(), Wide);
        for (int i = 0; i < Math.Max(headers.Length, documents.Length); i++)
        {
            XElement document = documents[i % documents.Length];
            Assert.True(Reference.IsValid(schemas[document.Name.NamespaceName], document.ToString()), "the instance is not valid against the base schema");

            MessageReadResult result = reader.Read(Encoding.UTF8.GetBytes(new XElement("Message", headers[i % headers.Length], document).ToString()));

            Assert.True(result.Message is not null, string.Join("\n", result.Errors));
        }
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

    // Messages that have every element of a base schema between them, texts at their greatest length.
    private static XElement[] Cover(IReadOnlyDictionary<string, XmlSchemaSet> schemas, string definition)
    {
        var settings = new GeneratorSettings { Now = DateTimeOffset.UnixEpoch.AddYears(56), LongestProbability = 1 };
        var generator = new Generator(schemas["urn:iso:std:iso:20022:tech:xsd:" + definition], settings);
        return [.. generator.Cover(definition, new Random(20022)).Select(message => XDocument.Load(new MemoryStream(message)).Root!)];
    }

    private static bool HasOtherTransactionCount(byte[] bytes)
    {
        XElement document = XDocument.Load(new MemoryStream(bytes)).Root!;
        int count = document.Elements().Single().Elements().Count(element => element.Name.LocalName is "CdtTrfTxInf" or "TxInfAndSts" or "TxInf");
        return count != 1;
    }
}
