namespace PaymentSwitch.Iso20022.Writing;

/// <summary>What is around every message that is written: a wrapper without a namespace, and the header.</summary>
internal static class BusinessMessage
{
    /// <summary>The longest id, in characters.</summary>
    internal const int IdLengthMax = 35;

    /// <summary>Writes the wrapper's start and the header.</summary>
    internal static void Begin(ref XmlOutput xml, OutgoingHeader header)
    {
        xml.Raw("<BusinessMessage><AppHdr xmlns=\"urn:iso:std:iso:20022:tech:xsd:head.001.001.02\"><Fr><FIId>"u8);
        xml.Agent(header.From);
        xml.Raw("</FIId></Fr><To><FIId>"u8);
        xml.Agent(header.To);
        xml.Raw("</FIId></To>"u8);
        xml.Element("BizMsgIdr"u8, header.BusinessMessageId, IdLengthMax);
        xml.Element("MsgDefIdr"u8, header.MessageDefinition, IdLengthMax);
        xml.Optional("BizSvc"u8, header.BusinessService, IdLengthMax);
        xml.Time("CreDt"u8, header.CreatedAtMs);
        if (header.PossibleDuplicate) xml.Raw("<PssblDplct>true</PssblDplct>"u8);
        xml.Raw("</AppHdr>"u8);
    }

    /// <summary>Writes the start of <c>Document</c>.</summary>
    /// <param name="xml">Where to.</param>
    /// <param name="definition">The definition of what is written.</param>
    /// <param name="known">The definitions that the writer knows.</param>
    /// <exception cref="ArgumentException">The definition is none of them.</exception>
    internal static void BeginDocument(ref XmlOutput xml, string definition, IReadOnlyList<string> known)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (!known.Contains(definition))
            throw new ArgumentException($"'{definition}' cannot be written; expected {string.Join(" or ", known)}.", nameof(definition));
        xml.Raw("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:"u8);
        xml.Text(definition);
        xml.Raw("\">"u8);
    }

    /// <summary>Writes the wrapper's end, and hands everything over.</summary>
    internal static void End(ref XmlOutput xml)
    {
        xml.Raw("</BusinessMessage>"u8);
        xml.Flush();
    }
}
