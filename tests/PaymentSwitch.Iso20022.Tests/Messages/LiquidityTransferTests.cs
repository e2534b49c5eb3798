using System.Buffers;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests.Messages;

public sealed class LiquidityTransferTests : MessageContract<LiquidityTransfer>
{
    protected override IReadOnlyList<string> Definitions { get; } = [LiquidityTransferWriter.MessageDefinition];

    protected override IReadOnlyList<string> Kept { get; } = ["MsgHdr/MsgId", "UETR", "EndToEndId", "AmtWthCcy", "AmtWthtCcy", "SttlmDt"];

    protected override void Write(IBufferWriter<byte> output, OutgoingHeader? header, LiquidityTransfer content, string definition) =>
        LiquidityTransferWriter.Write(output, header, content);

    [Fact]
    public void An_amount_may_stand_without_a_currency()
    {
        LiquidityTransfer content = new RandomContent(2, Choices).Of<LiquidityTransfer>() with { Amount = new AmountText("12.50", "") };
        byte[] bytes = Examples.Written(output => LiquidityTransferWriter.Write(output, null, content));
        Assert.Contains("<TrfdAmt><AmtWthtCcy>12.50</AmtWthtCcy></TrfdAmt>", Examples.Text(bytes));
        Assert.Null(BaseSchemas.FaultOf(LiquidityTransferWriter.MessageDefinition, Examples.Text(bytes)));
        var message = Assert.IsType<IncomingMessage<LiquidityTransfer>>(BaseSchemas.Reader().Read(bytes).Message);
        Assert.Equal(content.Amount, message.Content.Amount);
        Assert.Equal(content.MessageId, message.MessageId);
    }
}
