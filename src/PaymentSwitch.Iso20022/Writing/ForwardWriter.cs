using System.Buffers;
using System.Text;
using PaymentSwitch.Domain.Payments;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Passes a message on: a header of the switch's own, and the originator's <c>Document</c> byte for byte.</summary>
public static class ForwardWriter
{
    private static readonly SearchValues<byte> NameEnds = SearchValues.Create(" \t\r\n/>"u8);

    /// <summary>
    /// Writes one business message. Where the document takes namespace declarations from the elements that were around it,
    /// they are put into its start tag; nothing else in it changes.
    /// </summary>
    /// <exception cref="ArgumentException">An id of the header is empty or too long for its element.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader header, OriginalMessage original)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(original);
        var xml = new XmlOutput(output);
        BusinessMessage.Begin(ref xml, header);
        ReadOnlySpan<byte> document = original.Document.Span;
        if (original.InheritedNamespaces.Length > 0)
        {
            int nameEnd = document.IndexOfAny(NameEnds);
            xml.Raw(document[..nameEnd]);
            xml.Raw(Encoding.UTF8.GetBytes(original.InheritedNamespaces));
            document = document[nameEnd..];
        }

        xml.Raw(document);
        BusinessMessage.End(ref xml);
    }
}
