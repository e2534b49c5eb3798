namespace PaymentSwitch.Iso20022.Xml;

/// <summary>Gives the namespaces that matter numbers, so that they are compared once, where they are declared. Never changes.</summary>
internal sealed class NamespaceTable
{
    /// <summary>No namespace.</summary>
    internal const int None = 0;

    /// <summary>The namespace of the prefix <c>xml</c>.</summary>
    internal const int Xml = 1;

    /// <summary>The namespace of <c>xsi:nil</c>, <c>xsi:type</c> and their like.</summary>
    internal const int Instance = 2;

    /// <summary>The number of the first one that is named at construction; the others follow in order.</summary>
    internal const int First = 3;

    /// <summary>A namespace that matters to nobody here.</summary>
    internal const int Other = -1;

    /// <summary>The namespace of namespace declarations.</summary>
    internal const int Declarations = -2;

    private readonly byte[][] _known;

    internal NamespaceTable(IEnumerable<byte[]> known) => _known = [.. known];

    /// <summary>One that knows no namespace, for who does not ask.</summary>
    internal static NamespaceTable Empty { get; } = new([]);

    internal static ReadOnlySpan<byte> XmlUri => "http://www.w3.org/XML/1998/namespace"u8;

    internal static ReadOnlySpan<byte> InstanceUri => "http://www.w3.org/2001/XMLSchema-instance"u8;

    internal static ReadOnlySpan<byte> DeclarationsUri => "http://www.w3.org/2000/xmlns/"u8;

    /// <summary>The number of a namespace.</summary>
    internal int NumberOf(ReadOnlySpan<byte> uri)
    {
        if (uri.IsEmpty) return None;
        for (int i = 0; i < _known.Length; i++)
            if (uri.SequenceEqual(_known[i])) return First + i;
        if (uri.SequenceEqual(InstanceUri)) return Instance;
        if (uri.SequenceEqual(XmlUri)) return Xml;
        return uri.SequenceEqual(DeclarationsUri) ? Declarations : Other;
    }
}
