using System.Text;

namespace PaymentSwitch.Iso20022.Tests.Differential.Mutating;

/// <summary>Where an attribute stands, in bytes. The value is without its quotes.</summary>
public readonly record struct AttributePlace(int NameStart, int NameEnd, int ValueStart, int ValueEnd);

/// <summary>Where an element stands, in bytes: <c>[Start, ContentStart)</c> is its start tag, <c>[ContentEnd, End)</c> its end tag.</summary>
public sealed class ElementPlace
{
    public required int Start { get; init; }

    public required int NameEnd { get; init; }

    public required ElementPlace? Parent { get; init; }

    public int ContentStart { get; internal set; }

    public int ContentEnd { get; internal set; }

    public int End { get; internal set; }

    public List<AttributePlace> Attributes { get; } = [];

    public List<ElementPlace> Children { get; } = [];

    public bool IsLeaf => Children.Count == 0;

    /// <summary>Whether it is written as an empty element, with one tag.</summary>
    public bool IsEmptyTag => ContentStart == End;
}

/// <summary>The elements of a message that is whole. A message that is not has no layout; nothing is judged here.</summary>
public sealed class MessageLayout
{
    private readonly byte[] _bytes;

    private MessageLayout(byte[] bytes, List<ElementPlace> elements)
    {
        _bytes = bytes;
        Elements = elements;
        Leaves = elements.Where(element => element.IsLeaf).ToList();
    }

    /// <summary>All elements in document order; the root first.</summary>
    public IReadOnlyList<ElementPlace> Elements { get; }

    /// <summary>Those without children.</summary>
    public IReadOnlyList<ElementPlace> Leaves { get; }

    /// <summary>The layout of a message; null where its markup cannot be followed.</summary>
    public static MessageLayout? Of(byte[] bytes)
    {
        List<ElementPlace> elements = [];
        ElementPlace? open = null;
        int at = 0;
        while (Find(bytes, "<"u8, at) is var start and >= 0)
        {
            ReadOnlySpan<byte> rest = bytes.AsSpan(start);
            if (rest.StartsWith("<!--"u8)) at = Behind(bytes, "-->"u8, start + 4);
            else if (rest.StartsWith("<![CDATA["u8)) at = Behind(bytes, "]]>"u8, start + 9);
            else if (rest.StartsWith("<?"u8)) at = Behind(bytes, "?>"u8, start + 2);
            else if (rest.StartsWith("</"u8))
            {
                at = Behind(bytes, ">"u8, start);
                if (open is null || at < 0) return null;
                open.ContentEnd = start;
                open.End = at;
                open = open.Parent;
            }
            else
            {
                int nameEnd = start + 1;
                while (nameEnd < bytes.Length && !" \t\r\n/>"u8.Contains(bytes[nameEnd])) nameEnd++;
                var element = new ElementPlace { Start = start, NameEnd = nameEnd, Parent = open };
                at = TakeAttributes(bytes, nameEnd, element.Attributes);
                if (at < 0) return null;
                elements.Add(element);
                open?.Children.Add(element);
                element.ContentStart = at;
                if (bytes[at - 2] == '/') element.ContentEnd = element.End = at;
                else open = element;
            }

            if (at < 0) return null;
        }

        return open is null && elements.Count > 0 ? new MessageLayout(bytes, elements) : null;
    }

    /// <summary>The element's name as it is written, with its prefix.</summary>
    public string NameOf(ElementPlace element) => Encoding.UTF8.GetString(_bytes, element.Start + 1, element.NameEnd - element.Start - 1);

    /// <summary>The element's name without its prefix.</summary>
    public string LocalNameOf(ElementPlace element) => NameOf(element) is var name && name.IndexOf(':') is var colon and >= 0 ? name[(colon + 1)..] : NameOf(element);

    /// <summary>The content as it is written.</summary>
    public string ContentOf(ElementPlace element) => Encoding.UTF8.GetString(_bytes, element.ContentStart, element.ContentEnd - element.ContentStart);

    /// <summary>The names down to the element, without prefixes.</summary>
    public IReadOnlyList<string> PathOf(ElementPlace element)
    {
        List<string> path = [];
        for (ElementPlace? at = element; at is not null; at = at.Parent) path.Insert(0, LocalNameOf(at));
        return path;
    }

    private static int TakeAttributes(byte[] bytes, int at, List<AttributePlace> attributes)
    {
        while (at < bytes.Length)
        {
            if (bytes[at] == '>') return at + 1;
            if (bytes[at] is not ((byte)'"' or (byte)'\''))
            {
                at++;
                continue;
            }

            int valueEnd = Array.IndexOf(bytes, bytes[at], at + 1);
            if (valueEnd < 0) return -1;
            int nameEnd = at - 1;
            while (nameEnd > 0 && " \t\r\n="u8.Contains(bytes[nameEnd])) nameEnd--;
            int nameStart = nameEnd;
            while (nameStart > 0 && !" \t\r\n<\"'"u8.Contains(bytes[nameStart - 1])) nameStart--;
            attributes.Add(new AttributePlace(nameStart, nameEnd + 1, at + 1, valueEnd));
            at = valueEnd + 1;
        }

        return -1;
    }

    private static int Find(byte[] bytes, ReadOnlySpan<byte> what, int from)
    {
        int found = bytes.AsSpan(from).IndexOf(what);
        return found < 0 ? -1 : from + found;
    }

    private static int Behind(byte[] bytes, ReadOnlySpan<byte> what, int from) =>
        from <= bytes.Length && Find(bytes, what, from) is var found and >= 0 ? found + what.Length : -1;
}
