namespace PaymentSwitch.Iso20022.Reading;

/// <summary>The bounds of one message. They are enforced on the bytes, before anything is built from them.</summary>
public sealed record MessageLimits
{
    /// <summary>The most bytes of a whole message. A full pacs.008 has 2 to 10 KB; 256 KB leave room for remittance data.</summary>
    public int BytesMax { get; init; } = 256 * 1024;

    /// <summary>How deep elements may be nested. The deepest path of the schemas has 17 levels below <c>Document</c>.</summary>
    public int DepthMax { get; init; } = 64;

    /// <summary>The most attributes of one element, namespace declarations included.</summary>
    public int AttributesPerElementMax { get; init; } = 32;

    /// <summary>The most elements of one message.</summary>
    public int ElementsMax { get; init; } = 20_000;

    /// <summary>The most errors that are reported of one message. Reading stops there.</summary>
    public int ErrorsMax { get; init; } = 50;

    /// <summary>The most bytes of one text or one attribute value. The longest text of the schemas has 20,000 characters.</summary>
    public int TextBytesMax { get; init; } = 80_000;

    /// <summary>The most bytes of one element's or attribute's name, prefix included.</summary>
    public int NameBytesMax { get; init; } = 256;
}
