using System.Text;
using System.Xml.Schema;

namespace PaymentSwitch.Iso20022.Tests.Differential.Mutating;

/// <summary>One way to change a message. Gives what it did, or null where it has no place in this message.</summary>
public delegate string? Mutation(Mutant mutant);

/// <summary>A message that is being changed, byte by byte.</summary>
public sealed class Mutant
{
    private MessageLayout? _layout;
    private bool _isLaidOut;

    public Mutant(MessageSource source, Random random)
    {
        Source = source;
        Random = random;
        Bytes = source.Bytes;
    }

    /// <summary>The message from which it comes.</summary>
    public MessageSource Source { get; }

    public Random Random { get; }

    /// <summary>The bytes as they are now. Never changed in place.</summary>
    public byte[] Bytes { get; private set; }

    /// <summary>Where things are now; null where that can no longer be said.</summary>
    public MessageLayout? Layout
    {
        get
        {
            if (!_isLaidOut) _layout = MessageLayout.Of(Bytes);
            _isLaidOut = true;
            return _layout;
        }
    }

    public T Pick<T>(IReadOnlyList<T> from) => from[Random.Next(from.Count)];

    /// <summary>Any element but the root; null where there is none.</summary>
    public ElementPlace? PickElement() => Layout is { Elements.Count: > 1 } layout ? layout.Elements[Random.Next(1, layout.Elements.Count)] : null;

    /// <summary>Any element without children that has an end tag; null where there is none.</summary>
    public ElementPlace? PickLeaf() =>
        Layout is { Leaves.Count: > 0 } layout && Pick(layout.Leaves) is { IsEmptyTag: false } leaf ? leaf : null;

    /// <summary>Any element with children; null where there is none.</summary>
    public ElementPlace? PickBranch() =>
        Layout?.Elements.Where(element => !element.IsLeaf).ToList() is { Count: > 0 } branches ? Pick(branches) : null;

    /// <summary>The path of an element, for people.</summary>
    public string Path(ElementPlace element) => string.Join('/', Layout!.PathOf(element).Skip(1));

    public byte[] Slice(int from, int to) => Bytes[from..to];

    public void Replace(int from, int to, string with) => Replace(from, to, Encoding.UTF8.GetBytes(with));

    public void Replace(int from, int to, ReadOnlySpan<byte> with)
    {
        byte[] changed = new byte[Bytes.Length - (to - from) + with.Length];
        Bytes.AsSpan(0, from).CopyTo(changed);
        with.CopyTo(changed.AsSpan(from));
        Bytes.AsSpan(to).CopyTo(changed.AsSpan(from + with.Length));
        Bytes = changed;
        _isLaidOut = false;
    }

    public void Insert(int at, string what) => Replace(at, at, what);

    public void ReplaceAll(byte[] bytes)
    {
        Bytes = bytes;
        _isLaidOut = false;
    }

    /// <summary>Adds an attribute as it is written, behind those that are there.</summary>
    public void AddAttribute(ElementPlace element, string attribute) =>
        Insert(element.IsEmptyTag ? element.ContentStart - 2 : element.ContentStart - 1, " " + attribute);

    /// <summary>The type that the schema gives an element; null where it gives none.</summary>
    public XmlSchemaType? TypeOf(ElementPlace element) => Source.TypeAt(Layout!.PathOf(element));
}
