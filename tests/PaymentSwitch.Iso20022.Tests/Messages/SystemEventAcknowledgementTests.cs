using System.Buffers;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests.Messages;

public sealed class SystemEventAcknowledgementTests : MessageContract<SystemEventAcknowledgement>
{
    protected override IReadOnlyList<string> Definitions { get; } = [SystemEventAcknowledgementWriter.MessageDefinition];

    protected override IReadOnlyList<string> Kept { get; } = ["EvtCd"];

    protected override void Write(IBufferWriter<byte> output, OutgoingHeader? header, SystemEventAcknowledgement content, string definition) =>
        SystemEventAcknowledgementWriter.Write(output, header, content);
}
