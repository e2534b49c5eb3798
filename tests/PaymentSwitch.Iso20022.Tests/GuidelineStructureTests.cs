using System.Xml.Linq;
using System.Xml.Schema;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>
/// Every usage guideline against its base schema: compared as schemas, and with messages. Uses the framework's schema
/// sets only, nothing of ours that reads messages.
/// </summary>
public sealed class GuidelineStructureTests
{
    public static TheoryData<string> EveryDefinition() => [.. Guidelines.Definitions];

    [Theory]
    [MemberData(nameof(EveryDefinition))]
    public void Nothing_is_accepted_that_the_base_schema_refuses(string definition)
    {
        IReadOnlyList<SchemaInclusion.Excess> looser = SchemaInclusion.Beyond(Root(Guidelines.Own(definition)), Root(Reference.BaseSchema(definition)));

        Assert.True(looser.Count == 0, string.Join("\n", looser));
    }

    [Theory]
    [MemberData(nameof(EveryDefinition))]
    public void Exactly_the_declared_restrictions_are_there(string definition)
    {
        IReadOnlyList<SchemaInclusion.Excess> stricter = SchemaInclusion.Beyond(Root(Reference.BaseSchema(definition)), Root(Guidelines.Own(definition)));

        HashSet<string> declared = [.. GuidelineRestriction.All.Where(restriction => restriction.Definition == definition).Select(restriction => restriction.Path)];
        HashSet<string> found = [];
        List<SchemaInclusion.Excess> undeclared = [];
        foreach (SchemaInclusion.Excess excess in stricter)
        {
            string[] here = [.. excess.Missing.Append(excess.Child).OfType<string>().Select(child => $"{excess.Path}/{child}")
                .Append(excess.Path).Where(declared.Contains)];
            if (here.Length == 0) undeclared.Add(excess);
            found.UnionWith(here);
        }

        Assert.True(undeclared.Count == 0, string.Join("\n", undeclared));
        Assert.Equal(declared.Order(), found.Order());
    }

    private static XmlSchemaElement Root(XmlSchemaSet set) =>
        set.GlobalElements.Values.Cast<XmlSchemaElement>().Single(element => element.Name is "Document" or "AppHdr");
}
