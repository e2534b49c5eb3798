using System.Buffers;
using PaymentSwitch.Domain.Payments;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Passes a message on: a header of the switch's own, and the originator's <c>Document</c> byte for byte.</summary>
public static class ForwardWriter
{
    /// <summary>
    /// Writes one business message. Where the document takes namespace declarations from the elements that were around it,
    /// they are put into its start tag; nothing else in it changes.
    /// </summary>
    /// <exception cref="ArgumentException">An id of the header is empty or too long for its element.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader header, OriginalMessage original) =>
        throw new NotImplementedException();
}
