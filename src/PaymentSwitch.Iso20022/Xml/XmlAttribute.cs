namespace PaymentSwitch.Iso20022.Xml;

/// <summary>An attribute of the start tag that was read last.</summary>
internal struct XmlAttribute
{
    /// <summary>Where its name begins in the message, prefix included.</summary>
    internal int NameStart;

    /// <summary>How long the name is, prefix included, in bytes.</summary>
    internal int NameLength;

    /// <summary>How long the prefix is; 0 for none.</summary>
    internal int PrefixLength;

    /// <summary>Where its value begins: in the message, or in the workspace where it had to be resolved.</summary>
    internal int ValueStart;

    /// <summary>How long the value is, in bytes.</summary>
    internal int ValueLength;

    /// <summary>Whether the value lies in the workspace.</summary>
    internal bool IsResolved;

    /// <summary>Whether it declares a namespace.</summary>
    internal bool IsDeclaration;

    /// <summary>The number of its namespace, see <see cref="NamespaceTable"/>; an attribute without a prefix has none.</summary>
    internal int Namespace;
}
