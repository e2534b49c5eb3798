using System.Text;
using System.Xml.Schema;

namespace PaymentSwitch.MessageGenerator.Tests;

/// <summary>Whatever is made is valid, against our guidelines and against the base schemas.</summary>
public sealed class ValidityTests
{
    private const int Seeds = 60;

    public static TheoryData<string> EveryGuideline() => [.. Schemas.Guidelines];

    [Theory]
    [MemberData(nameof(EveryGuideline))]
    public void Messages_of_our_guidelines_are_valid(string definition) => CheckSeeds(definition, Schemas.Ours(definition), Schemas.Ours(definition));

    [Theory]
    [MemberData(nameof(EveryGuideline))]
    public void Messages_of_our_guidelines_are_valid_against_the_base_schemas(string definition) =>
        CheckSeeds(definition, Schemas.Ours(definition), Schemas.Base(definition));

    [Fact]
    public void Messages_of_every_base_schema_are_valid()
    {
        string folder = Path.Combine(Reference.Need(), "xsd");
        string[] definitions = [.. Directory.GetFiles(folder, "*.xsd").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];
        Assert.True(definitions.Length > 20, $"{definitions.Length} base schemas");
        foreach (string definition in definitions)
        {
            XmlSchemaSet schemas = Schemas.Base(definition);
            var generator = new Generator(schemas, new GeneratorSettings { Now = Schemas.Now, LongestProbability = 0.02, OptionalProbability = 0.5 });
            var random = new Random(1);
            for (int i = 0; i < 20; i++) Schemas.Validate(schemas, generator.Next(definition, random));
        }
    }

    [Theory]
    [InlineData("<NbOfTxs>1<", "<NbOfTxs>one<")]
    [InlineData("<NbOfTxs>1</NbOfTxs>", "")]
    [InlineData("pacs.008.001.08", "pacs.008.001.99")]
    public void The_judge_refuses_what_is_not_valid(string from, string to)
    {
        XmlSchemaSet schemas = Schemas.Ours("pacs.008.001.08");
        string message = Encoding.UTF8.GetString(new Generator(schemas, new GeneratorSettings { Now = Schemas.Now }).Next("pacs.008.001.08", new Random(1)));
        Assert.Contains(from, message, StringComparison.Ordinal);
        Assert.ThrowsAny<Exception>(() => Schemas.Validate(schemas, Encoding.UTF8.GetBytes(message.Replace(from, to, StringComparison.Ordinal))));
    }

    private static void CheckSeeds(string definition, XmlSchemaSet made, XmlSchemaSet judged)
    {
        var plain = new Generator(made, new GeneratorSettings { Now = Schemas.Now });
        var bare = new Generator(made, new GeneratorSettings { Now = Schemas.Now, OptionalProbability = 0 });
        var extreme = new Generator(made, new GeneratorSettings { Now = Schemas.Now, OptionalProbability = 0.4, LongestProbability = 0.5 });
        for (int seed = 0; seed < Seeds; seed++)
        {
            Generator generator = (seed % 4) switch
            {
                0 => bare,
                1 => extreme,
                _ => plain,
            };
            Schemas.Validate(judged, generator.Next(definition, new Random(seed)));
        }
    }
}
