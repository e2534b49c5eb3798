using System.Buffers;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests.Messages;

public sealed class ReceiptAcknowledgementTests : MessageContract<ReceiptAcknowledgement>
{
    protected override IReadOnlyList<string> Definitions { get; } = [ReceiptAcknowledgementWriter.MessageDefinition];

    protected override IReadOnlyList<string> Kept { get; } = ["Ref", "StsCd"];

    protected override void Write(IBufferWriter<byte> output, OutgoingHeader? header, ReceiptAcknowledgement content, string definition) =>
        ReceiptAcknowledgementWriter.Write(output, header, content);

    [Fact]
    public void An_acknowledgement_of_nothing_is_refused() => Assert.Throws<ArgumentException>(() => Examples.Written(output =>
        ReceiptAcknowledgementWriter.Write(output, null, new ReceiptAcknowledgement { MessageId = "A", Messages = [] })));
}
