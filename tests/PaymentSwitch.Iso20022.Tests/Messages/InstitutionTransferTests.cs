using System.Buffers;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests.Messages;

public sealed class InstitutionTransferTests : MessageContract<InstitutionTransfer>
{
    protected override IReadOnlyList<string> Definitions { get; } = [InstitutionTransferWriter.MessageDefinition];

    protected override IReadOnlyList<string> Kept { get; } =
        ["GrpHdr/MsgId", "PmtId/InstrId", "PmtId/EndToEndId", "PmtId/TxId", "PmtId/UETR", "PmtId/ClrSysRef", "CdtTrfTxInf/IntrBkSttlmAmt", "TtlIntrBkSttlmAmt", "IntrBkSttlmDt"];

    protected override IReadOnlyDictionary<string, string[]> Choices { get; } = new Dictionary<string, string[]>(Enumerations.OfPayments)
    {
        ["InstitutionPayment.SettlementPriority"] = ["URGT", "HIGH", "NORM"],
    };

    protected override int SamplesMin => 20;

    protected override void Write(IBufferWriter<byte> output, OutgoingHeader? header, InstitutionTransfer content, string definition) =>
        InstitutionTransferWriter.Write(output, header, content);
}
