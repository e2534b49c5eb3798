using System.Text;
using System.Text.RegularExpressions;

namespace PaymentSwitch.Iso20022.Tests.Differential.Mutating;

/// <summary>Namespaces bound, bound again, taken back; and the attributes of XML Schema in instances.</summary>
internal static class NamespaceMutations
{
    private const string Instance = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

    internal static IReadOnlyList<Mutation> All { get; } =
        [PrefixEverything, PrefixOne, PrefixElement, Undeclare, Foreign, Unused, RootNamespace, PrefixedAttribute, SchemaLocation, Nil, Type, UnknownInstanceAttribute];

    private static string? PrefixEverything(Mutant mutant)
    {
        string text = Encoding.UTF8.GetString(mutant.Bytes);
        // Only where nothing but the root declares a default namespace, and nothing has a prefix yet.
        if (Regex.Count(text, @"\sxmlns=") != 1 || Regex.IsMatch(text, @"<[\w.-]+:") || mutant.Layout is null || !text.Contains(" xmlns=", StringComparison.Ordinal)) return null;
        string prefix = mutant.Pick(["p", "ns0", "Document", "_", "xmlx", "ä"]);
        string changed = Regex.Replace(text, @"<(/?)(?=\p{L})", $"<$1{prefix}:").Replace(" xmlns=", $" xmlns:{prefix}=", StringComparison.Ordinal);
        mutant.ReplaceAll(Encoding.UTF8.GetBytes(changed));
        return $"prefix {prefix} for everything";
    }

    private static string? PrefixOne(Mutant mutant)
    {
        // The same namespace by a prefix: the element stays what it is.
        if (mutant.PickElement() is not { } element || RootUri(mutant) is not { } uri) return null;
        string path = mutant.Path(element);
        string name = mutant.Layout!.LocalNameOf(element);
        string prefix = mutant.Pick(["p", "q", "iso"]);
        if (!element.IsEmptyTag) mutant.Replace(element.ContentEnd + 2, element.End - 1, $"{prefix}:{name}");
        mutant.AddAttribute(element, $"xmlns:{prefix}=\"{uri}\"");
        mutant.Replace(element.Start + 1, element.NameEnd, $"{prefix}:{name}");
        return $"prefix {prefix}, same namespace, for {path}";
    }

    private static string? PrefixElement(Mutant mutant)
    {
        if (mutant.PickElement() is not { } element) return null;
        string path = mutant.Path(element);
        string prefix = mutant.Pick(["nope:", "xml:", "xmlns:", ":", "a:b:"]);
        if (!element.IsEmptyTag) mutant.Insert(element.ContentEnd + 2, prefix);
        mutant.Insert(element.Start + 1, prefix);
        return $"prefix {prefix} for {path}";
    }

    private static string? Undeclare(Mutant mutant)
    {
        if (mutant.PickElement() is not { } element) return null;
        string path = mutant.Path(element);
        string declaration = mutant.Pick(["xmlns=''", "xmlns=\"\"", "xmlns:p=''", "xmlns=' '"]);
        mutant.AddAttribute(element, declaration);
        return $"{declaration} on {path}";
    }

    private static string? Foreign(Mutant mutant)
    {
        if (mutant.PickElement() is not { } element) return null;
        string path = mutant.Path(element);
        string uri = mutant.Pick(["urn:example:other", "urn:iso:std:iso:20022:tech:xsd:head.001.001.02", "http://www.w3.org/2001/XMLSchema-instance", "http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/", RootUri(mutant) ?? "x", (RootUri(mutant) ?? "x") + " "]);
        mutant.AddAttribute(element, $"xmlns=\"{uri}\"");
        return $"namespace {uri} for {path}";
    }

    private static string? Unused(Mutant mutant)
    {
        if (mutant.Layout is not { } layout) return null;
        ElementPlace element = mutant.Pick(layout.Elements);
        string declaration = mutant.Pick(["xmlns:a='urn:a'", "xmlns:a='urn:a' xmlns:b='urn:b'", Instance, "xmlns:xml='http://www.w3.org/XML/1998/namespace'", "xmlns:xml='urn:x'", "xmlns:xmlns='urn:x'", "xmlns:a='a b'", $"xmlns:self='{RootUri(mutant)}'"]);
        string path = mutant.Path(element);
        mutant.AddAttribute(element, declaration);
        return $"{declaration} on '{path}'";
    }

    private static string? RootNamespace(Mutant mutant)
    {
        if (mutant.Layout?.Elements[0] is not { } root || root.Attributes.FirstOrDefault(attribute => attribute.NameEnd - attribute.NameStart == 5) is not { ValueEnd: > 0 } xmlns) return null;
        if (RootUri(mutant) is not { } uri) return null;
        string other = mutant.Random.Next(8) switch
        {
            0 => uri + " ",
            1 => " " + uri,
            2 => uri.ToUpperInvariant(),
            3 => uri[..^1] + "9",
            4 => "",
            5 => "&#117;" + uri[1..],
            6 => uri.Replace("xsd:", "xsd:$", StringComparison.Ordinal),
            _ => uri + "&amp;",
        };
        mutant.Replace(xmlns.ValueStart, xmlns.ValueEnd, other);
        return $"namespace '{other}' for the root";
    }

    private static string? PrefixedAttribute(Mutant mutant)
    {
        ElementPlace? element = mutant.Random.Next(2) == 0 ? mutant.PickElement() : StructureMutations.PickWithAttribute(mutant);
        if (element is null) return null;
        string path = mutant.Path(element);
        string attribute = mutant.Pick([$"xmlns:t='{RootUri(mutant)}' t:Ccy='EUR'", "xmlns:f='urn:f' f:Ccy='EUR'", "xmlns:f='urn:f' xmlns:g='urn:f' f:a='1' g:a='2'", "u:x='1'", "xmlns:f='urn:f' f:a='1' f:b='2'"]);
        mutant.AddAttribute(element, attribute);
        return $"{attribute} on {path}";
    }

    private static string? SchemaLocation(Mutant mutant)
    {
        if (mutant.Layout is not { } layout) return null;
        ElementPlace element = mutant.Random.Next(2) == 0 ? layout.Elements[0] : mutant.Pick(layout.Elements);
        string path = mutant.Path(element);
        string attribute = mutant.Pick([$"xsi:schemaLocation='{RootUri(mutant)} nowhere.xsd'", "xsi:schemaLocation='a'", "xsi:schemaLocation=''", "xsi:schemaLocation='urn:x http://127.0.0.1:1/x.xsd'", "xsi:noNamespaceSchemaLocation='nowhere.xsd'", "xsi:noNamespaceSchemaLocation=''", "xsi:schemaLocation='u v' xsi:noNamespaceSchemaLocation='w'"]);
        mutant.AddAttribute(element, $"{Instance} {attribute}");
        return $"{attribute} on '{path}'";
    }

    private static string? Nil(Mutant mutant)
    {
        if (mutant.Layout is not { } layout) return null;
        ElementPlace element = mutant.Pick(layout.Elements);
        string path = mutant.Path(element);
        string value = mutant.Pick(["true", "false", "1", "0", "", "nope", " true "]);
        if (mutant.Random.Next(2) == 0) mutant.Replace(element.ContentStart, element.ContentEnd, "");
        mutant.AddAttribute(element, $"{Instance} xsi:nil='{value}'");
        return $"xsi:nil='{value}' on '{path}'";
    }

    private static string? Type(Mutant mutant)
    {
        if (mutant.Layout is not { } layout) return null;
        ElementPlace element = mutant.Pick(layout.Elements);
        string path = mutant.Path(element);
        string own = mutant.TypeOf(element)?.QualifiedName.Name is { Length: > 0 } name ? name : "Document";
        string types = "xmlns:xs='http://www.w3.org/2001/XMLSchema'";
        string attribute = mutant.Pick(
        [
            $"xsi:type='{own}'", $"xsi:type=' {own} '", $"xmlns:t='{RootUri(mutant)}' xsi:type='t:{own}'", "xsi:type='Unknown'", "xsi:type='u:Unknown'", "xsi:type=''", $"{types} xsi:type='xs:string'", $"{types} xsi:type='xs:decimal'",
            $"{types} xsi:type='xs:anyType'", $"{types} xsi:type='xs:token'", "xsi:type='Max35Text'", "xsi:type='Max140Text'", "xsi:type='a:b:c'",
        ]);
        mutant.AddAttribute(element, $"{Instance} {attribute}");
        return $"{attribute} on '{path}'";
    }

    private static string? UnknownInstanceAttribute(Mutant mutant)
    {
        if (mutant.PickElement() is not { } element) return null;
        string path = mutant.Path(element);
        string attribute = mutant.Pick(["xsi:unknown='x'", "xsi:Type='x'", "xsi:NIL='true'", "xsi:schemalocation='x'"]);
        mutant.AddAttribute(element, $"{Instance} {attribute}");
        return $"{attribute} on {path}";
    }

    private static string? RootUri(Mutant mutant)
    {
        Match found = Regex.Match(Encoding.UTF8.GetString(mutant.Bytes), "xmlns(?::[\\w-]+)?=[\"'](urn:iso[^\"']*)[\"']");
        return found.Success ? found.Groups[1].Value : null;
    }
}
