using System.Buffers;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests.Messages;

public sealed class RequestToPayStatusTests : MessageContract<RequestToPayStatus>
{
    protected override IReadOnlyList<string> Definitions { get; } = [RequestToPayStatusWriter.MessageDefinition];

    protected override IReadOnlyList<string> Kept { get; } =
        ["GrpHdr/MsgId", "OrgnlMsgId", "OrgnlPmtInfId", "OrgnlEndToEndId", "OrgnlUETR", "TxSts", "Rsn/Cd", "Rsn/Prtry", "InstdAmt", "MmbId"];

    protected override int SamplesMin => 2;

    protected override void Write(IBufferWriter<byte> output, OutgoingHeader? header, RequestToPayStatus content, string definition) =>
        RequestToPayStatusWriter.Write(output, header, content);
}
