using System.Buffers;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests.Messages;

public sealed class ReceiptTests : MessageContract<Receipt>
{
    protected override IReadOnlyList<string> Definitions { get; } = [ReceiptWriter.MessageDefinition];

    protected override IReadOnlyList<string> Kept { get; } = ["MsgHdr/MsgId", "StsCd", "Desc"];

    protected override void Write(IBufferWriter<byte> output, OutgoingHeader? header, Receipt content, string definition) =>
        ReceiptWriter.Write(output, header, content);

    [Fact]
    public void A_receipt_without_details_is_refused() => Assert.Throws<ArgumentException>(() => Examples.Written(output =>
        ReceiptWriter.Write(output, null, new RandomContent(2, Choices).Of<Receipt>() with { Details = [] })));

    [Fact]
    public void A_payment_that_is_named_by_too_little_is_refused() => Assert.Contains("InstdAgt", Assert.Throws<ArgumentException>(() => Examples.Written(output =>
        ReceiptWriter.Write(output, null, new Receipt
        {
            Header = new QueryHeader { MessageId = "R" },
            Details =
            [
                new ReceiptDetails
                {
                    OriginalMessageId = "M",
                    OriginalPayment = new PaymentKey
                    {
                        SettlementAmount = "1", SettlementDate = "2026-11-21", InstructingAgent = Domain.Identification.AgentIdentification.OfBic("BANKDEFF"),
                    },
                },
            ],
        }))).Message);
}
