using System.Text;
using System.Xml.Linq;
using System.Xml.Schema;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Writing;
using PaymentSwitch.MessageGenerator;

namespace PaymentSwitch.Iso20022.Tests.Differential;

/// <summary>Valid messages of many definitions, and the schemas that they are valid against.</summary>
public sealed class MessageSources
{
    private MessageSources(SchemaFiles schemas, IEnumerable<MessageSource> messages)
    {
        Schemas = schemas;
        // What is longer the switch does not read anyway, and a whole bank statement with everything twice is some megabytes.
        Messages = messages.Where(message => message.Bytes.Length <= new MessageLimits().BytesMax).ToList();
        Assert.NotEmpty(Messages);
    }

    /// <summary>The schemas of all messages here.</summary>
    public SchemaFiles Schemas { get; }

    /// <summary>The messages: bare documents and headers.</summary>
    public IReadOnlyList<MessageSource> Messages { get; }

    /// <summary>Our guidelines: an instance for each alternative of their choices, what our writers write, and the samples that are valid against them, where there are samples.</summary>
    public static MessageSources OfGuidelines()
    {
        SchemaFiles schemas = SchemaFiles.Guidelines;
        byte[] written = Examples.Written(output => CreditTransferWriter.Write(output, null, Examples.Instruction));
        var small = new MessageSource("a written pacs.008", written, schemas.Sets["urn:iso:std:iso:20022:tech:xsd:" + CreditTransferWriter.MessageDefinition]);
        return new MessageSources(schemas, [small, .. Instances(schemas, 4), .. Reference.Root is null ? [] : Samples(schemas)]);
    }

    /// <summary>The base schemas: an instance for each alternative of their choices, and all samples that are valid. Skips the test where they are absent.</summary>
    public static MessageSources OfBaseSchemas()
    {
        SchemaFiles schemas = SchemaFiles.Base;
        return new MessageSources(schemas, [.. Instances(schemas, 2), .. Samples(schemas)]);
    }

    /// <summary>Those with a document of these definitions.</summary>
    public MessageSources Only(IReadOnlyCollection<string> definitions) => new(Schemas, Messages
        .Where(message => definitions.Any(definition => message.Schema == Schemas.Sets["urn:iso:std:iso:20022:tech:xsd:" + definition])));

    /// <summary>Any message. A long one less often: where much is alike, little is found.</summary>
    public MessageSource Pick(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        MessageSource one = Messages[random.Next(Messages.Count)];
        MessageSource other = Messages[random.Next(Messages.Count)];
        return one.Bytes.Length <= other.Bytes.Length ? one : other;
    }

    private static IEnumerable<MessageSource> Instances(SchemaFiles schemas, int alternatives)
    {
        var random = new Random(20022);
        var settings = new GeneratorSettings { Now = DateTimeOffset.UnixEpoch.AddYears(56) };
        foreach ((string ns, XmlSchemaSet set) in schemas.Sets.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            var generator = new Generator(set, settings);
            string definition = generator.Definitions.Single();
            // Those of the cover have every element between them; the others are as real ones are.
            IEnumerable<byte[]> made = generator.Cover(definition, random).Take(alternatives).Concat(Enumerable.Range(0, alternatives).Select(_ => generator.Next(definition, random)));
            int number = 0;
            foreach (byte[] message in made)
            {
                // Half of them indented, so that there are blanks to change.
                byte[] bytes = number % 2 == 0 ? message : Encoding.UTF8.GetBytes(XDocument.Load(new MemoryStream(message)).Root!.ToString());
                yield return new MessageSource($"instance {number++} of {definition}", bytes, set);
            }
        }
    }

    private static IEnumerable<MessageSource> Samples(SchemaFiles schemas)
    {
        var judge = new DotNetVerdict(schemas.Sets);
        return SampleParts.All()
            .Where(part => schemas.Sets.ContainsKey(part.Namespace) && judge.Judge(part.Bytes).Kind == VerdictKind.Valid)
            .Select(part => new MessageSource(part.Name, part.Bytes, schemas.Sets[part.Namespace]));
    }
}
