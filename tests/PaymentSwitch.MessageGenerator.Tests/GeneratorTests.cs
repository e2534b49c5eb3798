using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Xml.Linq;
using PaymentSwitch.Iso20022.Reading;
using PaymentSwitch.Iso20022.Schemas;

namespace PaymentSwitch.MessageGenerator.Tests;

public sealed class GeneratorTests
{
    private static readonly GeneratorSettings Settings = new() { Now = Schemas.Now };

    public static TheoryData<string> EveryGuideline() => [.. Schemas.Guidelines];

    [Theory]
    [MemberData(nameof(EveryGuideline))]
    public void The_same_seed_gives_the_same_bytes(string definition)
    {
        Assert.Equal(Make(3), Make(3));
        Assert.NotEqual(Make(3), Make(4));

        // A generator of its own each time, so that nothing is carried over from one message to another but by the seed.
        byte[] Make(int seed)
        {
            var generator = new Generator(Schemas.Ours(definition), Settings);
            var random = new Random(seed);
            return [.. Enumerable.Range(0, 30).SelectMany(_ => generator.Next(definition, random))];
        }
    }

    [Fact]
    public void A_message_does_not_depend_on_those_before_it_but_by_the_source_of_randomness()
    {
        var used = new Generator(Schemas.Ours("pacs.008.001.08"), Settings);
        for (int i = 0; i < 10; i++) used.Next("pacs.008.001.08", new Random(i));
        Assert.Equal(new Generator(Schemas.Ours("pacs.008.001.08"), Settings).Next("pacs.008.001.08", new Random(5)), used.Next("pacs.008.001.08", new Random(5)));
    }

    [Fact]
    public void Writing_gives_the_same_bytes_as_asking_for_them()
    {
        var generator = new Generator(Schemas.Ours("pacs.002.001.10"), Settings);
        var output = new ArrayBufferWriter<byte>();
        generator.Write("pacs.002.001.10", new Random(9), output);
        Assert.Equal(generator.Next("pacs.002.001.10", new Random(9)), output.WrittenSpan);
    }

    [Fact]
    public void One_generator_makes_all_messages_of_a_folder()
    {
        var generator = new Generator(SchemaFolder.Load(SchemaFolder.Shipped), Settings);
        Assert.Equal(Schemas.Guidelines.Order(StringComparer.Ordinal), generator.Definitions);
        foreach (string definition in generator.Definitions) Schemas.Validate(Schemas.Ours(definition), generator.Next(definition, new Random(1)));
    }

    [Theory]
    [InlineData("pacs.008.001.08")]
    [InlineData("pacs.002.001.10")]
    [InlineData("pacs.028.001.03")]
    public void The_switch_reads_messages_with_a_header_and_finds_it_to_match(string definition)
    {
        var reader = new MessageReader(SchemaCatalogue.LoadShipped(), new MessageLimits());
        var generator = new Generator(Schemas.Ours(definition), Settings with { WithHeader = true, From = "ALPHDEFFXXX", To = "PSWTBEBBXXX" });
        for (int seed = 0; seed < 100; seed++)
        {
            byte[] bytes = generator.Next(definition, new Random(seed));
            MessageReadResult result = reader.Read(bytes);
            Assert.True(result.Message is not null, $"{string.Join("\n", result.Errors)}\n{Encoding.UTF8.GetString(bytes)}");
            Assert.Equal(definition, result.Message.Header!.MessageDefinition);
            XElement message = XDocument.Load(new MemoryStream(bytes)).Root!;
            Assert.Equal("ALPHDEFFXXX", Find(message, "Fr", "BICFI"));
            Assert.Equal("PSWTBEBBXXX", Find(message, "To", "BICFI"));
            Assert.Equal(Find(message, "GrpHdr", "MsgId"), Find(message, "AppHdr", "BizMsgIdr"));
            foreach (XElement bic in message.Descendants().Where(e => e.Name.LocalName == "InstgAgt").SelectMany(e => e.Descendants()).Where(e => e.Name.LocalName == "BICFI"))
                Assert.Equal("ALPHDEFFXXX", bic.Value);
        }
    }

    [Fact]
    public void The_number_of_transactions_and_the_sums_are_those_of_the_transactions()
    {
        const string Definition = "pacs.008.001.08";
        var generator = new Generator(Schemas.Base(Definition), Settings with { OptionalProbability = 0.6 });
        var counts = new HashSet<int>();
        for (int seed = 0; seed < 100; seed++)
        {
            XElement message = XDocument.Load(new MemoryStream(generator.Next(Definition, new Random(seed)))).Root!.Elements().Single();
            XElement[] transactions = [.. message.Elements().Where(e => e.Name.LocalName == "CdtTrfTxInf")];
            XElement[] amounts = [.. transactions.Select(e => e.Elements().Single(inner => inner.Name.LocalName == "IntrBkSttlmAmt"))];
            XElement group = message.Elements().First();
            counts.Add(transactions.Length);
            Assert.Equal(transactions.Length.ToString(), Find(group, "GrpHdr", "NbOfTxs"));
            decimal sum = amounts.Sum(amount => (decimal)amount);
            if (group.Elements().FirstOrDefault(e => e.Name.LocalName == "CtrlSum") is { } control) Assert.Equal(sum, (decimal)control);
            if (group.Elements().FirstOrDefault(e => e.Name.LocalName == "TtlIntrBkSttlmAmt") is { } total)
            {
                Assert.Equal(sum, (decimal)total);
                Assert.Equal(total.Attribute("Ccy")!.Value, amounts.Select(amount => amount.Attribute("Ccy")!.Value).Distinct().Single());
            }
        }

        Assert.Equal([1, 2, 3], counts.Order());
    }

    [Theory]
    [InlineData("bankdeff")]
    [InlineData("BANKDEFFXX")]
    [InlineData("BANKDEFF\n")]
    public void A_sender_or_receiver_that_is_no_bic_is_refused(string bic)
    {
        Assert.Throws<ArgumentException>(() => new Generator(Schemas.Ours("admi.002.001.01"), Settings with { From = bic }));
        Assert.Throws<ArgumentException>(() => new Generator(Schemas.Ours("admi.002.001.01"), Settings with { To = bic }));
    }

    [Fact]
    public void Thousands_of_credit_transfers_are_made_in_a_second()
    {
        var generator = new Generator(Schemas.Ours("pacs.008.001.08"), Settings);
        var random = new Random(1);
        var output = new ArrayBufferWriter<byte>(64 * 1024);
        Make(2_000);
        var watch = Stopwatch.StartNew();
        long bytes = Make(10_000);
        double perSecond = 10_000 / watch.Elapsed.TotalSeconds;
        TestContext.Current.SendDiagnosticMessage($"{perSecond:F0} pacs.008 per second, {bytes / 10_000} bytes each");
        // Far below what one core does, as others may be busy on it.
        Assert.True(perSecond > 1_000, $"{perSecond:F0} per second");

        long Make(int count)
        {
            long written = 0;
            for (int i = 0; i < count; i++)
            {
                output.ResetWrittenCount();
                generator.Write("pacs.008.001.08", random, output);
                written += output.WrittenCount;
            }

            return written;
        }
    }

    private static string Find(XElement message, string outer, string inner) => message.DescendantsAndSelf().First(e => e.Name.LocalName == outer)
        .Descendants().First(e => e.Name.LocalName == inner).Value;
}
