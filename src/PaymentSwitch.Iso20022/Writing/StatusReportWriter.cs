using System.Buffers;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes status reports (pacs.002.001.10) as business messages. The same arguments give the same bytes.</summary>
public static class StatusReportWriter
{
    /// <summary>The definition of what is written.</summary>
    public const string MessageDefinition = "pacs.002.001.10";

    /// <summary>Writes one business message.</summary>
    /// <exception cref="ArgumentException">An id or code is empty or too long for its element.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader header, StatusReport report) =>
        throw new NotImplementedException();
}
