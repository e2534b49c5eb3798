using System.Buffers;
using PaymentSwitch.Iso20022.Messages;
using PaymentSwitch.Iso20022.Writing;

namespace PaymentSwitch.Iso20022.Tests.Messages;

public sealed class TransactionAnswerTests : MessageContract<TransactionAnswer>
{
    protected override IReadOnlyList<string> Definitions { get; } = [TransactionAnswerWriter.MessageDefinition];

    protected override IReadOnlyList<string> Kept { get; } = ["MsgHdr/MsgId", "UETR", "PrtryStsRsn"];

    protected override void Write(IBufferWriter<byte> output, OutgoingHeader? header, TransactionAnswer content, string definition) =>
        TransactionAnswerWriter.Write(output, header, content);

    protected override TransactionAnswer Fit(TransactionAnswer content, string definition)
    {
        if (content.Transactions.Count == 0)
            return content.OperationalErrors.Count > 0 ? content : content with { OperationalErrors = [new QueryError(new CodeText("X050"), null)] };
        return content with
        {
            OperationalErrors = [],
            Transactions = [.. content.Transactions.Select(each => each.Errors.Count == 0 ? each : new TransactionState { Payment = each.Payment, Errors = each.Errors })],
        };
    }
}
