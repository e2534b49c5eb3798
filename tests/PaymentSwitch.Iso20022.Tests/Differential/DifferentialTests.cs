using PaymentSwitch.Iso20022.Schemas;

namespace PaymentSwitch.Iso20022.Tests.Differential;

/// <summary>
/// The framework against other judges, on mutations of valid messages. For a long run set PAYMENTSWITCH_DIFFERENTIAL to a
/// number of rounds (200000, say), and PAYMENTSWITCH_DIFFERENTIAL_SEED to a seed of one's own.
/// </summary>
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
        }
    }

    [Fact]
    public void The_reader_judges_mutations_as_the_framework_does()
    {
        Check(MessageSources.OfGuidelines().Only(Documents), new MessageReaderVerdict(SchemaCatalogue.LoadShipped()), KnownDeviations.OfReader, 4000);
    }

    [Fact]
    public void Libxml2_judges_mutations_as_the_framework_does()
    {
        LibXml2Verdict.Need();
        MessageSources sources = Reference.Root is null ? MessageSources.OfGuidelines() : MessageSources.OfBaseSchemas();
        using var subject = new LibXml2Verdict(sources.Schemas.Files);
        Check(sources, subject, KnownDeviations.OfLibXml2, 3000);
    }

    [Fact]
    public void A_round_follows_from_its_seed_and_number_alone()
    {
        MessageSources sources = MessageSources.OfGuidelines();
        (MessageSource source, byte[] bytes, string what) = Differential.Message(Seed, 17, sources);
        for (int round = 0; round < 30; round++)
        {
            (MessageSource again, byte[] same, string did) = Differential.Message(Seed, round, sources);
            Assert.Equal(round == 17, source == again && what == did && bytes.AsSpan().SequenceEqual(same));
        }
    }

    [Fact]
    public void A_judge_that_is_wrong_is_found_out()
    {
        MessageSources sources = MessageSources.OfGuidelines();
        DifferentialResult lax = Differential.Run(Seed, 200, sources, new Fixed(() => new Verdict(VerdictKind.Valid)));
        DifferentialResult broken = Differential.Run(Seed, 200, sources, new Fixed(() => throw new FormatException("on purpose")));
        DifferentialResult greedy = Differential.Run(Seed, 3, sources, new Fixed(() => new Verdict((VerdictKind)(new byte[256 * 1024 * 1024].Length % 2))));

        Assert.Equal(lax.Kinds[VerdictKind.Invalid] + lax.Kinds[VerdictKind.NotWellFormed], lax.FailureCount);
        Assert.Contains($"seed {Seed}, round ", lax.Failures[0]);
        Assert.Equal(200, broken.FailureCount);
        Assert.Contains("on purpose", broken.Failures[0]);
        Assert.All(greedy.Failures, failure => Assert.Contains("allocated", failure));
        Assert.Equal(3, greedy.FailureCount);
    }

    private void Check(MessageSources sources, IVerdict subject, IReadOnlyList<KnownDeviation> known, int count)
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("PAYMENTSWITCH_DIFFERENTIAL"), out int more)) count = more;
        if (!int.TryParse(Environment.GetEnvironmentVariable("PAYMENTSWITCH_DIFFERENTIAL_SEED"), out int seed)) seed = Seed;
        DifferentialResult result = Differential.Run(seed, count, sources, subject, known);
        output.WriteLine($"seed {seed}, {count} rounds: {result}");
        Assert.True(result.FailureCount == 0, $"{result}\n{string.Join("\n\n", result.Failures)}");
        Assert.All(Enum.GetValues<VerdictKind>(), kind => Assert.True(result.Kinds[kind] > count / 10, result.ToString()));
    }

    private sealed class Fixed(Func<Verdict> verdict) : IVerdict
    {
        public Verdict Judge(byte[] message) => verdict();
    }
}
