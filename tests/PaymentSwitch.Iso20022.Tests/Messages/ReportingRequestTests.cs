using System.Buffers;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests.Messages;

public sealed class ReportingRequestTests : MessageContract<ReportingRequest>
{
    protected override IReadOnlyList<string> Definitions { get; } = [ReportingRequestWriter.MessageDefinition];

    protected override IReadOnlyList<string> Kept { get; } = ["GrpHdr/MsgId", "ReqdMsgNmId"];

    protected override IReadOnlyDictionary<string, string[]> Choices { get; } = new Dictionary<string, string[]> { ["ReportingPeriod.Type"] = ["ALLL", "CHNG", "MODF"] };

    protected override void Write(IBufferWriter<byte> output, OutgoingHeader? header, ReportingRequest content, string definition) =>
        ReportingRequestWriter.Write(output, header, content);

    protected override ReportingRequest Fit(ReportingRequest content, string definition) => content with
    {
        Requests = [.. content.Requests.Select(request => request.Period is { FromTime: null } period ? request with { Period = period with { ToTime = null } } : request)],
    };

    [Theory]
    [InlineData("25:00:00")]
    [InlineData("noon")]
    public void What_is_no_time_of_day_is_refused(string time)
    {
        ReportingRequest content = new RandomContent(1, Choices).Of<ReportingRequest>();
        content = content with
        {
            Requests = [content.Requests[0] with { Period = new ReportingPeriod { FromDate = "2026-11-21", FromTime = time, Type = "ALLL" } }],
        };
        Assert.Contains("FrTm", Assert.Throws<ArgumentException>(() => Examples.Written(output => ReportingRequestWriter.Write(output, null, content))).Message);
    }
}
