using System.Buffers;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests.Messages;

public sealed class VerificationReportTests : MessageContract<VerificationReport>
{
    protected override IReadOnlyList<string> Definitions { get; } = [VerificationReportWriter.MessageDefinition];

    protected override IReadOnlyList<string> Kept { get; } = ["Assgnmt/MsgId", "OrgnlId"];

    protected override void Write(IBufferWriter<byte> output, OutgoingHeader? header, VerificationReport content, string definition) =>
        VerificationReportWriter.Write(output, header, content);
}
