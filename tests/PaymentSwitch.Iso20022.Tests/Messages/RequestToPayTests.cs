using System.Buffers;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests.Messages;

public sealed class RequestToPayTests : MessageContract<RequestToPay>
{
    protected override IReadOnlyList<string> Definitions { get; } = [RequestToPayWriter.MessageDefinition];

    protected override IReadOnlyList<string> Kept { get; } =
        ["GrpHdr/MsgId", "PmtInfId", "PmtId/InstrId", "PmtId/EndToEndId", "PmtId/UETR", "InstdAmt", "XpryDt/DtTm", "ReqdExctnDt/DtTm", "LclInstrm/Prtry", "MmbId", "Cdtr/Nm", "Dbtr/Nm"];

    protected override IReadOnlyDictionary<string, string[]> Choices { get; } = new Dictionary<string, string[]>(Enumerations.OfPayments)
    {
        ["DebtorRequest.PaymentMethod"] = ["TRF", "CHK"],
        ["DebtorRequest.ChargeBearer"] = Enumerations.ChargeBearers,
        ["RequestedPayment.ChargeBearer"] = Enumerations.ChargeBearers,
    };

    protected override int SamplesMin => 1;

    protected override IReadOnlyList<string> NotInFullMessages { get; } = ["PaymentType.ClearingChannel", "PaymentIdentification.TransactionId"];

    protected override void Write(IBufferWriter<byte> output, OutgoingHeader? header, RequestToPay content, string definition) =>
        RequestToPayWriter.Write(output, header, content);

    protected override RequestToPay Fit(RequestToPay content, string definition) => content with
    {
        Debtors = [.. content.Debtors.Select(debtor => debtor with
        {
            PaymentType = WithoutChannel(debtor.PaymentType),
            Payments = [.. debtor.Payments.Select(payment => payment with
            {
                Identification = payment.Identification with { TransactionId = null },
                PaymentType = WithoutChannel(payment.PaymentType),
                Amount = payment.Amount ?? new AmountText("1.00", "EUR"),
            })],
        })],
    };

    private static PaymentType? WithoutChannel(PaymentType? type) => type is null ? null : type with { ClearingChannel = null };

    [Fact]
    public void What_the_message_has_no_place_for_is_refused()
    {
        RequestToPay content = Fit(new RandomContent(4, Choices).Of<RequestToPay>(), RequestToPayWriter.MessageDefinition);
        DebtorRequest debtor = content.Debtors[0];
        RequestedPayment payment = debtor.Payments[0];
        RequestToPay With(RequestedPayment other) => content with { Debtors = [debtor with { Payments = [other] }] };
        string FaultOf(RequestToPay wrong) => Assert.Throws<ArgumentException>(() => Examples.Written(output => RequestToPayWriter.Write(output, null, wrong))).Message;
        Assert.Contains("TxId", FaultOf(With(payment with { Identification = payment.Identification with { TransactionId = "T" } })));
        Assert.Contains("ClrChanl", FaultOf(With(payment with { PaymentType = new PaymentType { ClearingChannel = "RTNS" } })));
        Assert.Contains("InstdAmt", FaultOf(With(payment with { Amount = null })));
        Assert.Contains("CdtTrfTx", FaultOf(content with { Debtors = [debtor with { Payments = [] }] }));
    }
}
