using System.Buffers;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests.Messages;

public sealed class AccountQueryTests : MessageContract<AccountQuery>
{
    protected override IReadOnlyList<string> Definitions { get; } = [AccountQueryWriter.MessageDefinition];

    protected override IReadOnlyList<string> Kept { get; } = ["MsgHdr/MsgId", "EQ/IBAN", "QryNm"];

    protected override IReadOnlyDictionary<string, string[]> Choices { get; } = new Dictionary<string, string[]>
    {
        ["AccountQuery.QueryType"] = ["ALLL", "CHNG", "MODF", "DELD"],
    };

    protected override void Write(IBufferWriter<byte> output, OutgoingHeader? header, AccountQuery content, string definition) =>
        AccountQueryWriter.Write(output, header, content);

    protected override AccountQuery Fit(AccountQuery content, string definition) =>
        content.QueryName is null ? content : content with { Accounts = [], Currencies = [], Owner = null, Servicer = null };

    [Fact]
    public void A_query_by_name_takes_no_criteria() => Assert.Throws<ArgumentException>(() => Examples.Written(output =>
        AccountQueryWriter.Write(output, null, new AccountQuery { Header = new QueryHeader { MessageId = "Q" }, QueryName = "all", Currencies = ["EUR"] })));
}
