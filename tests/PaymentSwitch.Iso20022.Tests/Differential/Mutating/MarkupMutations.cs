using System.Globalization;
using System.Text;

namespace PaymentSwitch.Iso20022.Tests.Differential.Mutating;

/// <summary>The same or nearly the same message in other markup: sections, comments, instructions, references, blanks.</summary>
internal static class MarkupMutations
{
    internal static IReadOnlyList<Mutation> All { get; } =
        [Section, SplitBySection, Between, InText, Reference, UnknownReference, Blanks, LineEnds, Quotes, BlankInTag, EmptyTag, AroundRoot, SectionEnd];

    private static string? Section(Mutant mutant)
    {
        if (mutant.PickLeaf() is not { } leaf) return null;
        string path = mutant.Path(leaf);
        mutant.Insert(leaf.ContentEnd, "]]>");
        mutant.Insert(leaf.ContentStart, "<![CDATA[");
        return $"CDATA around the text of {path}";
    }

    private static string? SplitBySection(Mutant mutant)
    {
        if (mutant.PickLeaf() is not { } leaf || leaf.ContentEnd - leaf.ContentStart < 2) return null;
        string path = mutant.Path(leaf);
        int from = mutant.Random.Next(leaf.ContentStart, leaf.ContentEnd);
        int to = mutant.Random.Next(from, leaf.ContentEnd + 1);
        mutant.Insert(to, "]]>");
        mutant.Insert(from, "<![CDATA[");
        return $"CDATA within the text of {path}";
    }

    private static string? Between(Mutant mutant)
    {
        if (mutant.PickElement() is not { } element) return null;
        string path = mutant.Path(element);
        string what = mutant.Pick(["<!-- x -->", "<!---->", "<!-- -- -->", "<!-- x --->", "<?go x?>", "<?go?>", "<?xml x?>", "<?Xml?>", "<!-- <Nm> -->", "<? x?>", "<![CDATA[]]>", "<![CDATA[ ]]>", "<![CDATA[\n]]>", "<![CDATA[x]]>", "<!DOCTYPE x>", "<!x>"]);
        mutant.Insert(mutant.Pick([element.Start, element.End]), what);
        return $"{what} beside {path}";
    }

    private static string? InText(Mutant mutant)
    {
        if (mutant.PickLeaf() is not { } leaf) return null;
        string path = mutant.Path(leaf);
        string what = mutant.Pick(["<!-- x -->", "<!---->", "<?go x?>", "<?go?>", "<!-- x -- y -->", "<![CDATA[]]>", "<!-- ]]> -->", "<?go ]]>?>"]);
        mutant.Insert(mutant.Random.Next(leaf.ContentStart, leaf.ContentEnd + 1), what);
        return $"{what} in the text of {path}";
    }

    private static string? Reference(Mutant mutant)
    {
        if (mutant.PickLeaf() is not { } leaf || leaf.ContentEnd == leaf.ContentStart) return null;
        string path = mutant.Path(leaf);
        int at = mutant.Random.Next(leaf.ContentStart, leaf.ContentEnd);
        if (mutant.Bytes[at] >= 0x80 || mutant.Bytes[at] == '&') return null;
        int code = mutant.Bytes[at];
        string reference = mutant.Random.Next(4) switch
        {
            0 => $"&#{code.ToString(CultureInfo.InvariantCulture)};",
            1 => $"&#x{code:x};",
            2 => $"&#x000{code:X};",
            _ => $"&#000{code.ToString(CultureInfo.InvariantCulture)};",
        };
        mutant.Replace(at, at + 1, reference);
        return $"{reference} in the text of {path}";
    }

    private static string? UnknownReference(Mutant mutant)
    {
        if (mutant.PickLeaf() is not { } leaf) return null;
        string path = mutant.Path(leaf);
        string reference = mutant.Pick(["&nbsp;", "&euro;", "&amp", "&", "& ", "&;", "&#;", "&#x;", "&#0;", "&#x110000;", "&#xD800;", "&#xFFFE;", "&#x1F600;", "&#1;", "&#X41;", "&lt;", "&gt;", "&quot;", "&apos;", "&amp;", "&AMP;", "&#4294967361;"]);
        mutant.Insert(mutant.Random.Next(2) == 0 ? leaf.ContentStart : leaf.ContentEnd, reference);
        return $"{reference} at the text of {path}";
    }

    private static string? Blanks(Mutant mutant)
    {
        if (mutant.Layout is not { } layout) return null;
        string blank = mutant.Pick([" ", "\n", "\r\n", "\r", "\t", " \n\t ", "\u00A0", "&#x20;"]);
        // From the end on, so that the places before stay where they are.
        int parts = mutant.Random.Next(1, 4);
        foreach (ElementPlace element in layout.Elements.Reverse().Where(element => element.Parent is not null))
        {
            if (mutant.Random.Next(parts) == 0) mutant.Insert(element.Start, blank);
        }

        return $"'{blank}' between elements";
    }

    private static string? LineEnds(Mutant mutant)
    {
        string text = Encoding.UTF8.GetString(mutant.Bytes);
        string end = mutant.Pick(["\n", "\r\n", "\r", ""]);
        string changed = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", end, StringComparison.Ordinal);
        if (changed == text) return null;
        mutant.ReplaceAll(Encoding.UTF8.GetBytes(changed));
        return $"line ends {end.Length}";
    }

    private static string? Quotes(Mutant mutant)
    {
        if (mutant.Layout is not { } layout || layout.Elements.Where(element => element.Attributes.Count > 0).ToList() is not { Count: > 0 } found) return null;
        AttributePlace attribute = mutant.Pick(mutant.Pick(found).Attributes);
        string quotes = mutant.Pick(["''", "\"\"", "'\"", "``", "  "]);
        mutant.Replace(attribute.ValueEnd, attribute.ValueEnd + 1, quotes[1..]);
        mutant.Replace(attribute.ValueStart - 1, attribute.ValueStart, quotes[..1]);
        return $"quotes {quotes}";
    }

    private static string? BlankInTag(Mutant mutant)
    {
        if (mutant.PickElement() is not { } element) return null;
        string path = mutant.Path(element);
        string blank = mutant.Pick([" ", "\t", "\r\n", "\u00A0", "\f", "/", "x"]);
        mutant.Insert(mutant.Pick([element.NameEnd, element.End - 1, element.Start + 1, element.ContentStart - 1]), blank);
        return $"'{blank}' in a tag of {path}";
    }

    private static string? EmptyTag(Mutant mutant)
    {
        if (mutant.Layout?.Leaves.Where(leaf => leaf.ContentEnd == leaf.ContentStart).ToList() is not { Count: > 0 } empty) return null;
        ElementPlace leaf = mutant.Pick(empty);
        string path = mutant.Path(leaf);
        if (leaf.IsEmptyTag) mutant.Replace(leaf.End - 2, leaf.End, $"></{mutant.Layout!.NameOf(leaf)}>");
        else mutant.Replace(leaf.ContentStart - 1, leaf.End, "/>");
        return $"{path} empty in the other way";
    }

    private static string? AroundRoot(Mutant mutant)
    {
        string what = mutant.Pick([" ", "\n", "<!-- x -->", "<?go x?>", "x", "<x/>", "&#32;", "<![CDATA[]]>", "\0", "\uFEFF", "<?xml version='1.0'?>", "<!DOCTYPE Document>", "]]>", "\u00A0"]);
        bool before = mutant.Random.Next(2) == 0;
        mutant.Insert(before ? 0 : mutant.Bytes.Length, what);
        return $"'{what}' {(before ? "before" : "behind")} the root";
    }

    private static string? SectionEnd(Mutant mutant)
    {
        if (mutant.PickLeaf() is not { } leaf) return null;
        string path = mutant.Path(leaf);
        string what = mutant.Pick(["]]>", "]]", "]]]>", "]>", "]]&gt;", ">"]);
        mutant.Insert(mutant.Random.Next(leaf.ContentStart, leaf.ContentEnd + 1), what);
        return $"{what} in the text of {path}";
    }
}
