using System.Text;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Reading;

/// <summary>
/// All elements of a document, for messages that are rare enough to be looked up in by path. Prefixes and what is not declared
/// by the schema (supplementary data) are left out.
/// </summary>
internal sealed class MessageContent
{
    private readonly List<Node> _nodes = [];
    private int _open = -1;

    /// <summary>The document itself.</summary>
    internal Element Document => new(this, 0);

    /// <summary>An element begins.</summary>
    internal void Begin(string name)
    {
        int index = _nodes.Count;
        if (_open >= 0)
        {
            Node parent = _nodes[_open];
            if (parent.LastChild >= 0) _nodes[parent.LastChild].Next = index;
            else parent.FirstChild = index;
            parent.LastChild = index;
        }

        _nodes.Add(new Node(name, _open));
        _open = index;
    }

    /// <summary>The element that began last and has not ended has an attribute.</summary>
    internal void AddAttribute(string name, ReadOnlySpan<byte> value)
    {
        // Of all attributes of ISO 20022 the switch reads the currency of an amount.
        if (name == "Ccy") _nodes[_open].Currency = Encoding.UTF8.GetString(value);
    }

    /// <summary>The element that began last and has not ended, ends.</summary>
    internal void End(ReadOnlySpan<byte> text)
    {
        Node node = _nodes[_open];
        if (node.FirstChild < 0) node.Text = Encoding.UTF8.GetString(text);
        _open = node.Parent;
    }

    private Node? Find(int from, string path)
    {
        int at = IndexOf(from, path);
        return at < 0 ? null : _nodes[at];
    }

    private int IndexOf(int from, string path)
    {
        int at = from;
        foreach (string name in path.Split('/'))
        {
            int child = _nodes[at].FirstChild;
            while (child >= 0 && _nodes[child].Name != name) child = _nodes[child].Next;
            if (child < 0) return -1;
            at = child;
        }

        return at;
    }

    /// <summary>An element of the document.</summary>
    internal readonly struct Element(MessageContent content, int index)
    {
        /// <summary>The text of the first element at a path below; null where there is none.</summary>
        internal string? Text(string path) => content.Find(index, path)?.Text;

        /// <summary>The text of the first element at one of two paths below, such as <c>Cd</c> and <c>Prtry</c>; null where there is none.</summary>
        internal string? Text(string path, string otherwise) => Text(path) ?? Text(otherwise);

        /// <summary>The amount at a path below; null where there is none.</summary>
        internal AmountText? Amount(string path) => content.Find(index, path) is { Text: not null } node ? new AmountText(node.Text, node.Currency ?? "") : null;

        /// <summary>The text of the first element at a path where the schema wants one; empty where it is not there after all.</summary>
        internal string Required(string path) => Text(path) ?? "";

        /// <summary>The first element at a path below; null where there is none.</summary>
        internal Element? At(string path)
        {
            int at = content.IndexOf(index, path);
            return at < 0 ? null : new Element(content, at);
        }

        /// <summary>Whether there is an element at a path below.</summary>
        internal bool Has(string path) => content.Find(index, path) is not null;

        /// <summary>All elements at a path below: of several of one name on the way, those in the first.</summary>
        internal IEnumerable<Element> All(string path)
        {
            int slash = path.LastIndexOf('/');
            Node? parent = slash < 0 ? content._nodes[index] : content.Find(index, path[..slash]);
            string name = path[(slash + 1)..];
            for (int child = parent?.FirstChild ?? -1; child >= 0; child = content._nodes[child].Next)
                if (content._nodes[child].Name == name) yield return new Element(content, child);
        }

        /// <summary>The element's own name.</summary>
        internal string Name => content._nodes[index].Name;

        /// <summary>The elements in it.</summary>
        internal IEnumerable<Element> Children()
        {
            for (int child = content._nodes[index].FirstChild; child >= 0; child = content._nodes[child].Next) yield return new Element(content, child);
        }

        /// <summary>The element's own text; null where it has elements in it.</summary>
        internal string? Value => content._nodes[index].Text;
    }

    private sealed class Node(string name, int parent)
    {
        public string Name { get; } = name;

        public int Parent { get; } = parent;

        public int FirstChild { get; set; } = -1;

        public int LastChild { get; set; } = -1;

        public int Next { get; set; } = -1;

        public string? Text { get; set; }

        public string? Currency { get; set; }
    }
}
