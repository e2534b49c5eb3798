using System.Buffers;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests.Messages;

public sealed class VerificationRequestTests : MessageContract<VerificationRequest>
{
    protected override IReadOnlyList<string> Definitions { get; } = [VerificationRequestWriter.MessageDefinition];

    protected override IReadOnlyList<string> Kept { get; } = ["Assgnmt/MsgId", "Vrfctn/Id"];

    protected override void Write(IBufferWriter<byte> output, OutgoingHeader? header, VerificationRequest content, string definition) =>
        VerificationRequestWriter.Write(output, header, content);

    [Fact]
    public void A_proxy_will_do_for_an_account()
    {
        VerificationRequest random = new RandomContent(3, Choices).Of<VerificationRequest>();
        var subject = new VerificationSubject("V", new PartyAndAccount(null, new AccountIdentification { Proxy = new AccountProxy("+39 06 1234", new CodeText("TELE")) }, null));
        byte[] bytes = Examples.Written(output => VerificationRequestWriter.Write(output, null, random with { Verifications = [subject] }));
        Assert.Null(BaseSchemas.FaultOf(VerificationRequestWriter.MessageDefinition, Examples.Text(bytes)));
        var message = Assert.IsType<IncomingMessage<VerificationRequest>>(BaseSchemas.Reader().Read(bytes).Message);
        Assert.Equal(subject, Assert.Single(message.Content.Verifications));
        Assert.Equal(random.Assignment.MessageId, message.MessageId);
    }
}
