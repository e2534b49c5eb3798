using System.Text;
using System.Xml;
using PaymentSwitch.Iso20022.Schemas;

namespace PaymentSwitch.Iso20022.Tests.Differential.WellFormedness;

/// <summary>What is XML and what is not: the framework, libxml2 and the switch's reader on the same inputs.</summary>
public sealed class WellFormednessTests
{
    private static readonly MessageReaderVerdict Switch = new(SchemaCatalogue.LoadShipped());

    [Fact]
    public void The_corpus_is_large_and_visits_both_sides()
    {
        int good = WellFormednessCorpus.All.Values.Count(one => one.WellFormed);
        int bad = WellFormednessCorpus.All.Count - good;
        Assert.True(good >= 200 && bad >= 400, $"{good} well-formed, {bad} not");
    }

    [Fact]
    public void The_framework_says_what_is_written()
    {
        List<string> wrong = [];
        foreach ((string name, XmlCase one) in WellFormednessCorpus.All)
        {
            string? reason = DotNetVerdict.WhyNotWellFormed(one.Bytes);
            if (reason is null != one.WellFormed) wrong.Add($"{name}: written {one.WellFormed}, but {reason ?? "well-formed"}");
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void The_switch_says_the_same_but_for_other_encodings_and_where_the_framework_is_wrong()
    {
        List<string> wrong = [];
        foreach ((string name, XmlCase one) in WellFormednessCorpus.All)
        {
            Verdict verdict = Switch.Judge(one.Bytes);
            if (one.Framework is not null) continue;
            bool expected = one.Switch is null ? one.WellFormed : !one.WellFormed;
            if (verdict.Kind != VerdictKind.NotWellFormed != expected) wrong.Add($"{name}: written {one.WellFormed}, but {verdict}");
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void Libxml2_says_the_same_but_where_it_is_written()
    {
        LibXml2Verdict.Need();
        using var parser = new LibXml2Parser();
        List<string> wrong = [];
        foreach ((string name, XmlCase one) in WellFormednessCorpus.All)
        {
            using LibXml2Document? document = parser.Parse(one.Bytes, out string? reason);
            bool expected = one.LibXml2 is null ? one.WellFormed : !one.WellFormed;
            if (document is not null != expected) wrong.Add($"{name}: written {one.WellFormed} {one.LibXml2}, but {reason ?? "well-formed"}");
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    public static TheoryData<string, string, string> Places() => new()
    {
        // where                     before      behind
        { "first in a name", "<", "/>" },
        { "inside a name", "<a", "/>" },
        { "in text", "<a>", "</a>" },
        { "in a value", "<a b='", "'/>" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Every_range_of_characters_ends_where_the_framework_ends_it(string where, string before, string behind)
    {
        // The characters before and behind each border between taken and not taken, and some in between.
        List<string> wrong = [];
        int judged = 0;
        int last = -1;
        foreach (int code in Borders())
        {
            if (code == last || code is >= 0xD800 and <= 0xDFFF) continue;
            last = code;
            byte[] bytes = Encoding.UTF8.GetBytes(before + char.ConvertFromUtf32(code) + behind);
            bool expected = DotNetVerdict.WhyNotWellFormed(bytes) is null;
            if (Switch.Judge(bytes).Kind != VerdictKind.NotWellFormed != expected) wrong.Add($"U+{code:X4} {where}: {(expected ? "" : "not ")}well-formed to the framework");
            judged++;
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(judged > 1000, $"{judged} judged");
    }

    private static IEnumerable<int> Borders()
    {
        (bool, bool, bool) before = default;
        for (int code = 0; code <= 0xFFFF; code++)
        {
            char c = (char)code;
            (bool, bool, bool) kind = (XmlConvert.IsStartNCNameChar(c), XmlConvert.IsNCNameChar(c), XmlConvert.IsXmlChar(c));
            bool border = kind != before;
            before = kind;
            if (border && code > 0) yield return code - 1;
            if (border || code < 0x100 || code % 997 == 0) yield return code;
        }

        foreach (int code in (int[])[0x10000, 0x103FF, 0x10400, 0x1F600, 0x1FFFE, 0x1FFFF, 0x20000, 0xEFFFF, 0xF0000, 0x10FFFF]) yield return code;
    }
}
