using PaymentSwitch.Iso20022.Schemas;

namespace PaymentSwitch.Iso20022.Tests.Differential;

/// <summary>The framework against other judges, on mutations of valid messages.</summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    private const int Seed = 20022;

    private static readonly string[] Documents = ["pacs.008.001.08", "pacs.002.001.10", "pacs.028.001.03", "admi.002.001.01"];

    [Fact]
    public void Every_source_is_valid_to_the_framework()
    {
        foreach (MessageSources sources in (MessageSources[])[MessageSources.OfGuidelines(), .. Reference.Root is null ? [] : (MessageSources[])[MessageSources.OfBaseSchemas()]])
        {
            var judge = new DotNetVerdict(sources.Schemas.Sets);
            Assert.All(sources.Messages, message => Assert.Equal(new Verdict(VerdictKind.Valid), judge.Judge(message.Bytes)));
            output.WriteLine($"{sources.Messages.Count} sources, {sources.Messages.Sum(m => m.Bytes.Length)} bytes, largest {sources.Messages.Max(m => m.Bytes.Length)}");
        }
    }

    [Fact]
    public void The_reader_judges_mutations_as_the_framework_does()
    {
        Check(MessageSources.OfGuidelines().Only(Documents), new MessageReaderVerdict(SchemaCatalogue.LoadShipped()), [], 4000);
    }

    [Fact]
    public void Libxml2_judges_mutations_as_the_framework_does()
    {
        LibXml2Verdict.Need();
        MessageSources sources = MessageSources.OfBaseSchemas();
        using var subject = new LibXml2Verdict(sources.Schemas.Files);
        Check(sources, subject, [], 4000);
    }

    private void Check(MessageSources sources, IVerdict subject, IReadOnlyList<KnownDeviation> known, int count)
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("PAYMENTSWITCH_DIFFERENTIAL"), out int more)) count = more;
        if (!int.TryParse(Environment.GetEnvironmentVariable("PAYMENTSWITCH_DIFFERENTIAL_SEED"), out int seed)) seed = Seed;
        DifferentialResult result = Differential.Run(seed, count, sources, subject, known);
        output.WriteLine($"seed {seed}, {count} rounds: {result}");
        Assert.True(result.FailureCount == 0, $"{result}\n{string.Join("\n\n", result.Failures)}");
    }
}
