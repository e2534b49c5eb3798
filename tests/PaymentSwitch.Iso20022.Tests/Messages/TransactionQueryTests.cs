using System.Buffers;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests.Messages;

public sealed class TransactionQueryTests : MessageContract<TransactionQuery>
{
    protected override IReadOnlyList<string> Definitions { get; } = [TransactionQueryWriter.MessageDefinition];

    protected override IReadOnlyList<string> Kept { get; } = ["MsgHdr/MsgId", "TxId", "UETR", "QryNm"];

    protected override IReadOnlyDictionary<string, string[]> Choices { get; } = new Dictionary<string, string[]>
    {
        ["TransactionQuery.QueryType"] = ["ALLL", "CHNG", "MODF", "DELD"],
    };

    protected override void Write(IBufferWriter<byte> output, OutgoingHeader? header, TransactionQuery content, string definition) =>
        TransactionQueryWriter.Write(output, header, content);

    protected override TransactionQuery Fit(TransactionQuery content, string definition) => content.QueryName is null ? content : content with
    {
        MessageIds = [], Payments = [], TransactionIds = [], SettlementDates = [], EndToEndIds = [], InstructingAgent = null, InstructedAgent = null,
    };

    [Fact]
    public void A_query_by_name_takes_no_criteria() => Assert.Throws<ArgumentException>(() => Examples.Written(output =>
        TransactionQueryWriter.Write(output, null, new TransactionQuery { Header = new QueryHeader { MessageId = "Q" }, QueryName = "all", TransactionIds = ["T"] })));
}
