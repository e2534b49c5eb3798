using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Reading.Contents;

/// <summary>Reads resolutions of investigations (camt.029).</summary>
internal static class InvestigationResolutionContent
{
    /// <summary>The content of <c>RsltnOfInvstgtn</c>.</summary>
    internal static InvestigationResolution Read(MessageContent.Element message) => new()
    {
        Assignment = message.Assignment(),
        ResolvedCase = message.Case("RslvdCase"),
        Confirmation = message.Text("Sts/Conf"),
        Transactions = [.. message.All("CxlDtls").SelectMany(Transactions)],
    };

    private static IEnumerable<CancellationOutcome> Transactions(MessageContent.Element details)
    {
        MessageContent.Element? group = details.At("OrgnlGrpInfAndSts");
        return details.All("TxInfAndSts").Select(transaction => new CancellationOutcome
        {
            StatusId = transaction.Text("CxlStsId"),
            ResolvedCase = transaction.Case("RslvdCase"),
            Original = transaction.Original(group),
            Status = transaction.Text("TxCxlSts") ?? group?.Text("GrpCxlSts"),
            Reasons = transaction.Reasons("CxlStsRsnInf", group),
            ResolvedBy = transaction.At("RsltnRltdInf") is { } resolving ? Resolving(resolving) : null,
            Details = transaction.OriginalDetails(),
        });
    }

    private static ResolvingPayment Resolving(MessageContent.Element payment) => new()
    {
        EndToEndId = payment.Text("EndToEndId"),
        TransactionId = payment.Text("TxId"),
        Uetr = payment.Text("UETR"),
        SettlementAmount = payment.Amount("IntrBkSttlmAmt"),
        SettlementDate = payment.Text("IntrBkSttlmDt"),
    };
}
