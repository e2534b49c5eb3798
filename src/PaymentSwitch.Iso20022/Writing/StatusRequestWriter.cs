using System.Buffers;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes status requests (pacs.028.001.03) as business messages. The same arguments give the same bytes.</summary>
public static class StatusRequestWriter
{
    /// <summary>The definition of what is written.</summary>
    public const string MessageDefinition = "pacs.028.001.03";

    /// <summary>Writes one business message.</summary>
    /// <exception cref="ArgumentException">An id is empty or too long for its element.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader header, StatusRequest request) =>
        throw new NotImplementedException();
}
