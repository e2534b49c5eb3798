using System.Buffers;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests.Messages;

public sealed class ResendRequestTests : MessageContract<ResendRequest>
{
    protected override IReadOnlyList<string> Definitions { get; } = [ResendRequestWriter.MessageDefinition];

    protected override IReadOnlyList<string> Kept { get; } = ["SeqNb"];

    protected override void Write(IBufferWriter<byte> output, OutgoingHeader? header, ResendRequest content, string definition) =>
        ResendRequestWriter.Write(output, header, content);
}
