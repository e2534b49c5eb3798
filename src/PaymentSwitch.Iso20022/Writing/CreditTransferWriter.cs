using System.Buffers;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes credit transfers (pacs.008.001.08) as business messages. The same arguments give the same bytes.</summary>
public static class CreditTransferWriter
{
    /// <summary>The definition of what is written.</summary>
    public const string MessageDefinition = "pacs.008.001.08";

    /// <summary>Writes one business message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="instruction">The payment.</param>
    /// <exception cref="ArgumentException">An id or code is empty or too long for its element.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, CreditTransferInstruction instruction) =>
        throw new NotImplementedException();
}
