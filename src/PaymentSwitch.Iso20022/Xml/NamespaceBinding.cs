namespace PaymentSwitch.Iso20022.Xml;

/// <summary>A declaration of a namespace that is in force.</summary>
internal struct NamespaceBinding
{
    /// <summary>Where the prefix lies in the message; the default namespace has a prefix of length 0.</summary>
    internal int PrefixStart;

    /// <summary>How long it is, in bytes.</summary>
    internal int PrefixLength;

    /// <summary>The namespace where it lies in the message as it is; otherwise see <see cref="Resolved"/>.</summary>
    internal int UriStart;

    /// <summary>How long it is, in bytes.</summary>
    internal int UriLength;

    /// <summary>The namespace where references or line breaks had to be resolved; null otherwise.</summary>
    internal byte[]? Resolved;

    /// <summary>The namespace's number, see <see cref="NamespaceTable"/>.</summary>
    internal int Namespace;
}
