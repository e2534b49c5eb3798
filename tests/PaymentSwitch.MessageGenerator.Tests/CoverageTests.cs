using System.Xml.Schema;

namespace PaymentSwitch.MessageGenerator.Tests;

/// <summary>The messages of the coverage mode have, between them, every path that the schema declares.</summary>
public sealed class CoverageTests
{
    public static TheoryData<string> EveryGuideline() => [.. Schemas.Guidelines];

    [Theory]
    [MemberData(nameof(EveryGuideline))]
    public void Every_element_and_attribute_of_our_guidelines_is_there(string definition)
    {
        (HashSet<string> declared, int messages) = Check(definition, Schemas.Ours(definition));
        // The paths of a schema were really found.
        Assert.True(declared.Count >= (definition.StartsWith("admi", StringComparison.Ordinal) ? 7 : 100), $"{declared.Count} paths");
        Assert.InRange(messages, 1, 10);
    }

    [Theory]
    [InlineData("camt.053.001.08")]
    [InlineData("camt.006.001.08")]
    [InlineData("camt.029.001.09")]
    [InlineData("pain.013.001.07")]
    [InlineData("pacs.004.001.10")]
    public void Every_element_and_attribute_of_base_schemas_is_there(string definition) => Check(definition, Schemas.Base(definition));

    private static (HashSet<string> Declared, int Messages) Check(string definition, XmlSchemaSet schemas)
    {
        IReadOnlyList<byte[]> messages = new Generator(schemas, new GeneratorSettings { Now = Schemas.Now }).Cover(definition, new Random(7));
        HashSet<string> declared = Paths.Declared(schemas);
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (byte[] message in messages)
        {
            Schemas.Validate(schemas, message);
            written.UnionWith(Paths.Written(message));
        }

        Assert.Empty(declared.Except(written));
        Assert.Empty(written.Except(declared));
        return (declared, messages.Count);
    }
}
