using System.Buffers;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests.Messages;

public sealed class PaymentReturnTests : MessageContract<PaymentReturn>
{
    protected override IReadOnlyList<string> Definitions { get; } = [PaymentReturnWriter.MessageDefinition, PaymentReturnWriter.MessageDefinition10];

    protected override IReadOnlyList<string> Kept { get; } =
        ["OrgnlUETR", "OrgnlEndToEndId", "OrgnlTxId", "OrgnlIntrBkSttlmAmt", "RtrdIntrBkSttlmAmt", "RtrId", "Rsn/Cd", "Rsn/Prtry", "AddtlInf", "ChrgBr", "InstgAgt/BICFI"];

    protected override IReadOnlyDictionary<string, string[]> Choices { get; } = new Dictionary<string, string[]>(Enumerations.OfPayments)
    {
        ["ReturnedPayment.ChargeBearer"] = Enumerations.ChargeBearers,
    };

    protected override int SamplesMin => 10;

    protected override void Write(IBufferWriter<byte> output, OutgoingHeader? header, PaymentReturn content, string definition) =>
        PaymentReturnWriter.Write(output, header, content, definition);

    protected override PaymentReturn Fit(PaymentReturn content, string definition) => definition == PaymentReturnWriter.MessageDefinition10 ? content : content with
    {
        Transactions = [.. content.Transactions.Select(transaction => transaction with
        {
            Chain = transaction.Chain is { } chain ? chain with { DebtorAccount = null, CreditorAccount = null } : null,
        })],
    };

    [Fact]
    public void Without_a_number_of_transactions_they_are_counted()
    {
        PaymentReturn content = new RandomContent(3, Choices).Of<PaymentReturn>() with { NumberOfTransactions = null };
        string xml = Examples.Text(Examples.Written(output => PaymentReturnWriter.Write(output, null, content)));
        Assert.Contains($"<NbOfTxs>{content.Transactions.Count}</NbOfTxs>", xml);
    }

    [Fact]
    public void An_unknown_version_is_refused() => Assert.Contains("pacs.004.001.02", Assert.Throws<ArgumentException>(() => Examples.Written(output =>
        PaymentReturnWriter.Write(output, null, new RandomContent(3, Choices).Of<PaymentReturn>(), "pacs.004.001.02"))).Message);

    [Theory]
    [InlineData("1.123456")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("")]
    [InlineData("1234567890123456789")]
    [InlineData("1.2.3")]
    public void What_is_no_amount_is_refused(string value)
    {
        PaymentReturn content = new RandomContent(3, Choices).Of<PaymentReturn>() with { Total = new AmountText(value, "EUR") };
        Assert.Contains(
            "TtlRtrdIntrBkSttlmAmt",
            Assert.Throws<ArgumentException>(() => Examples.Written(output => PaymentReturnWriter.Write(output, null, content))).Message);
    }

    [Fact]
    public void References_and_reasons_of_the_group_count_where_the_transaction_has_none()
    {
        const string Document = """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.004.001.09"><PmtRtr>
              <GrpHdr><MsgId>R</MsgId><CreDtTm>2026-11-21T05:00:00Z</CreDtTm><NbOfTxs>2</NbOfTxs><SttlmInf><SttlmMtd>CLRG</SttlmMtd></SttlmInf></GrpHdr>
              <OrgnlGrpInf><OrgnlMsgId>G</OrgnlMsgId><OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId><RtrRsnInf><Rsn><Cd>AC04</Cd></Rsn></RtrRsnInf></OrgnlGrpInf>
              <TxInf><RtrdIntrBkSttlmAmt Ccy="EUR">1</RtrdIntrBkSttlmAmt></TxInf>
              <TxInf><OrgnlGrpInf><OrgnlMsgId>T</OrgnlMsgId><OrgnlMsgNmId>pacs.009.001.08</OrgnlMsgNmId></OrgnlGrpInf>
                <RtrdIntrBkSttlmAmt Ccy="EUR">2</RtrdIntrBkSttlmAmt><RtrRsnInf><Rsn><Prtry>own</Prtry></Rsn></RtrRsnInf></TxInf>
            </PmtRtr></Document>
            """;
        var message = Assert.IsType<IncomingMessage<PaymentReturn>>(BaseSchemas.Reader().Read(System.Text.Encoding.UTF8.GetBytes(Document)).Message);
        Assert.Equal("R", message.MessageId);
        Assert.Equal(
            [("G", "pacs.008.001.08", new CodeText("AC04")), ("T", "pacs.009.001.08", new CodeText("own", IsProprietary: true))],
            message.Content.Transactions.Select(transaction =>
                (transaction.Original.MessageId, transaction.Original.MessageDefinition, Assert.Single(transaction.Reasons).Reason)));
    }
}
