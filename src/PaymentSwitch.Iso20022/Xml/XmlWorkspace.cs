using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Xml;

/// <summary>What a tokeniser keeps between tokens; used again for the next message. By one thread at a time.</summary>
internal sealed class XmlWorkspace
{
    internal XmlWorkspace(MessageLimits limits)
    {
        Open = new OpenElement[Math.Min(limits.DepthMax, 1024) + 1];
        Attributes = new XmlAttribute[Math.Min(limits.AttributesPerElementMax, 64) + 1];
    }

    /// <summary>The elements that are open, from the root on.</summary>
    internal OpenElement[] Open { get; private set; }

    /// <summary>The attributes of the last start tag.</summary>
    internal XmlAttribute[] Attributes { get; private set; }

    /// <summary>The namespaces that are in force, from the root on.</summary>
    internal NamespaceBinding[] Bindings { get; private set; } = new NamespaceBinding[16];

    /// <summary>The last text, where references or line breaks in it had to be resolved.</summary>
    internal ByteStore Text { get; } = new();

    /// <summary>The values of the last start tag's attributes, where they had to be resolved.</summary>
    internal ByteStore AttributeValues { get; } = new();

    internal void GrowOpen() => Open = Grown(Open);

    internal void GrowAttributes() => Attributes = Grown(Attributes);

    internal void GrowBindings() => Bindings = Grown(Bindings);

    private static T[] Grown<T>(T[] array)
    {
        Array.Resize(ref array, array.Length * 2);
        return array;
    }
}

/// <summary>An element whose end tag has not come yet.</summary>
internal struct OpenElement
{
    /// <summary>Where its name begins in the message, prefix included.</summary>
    internal int NameStart;

    /// <summary>How long the name is, prefix included, in bytes.</summary>
    internal int NameLength;

    /// <summary>How long the prefix is; 0 for none.</summary>
    internal int PrefixLength;

    /// <summary>How many namespaces were in force around it.</summary>
    internal int BindingsBefore;

    /// <summary>Where its start tag begins.</summary>
    internal int TagStart;
}
