using System.Buffers;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes message rejects (admi.002.001.01) as business messages. The same arguments give the same bytes.</summary>
public static class MessageRejectWriter
{
    /// <summary>The definition of what is written.</summary>
    public const string MessageDefinition = "admi.002.001.01";

    /// <summary>Writes one business message.</summary>
    /// <exception cref="ArgumentException">An id or code is empty or too long for its element.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader header, MessageReject reject) =>
        throw new NotImplementedException();
}
