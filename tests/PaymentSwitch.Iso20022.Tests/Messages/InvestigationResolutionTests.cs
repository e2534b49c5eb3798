using System.Buffers;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests.Messages;

public sealed class InvestigationResolutionTests : MessageContract<InvestigationResolution>
{
    protected override IReadOnlyList<string> Definitions { get; } = [InvestigationResolutionWriter.MessageDefinition];

    protected override IReadOnlyList<string> Kept { get; } =
        ["Assgnmt/Id", "RslvdCase/Id", "Conf", "TxCxlSts", "OrgnlUETR", "OrgnlGrpInf/OrgnlMsgId", "OrgnlEndToEndId", "OrgnlTxId", "Rsn/Cd", "Rsn/Prtry", "AddtlInf"];

    protected override IReadOnlyDictionary<string, string[]> Choices { get; } = new Dictionary<string, string[]>(Enumerations.OfPayments)
    {
        ["CancellationOutcome.Status"] = ["RJCR", "ACCR", "PDCR"],
    };

    protected override int SamplesMin => 1;

    protected override void Write(IBufferWriter<byte> output, OutgoingHeader? header, InvestigationResolution content, string definition) =>
        InvestigationResolutionWriter.Write(output, header, content);

    protected override InvestigationResolution Fit(InvestigationResolution content, string definition) => content with { Confirmation = content.Confirmation ?? "RJCR" };

    [Fact]
    public void A_resolution_without_a_confirmation_is_refused() => Assert.Contains("Conf", Assert.Throws<ArgumentException>(() => Examples.Written(output =>
        InvestigationResolutionWriter.Write(output, null, new RandomContent(1, Choices).Of<InvestigationResolution>() with { Confirmation = null }))).Message);
}
