using System.Text;

namespace PaymentSwitch.Iso20022.Schemas;

/// <summary>What may be in an element: a text, or other elements in an order that an automaton follows, and attributes.</summary>
internal sealed class TypeDefinition
{
    internal TypeDefinition(string name) => Name = name;

    /// <summary>Its name in the schema; that of its element where it has none.</summary>
    internal string Name { get; }

    /// <summary>What kind of content.</summary>
    internal ContentKind Content { get; set; }

    /// <summary>The text, where the content is one; null otherwise.</summary>
    internal SimpleType? Text { get; set; }

    /// <summary>The automaton of the elements in it; it begins at the first state. Empty where there are none.</summary>
    internal ContentState[] States { get; set; } = [];

    /// <summary>The attributes it may have.</summary>
    internal AttributeDeclaration[] Attributes { get; set; } = [];

    /// <summary>Which other attributes it may have; null for none.</summary>
    internal Wildcard? OtherAttributes { get; set; }
}

/// <summary>What kind of content an element has.</summary>
internal enum ContentKind
{
    /// <summary>Nothing, not even a blank.</summary>
    Empty = 0,

    /// <summary>A text.</summary>
    Text = 1,

    /// <summary>Elements, with blanks between them.</summary>
    Elements = 2,

    /// <summary>Elements and texts.</summary>
    Mixed = 3,
}

/// <summary>How far the elements in an element have come.</summary>
internal sealed class ContentState
{
    /// <summary>What may come next, in the order of the schema.</summary>
    internal Transition[] Next { get; set; } = [];

    /// <summary>What may come next by its namespace only; null for nothing.</summary>
    internal WildcardTransition? Any { get; set; }

    /// <summary>Whether this may be the end.</summary>
    internal bool IsFinal { get; set; }

    /// <summary>The names of what may come next, for an error's text.</summary>
    internal string Expected()
    {
        const int Most = 12;
        IEnumerable<string> names = Next.Select(transition => transition.Element.Name);
        if (Any is not null) names = names.Append("any element");
        string[] all = [.. names];
        string listed = all.Length <= Most ? string.Join(", ", all) : string.Join(", ", all.Take(Most)) + ", …";
        return all.Length switch
        {
            0 => "nothing more",
            1 => IsFinal ? $"{listed} or nothing more" : listed,
            _ => IsFinal ? $"one of {listed}, or nothing more" : $"one of {listed}",
        };
    }
}

/// <summary>A step from one state to another. The tag's first bytes are here, so that looking for the right step touches nothing else.</summary>
/// <param name="Element">By this element.</param>
/// <param name="Target">To the state of this index.</param>
/// <param name="TagHead">The first eight bytes of its start tag as a number.</param>
/// <param name="TagMask">Which of them there are.</param>
internal readonly record struct Transition(ElementDeclaration Element, int Target, ulong TagHead, ulong TagMask)
{
    /// <summary>A step by an element.</summary>
    internal Transition(ElementDeclaration element, int target)
        : this(element, target, element.Tag.Head, element.Tag.Mask)
    {
    }
}

/// <summary>A step by an element that only its namespace decides of.</summary>
/// <param name="Allowed">Which.</param>
/// <param name="Target">To the state of this index.</param>
internal sealed record WildcardTransition(Wildcard Allowed, int Target);

/// <summary>An attribute that a type may have.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Namespace">Its namespace; empty for none.</param>
/// <param name="Type">What it may say.</param>
/// <param name="IsRequired">Whether it must be there.</param>
internal sealed record AttributeDeclaration(byte[] Name, byte[] Namespace, SimpleType Type, bool IsRequired)
{
    internal string NameText { get; } = Encoding.UTF8.GetString(Name);
}
