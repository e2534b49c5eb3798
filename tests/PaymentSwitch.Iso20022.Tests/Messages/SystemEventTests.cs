using System.Buffers;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests.Messages;

public sealed class SystemEventTests : MessageContract<SystemEvent>
{
    protected override IReadOnlyList<string> Definitions { get; } = [SystemEventWriter.MessageDefinition];

    protected override IReadOnlyList<string> Kept { get; } = ["EvtCd", "EvtParam", "EvtDesc", "EvtTm"];

    protected override int SamplesMin => 20;

    protected override void Write(IBufferWriter<byte> output, OutgoingHeader? header, SystemEvent content, string definition) =>
        SystemEventWriter.Write(output, header, content);
}
