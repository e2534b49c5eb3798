using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace PaymentSwitch.Iso20022.Tests;

/// <summary>
/// Every usage guideline against its base schema: compared as schemas, and with messages. Uses the framework's schema
/// sets only, nothing of ours that reads messages.
/// </summary>
public sealed class GuidelineStructureTests
{
    // Valid against the base schemas, and refused by what is restricted.
    private static readonly HashSet<string> RestrictedSamples =
    [
        // Every element there is, cards among them.
        "cbprplus-houghton/src__cbpr_rules__examples__y2025__camt.052.max.xml",
        "cbprplus-houghton/src__cbpr_rules__examples__y2025__camt.054.max.xml",
        "cbprplus-houghton/src__cbpr_rules__examples__y2026__camt.052.max.xml",
        "cbprplus-houghton/src__cbpr_rules__examples__y2026__camt.054.max.xml",
        // A status report of no transaction.
        "fednow-moov/tests__fednow_incoming.xml",
    ];

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

    [Fact]
    public void What_other_makers_write_is_accepted_where_nothing_is_restricted()
    {
        string root = Path.Combine(Reference.Need(), "samples");
        Dictionary<string, int> accepted = [];
        List<string> refused = [];
        foreach (string[] columns in File.ReadLines(Path.Combine(root, "VERDICTS.tsv")).Skip(1).Select(line => line.Split('\t')))
        {
            (string name, string definition) = ($"{columns[0]}/{columns[1]}", columns[2]);
            if (!Guidelines.Definitions.Contains(definition) || columns[3] != "valid") continue;
            XElement? document = XDocument.Load(Path.Combine(root, columns[0], columns[1]))
                .Descendants(XName.Get("Document", "urn:iso:std:iso:20022:tech:xsd:" + definition)).FirstOrDefault();
            if (document is null) continue;
            string? error = Errors(Guidelines.Own(definition), document).FirstOrDefault();
            Assert.Equal(RestrictedSamples.Contains(name), error is not null && RestrictedSamples.Contains(name));
            if (error is null) accepted[definition] = accepted.GetValueOrDefault(definition) + 1;
            else if (!RestrictedSamples.Contains(name)) refused.Add($"{name} ({definition}): {error}");
        }

        Assert.True(refused.Count == 0, string.Join("\n", refused));
        Assert.True(accepted.Count >= 10 && accepted.Values.Sum() > 100, string.Join(", ", accepted));
    }

    private static List<string> Errors(XmlSchemaSet set, XElement instance)
    {
        List<string> errors = [];
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = set, ValidationFlags = XmlSchemaValidationFlags.None };
        settings.ValidationEventHandler += (_, e) => errors.Add(e.Message);
        using XmlReader reader = XmlReader.Create(instance.CreateReader(), settings);
        while (reader.Read())
        {
        }

        return errors;
    }

    private static XmlSchemaElement Root(XmlSchemaSet set) =>
        set.GlobalElements.Values.Cast<XmlSchemaElement>().Single(element => element.Name is "Document" or "AppHdr");
}
