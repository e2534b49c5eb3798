namespace PaymentSwitch.Iso20022.Xml;

/// <summary>What a tokeniser may find.</summary>
internal enum XmlToken
{
    /// <summary>An element begins; an empty one ends with the next token.</summary>
    StartElement = 1,

    /// <summary>An element ends.</summary>
    EndElement = 2,

    /// <summary>A run of characters or a CDATA section; one text may come in several.</summary>
    Text = 3,

    /// <summary>The message ends.</summary>
    End = 4,

    /// <summary>It cannot be read on, see <see cref="XmlTokenizer.Fault"/>.</summary>
    Fault = 5,
}
