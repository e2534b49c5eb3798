using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Reading.Contents;

/// <summary>Reads recalls (camt.056).</summary>
internal static class CancellationRequestContent
{
    /// <summary>The content of <c>FIToFIPmtCxlReq</c>.</summary>
    internal static CancellationRequest Read(MessageContent.Element message) => new()
    {
        Assignment = message.Assignment(),
        Case = message.Case("Case"),
        NumberOfTransactions = message.Text("CtrlData/NbOfTxs"),
        ControlSum = message.Text("CtrlData/CtrlSum"),
        Transactions = [.. message.All("Undrlyg").SelectMany(Transactions)],
    };

    private static IEnumerable<RecalledPayment> Transactions(MessageContent.Element underlying)
    {
        MessageContent.Element? group = underlying.At("OrgnlGrpInfAndCxl");
        return underlying.All("TxInf").Select(transaction => new RecalledPayment
        {
            CancellationId = transaction.Text("CxlId"),
            Case = transaction.Case("Case"),
            Original = transaction.Original(group),
            Reasons = transaction.Reasons("CxlRsnInf", group),
            Details = transaction.OriginalDetails(),
        });
    }
}
