namespace PaymentSwitch.Iso20022.Tests.Differential.Mutating;

/// <summary>Elements taken away, repeated, put elsewhere, or under another name.</summary>
internal static class StructureMutations
{
    internal static IReadOnlyList<Mutation> All { get; } =
        [Delete, Duplicate, SwapWithNext, Reverse, Rename, RenameStartTag, RenameSlightly, InsertCopy, InsertUnknown, Move, Unwrap, WrapInItself, Empty, TextAmongElements, ElementInText, AddAttribute, DropAttribute, DuplicateAttribute];

    private static string? Delete(Mutant mutant)
    {
        if (mutant.PickElement() is not { } element) return null;
        string path = mutant.Path(element);
        mutant.Replace(element.Start, element.End, "");
        return $"deleted {path}";
    }

    private static string? Duplicate(Mutant mutant)
    {
        if (mutant.PickElement() is not { } element) return null;
        int times = mutant.Random.Next(3) == 0 ? mutant.Random.Next(2, 12) : 1;
        string path = mutant.Path(element);
        byte[] copy = mutant.Slice(element.Start, element.End);
        for (int i = 0; i < times; i++) mutant.Replace(element.End, element.End, copy);
        return $"repeated {path} {times} times";
    }

    private static string? SwapWithNext(Mutant mutant)
    {
        if (mutant.PickElement() is not { Parent: { } parent } element) return null;
        int index = parent.Children.IndexOf(element);
        if (index + 1 >= parent.Children.Count) return null;
        ElementPlace next = parent.Children[index + 1];
        string path = mutant.Path(element);
        mutant.Replace(element.Start, next.End, [.. mutant.Slice(next.Start, next.End), .. mutant.Slice(element.End, next.Start), .. mutant.Slice(element.Start, element.End)]);
        return $"swapped {path} with the next";
    }

    private static string? Reverse(Mutant mutant)
    {
        if (mutant.PickBranch() is not { Children.Count: > 1 } branch) return null;
        string path = mutant.Path(branch);
        byte[] reversed = branch.Children.AsEnumerable().Reverse().SelectMany(child => mutant.Slice(child.Start, child.End)).ToArray();
        mutant.Replace(branch.ContentStart, branch.ContentEnd, reversed);
        return $"reversed the children of '{path}'";
    }

    private static string? Rename(Mutant mutant)
    {
        if (mutant.PickElement() is not { } element || mutant.PickElement() is not { } other) return null;
        string name = mutant.Layout!.NameOf(other);
        string path = mutant.Path(element);
        RenameTo(mutant, element, name);
        return $"renamed {path} to {name}";
    }

    private static string? RenameSlightly(Mutant mutant)
    {
        if (mutant.PickElement() is not { } element) return null;
        string name = mutant.Layout!.NameOf(element);
        string other = mutant.Random.Next(4) switch
        {
            0 => name + "x",
            1 => name[..^1] + (char)(name[^1] ^ 0x20),
            2 when name.Length > 1 => name[..^1],
            _ => name + "\u0301",
        };
        string path = mutant.Path(element);
        RenameTo(mutant, element, other);
        return $"renamed {path} to {other}";
    }

    private static string? RenameStartTag(Mutant mutant)
    {
        if (mutant.PickElement() is not { } element) return null;
        string path = mutant.Path(element);
        mutant.Insert(element.NameEnd, "x");
        return $"renamed the start tag of {path} only";
    }

    private static void RenameTo(Mutant mutant, ElementPlace element, string name)
    {
        if (!element.IsEmptyTag) mutant.Replace(element.ContentEnd + 2, element.End - 1, name);
        mutant.Replace(element.Start + 1, element.NameEnd, name);
    }

    private static string? InsertCopy(Mutant mutant)
    {
        if (mutant.PickElement() is not { } element || mutant.PickElement() is not { } other) return null;
        string what = $"inserted {mutant.Path(other)}";
        string path = mutant.Path(element);
        byte[] copy = mutant.Slice(other.Start, other.End);
        (int at, string where) = mutant.Random.Next(4) switch
        {
            0 => (element.Start, "before"),
            1 => (element.End, "behind"),
            2 => (element.ContentStart, "first in"),
            _ => (element.ContentEnd, "last in"),
        };
        mutant.Replace(at, at, copy);
        return $"{what} {where} {path}";
    }

    private static string? InsertUnknown(Mutant mutant)
    {
        if (mutant.PickElement() is not { } element) return null;
        string path = mutant.Path(element);
        string unknown = mutant.Pick(["<Unknown/>", "<Unknown>text</Unknown>", "<Nm></Nm>", "<Document/>", "<x:y xmlns:x='urn:x'/>", "<Envlp xmlns=''/>"]);
        mutant.Insert(mutant.Random.Next(2) == 0 ? element.Start : element.ContentEnd, unknown);
        return $"inserted {unknown} at {path}";
    }

    private static string? Move(Mutant mutant)
    {
        if (mutant.PickElement() is not { } element || mutant.PickElement() is not { } target) return null;
        if (target.Start >= element.Start && target.End <= element.End) return null;
        string what = $"moved {mutant.Path(element)} before {mutant.Path(target)}";
        byte[] moved = mutant.Slice(element.Start, element.End);
        if (target.Start > element.Start)
        {
            mutant.Replace(target.Start, target.Start, moved);
            mutant.Replace(element.Start, element.End, "");
        }
        else
        {
            mutant.Replace(element.Start, element.End, "");
            mutant.Replace(target.Start, target.Start, moved);
        }

        return what;
    }

    private static string? Unwrap(Mutant mutant)
    {
        if (mutant.PickElement() is not { } element) return null;
        string path = mutant.Path(element);
        mutant.Replace(element.Start, element.End, mutant.Slice(element.ContentStart, element.ContentEnd));
        return $"took the tags of {path} away";
    }

    private static string? WrapInItself(Mutant mutant)
    {
        if (mutant.PickElement() is not { } element) return null;
        string path = mutant.Path(element);
        string name = mutant.Layout!.NameOf(element);
        mutant.Insert(element.End, $"</{name}>");
        mutant.Insert(element.Start, $"<{name}>");
        return $"wrapped {path} in its own name";
    }

    private static string? Empty(Mutant mutant)
    {
        if (mutant.PickElement() is not { } element) return null;
        string path = mutant.Path(element);
        if (mutant.Random.Next(2) == 0 || element.IsEmptyTag) mutant.Replace(element.ContentStart, element.ContentEnd, "");
        else mutant.Replace(element.ContentStart - 1, element.End, "/>");
        return $"emptied {path}";
    }

    private static string? TextAmongElements(Mutant mutant)
    {
        if (mutant.PickBranch() is not { } branch) return null;
        ElementPlace child = mutant.Pick(branch.Children);
        string path = mutant.Path(child);
        string text = mutant.Pick(["x", "0", ".", "&amp;", "&#32;", "&#x9;", "&#160;", "\u00A0", "\u0085", "\u2028", "\uFEFF", "<![CDATA[x]]>", "<![CDATA[ ]]>", "<![CDATA[]]>"]);
        mutant.Insert(mutant.Random.Next(2) == 0 ? child.Start : child.End, text);
        return $"put '{text}' beside {path}";
    }

    private static string? ElementInText(Mutant mutant)
    {
        if (mutant.PickLeaf() is not { } leaf) return null;
        string path = mutant.Path(leaf);
        string what = mutant.Pick(["<x/>", "<b xmlns=''>x</b>", $"<{mutant.Layout!.NameOf(leaf)}/>"]);
        mutant.Insert(mutant.Random.Next(2) == 0 ? leaf.ContentStart : leaf.ContentEnd, what);
        return $"put {what} into the text of {path}";
    }

    private static string? AddAttribute(Mutant mutant)
    {
        if (mutant.PickElement() is not { } element) return null;
        string path = mutant.Path(element);
        string attribute = mutant.Pick(["Ccy=\"EUR\"", "Ccy=''", "ccy='EUR'", "Other='x'", "xml:lang='de'", "xml:space='preserve'", "xml:base='x'", "xml:id='a1'", "id='1'", "type='x'", "nil='true'"]);
        mutant.AddAttribute(element, attribute);
        return $"attribute {attribute} on {path}";
    }

    private static string? DropAttribute(Mutant mutant)
    {
        if (PickWithAttribute(mutant) is not { } element) return null;
        AttributePlace attribute = mutant.Pick(element.Attributes);
        string path = mutant.Path(element);
        mutant.Replace(attribute.NameStart, attribute.ValueEnd + 1, "");
        return $"dropped an attribute of {path}";
    }

    private static string? DuplicateAttribute(Mutant mutant)
    {
        if (PickWithAttribute(mutant) is not { } element) return null;
        AttributePlace attribute = mutant.Pick(element.Attributes);
        string path = mutant.Path(element);
        mutant.Replace(attribute.NameStart, attribute.NameStart, [.. mutant.Slice(attribute.NameStart, attribute.ValueEnd + 1), (byte)' ']);
        return $"repeated an attribute of {path}";
    }

    /// <summary>An element other than the root that has attributes; null where there is none.</summary>
    internal static ElementPlace? PickWithAttribute(Mutant mutant) =>
        mutant.Layout?.Elements.Skip(1).Where(element => element.Attributes.Count > 0).ToList() is { Count: > 0 } found ? mutant.Pick(found) : null;
}
