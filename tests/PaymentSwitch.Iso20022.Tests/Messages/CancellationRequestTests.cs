using System.Buffers;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests.Messages;

public sealed class CancellationRequestTests : MessageContract<CancellationRequest>
{
    protected override IReadOnlyList<string> Definitions { get; } = [CancellationRequestWriter.MessageDefinition];

    protected override IReadOnlyList<string> Kept { get; } =
        ["Assgnmt/Id", "Case/Id", "OrgnlUETR", "OrgnlMsgId", "OrgnlEndToEndId", "OrgnlTxId", "OrgnlIntrBkSttlmAmt", "Rsn/Cd", "Rsn/Prtry", "AddtlInf"];

    protected override IReadOnlyDictionary<string, string[]> Choices => Enumerations.OfPayments;

    protected override int SamplesMin => 1;

    protected override void Write(IBufferWriter<byte> output, OutgoingHeader? header, CancellationRequest content, string definition) =>
        CancellationRequestWriter.Write(output, header, content);
}
