using PaymentSwitch.Simulations.Books;
using static PaymentSwitch.Simulations.Messages.BusinessMessage;

namespace PaymentSwitch.Simulations.Messages;

/// <summary>What banks write about payments that have settled: recalls, refusals of recalls, returns.</summary>
internal static class AftermathMessages
{
    /// <summary>A recall (camt.056), by the bank that paid.</summary>
    public static string Recall(PaymentRecord payment, string reason, DateTimeOffset at)
    {
        string id = "RC" + payment.Uetr.ToString("N");
        return Of(payment.Debtor, id, "camt.056.001.08", at, $"""
            <FIToFIPmtCxlReq>{Assignment(id, payment.Debtor, at)}<CtrlData><NbOfTxs>1</NbOfTxs></CtrlData>
            <Undrlyg><TxInf><CxlId>{id}</CxlId>{Original(payment)}<OrgnlIntrBkSttlmAmt Ccy="{payment.Currency}">{payment.Amount}</OrgnlIntrBkSttlmAmt>
            <CxlRsnInf><Rsn><Cd>{reason}</Cd></Rsn></CxlRsnInf></TxInf></Undrlyg></FIToFIPmtCxlReq>
            """);
    }

    /// <summary>The refusal of a recall (camt.029), by the bank that was paid.</summary>
    public static string RefuseRecall(PaymentRecord payment, string by, string reason, DateTimeOffset at)
    {
        string id = "RN" + payment.Uetr.ToString("N");
        return Of(by, id, "camt.029.001.09", at, $"""
            <RsltnOfInvstgtn>{Assignment(id, by, at)}<Sts><Conf>RJCR</Conf></Sts><CxlDtls><TxInfAndSts><CxlStsId>{id}</CxlStsId>{Original(payment)}
            <TxCxlSts>RJCR</TxCxlSts><CxlStsRsnInf><Rsn><Cd>{reason}</Cd></Rsn></CxlStsRsnInf></TxInfAndSts></CxlDtls></RsltnOfInvstgtn>
            """);
    }

    /// <summary>A return (pacs.004), by the bank that was paid.</summary>
    /// <param name="payment">The payment.</param>
    /// <param name="by">The bank.</param>
    /// <param name="returnId">The return's own id.</param>
    /// <param name="amountMinor">How much comes back, in minor units.</param>
    /// <param name="reason">Why.</param>
    /// <param name="at">When.</param>
    public static string Return(PaymentRecord payment, string by, string returnId, long amountMinor, string reason, DateTimeOffset at)
    {
        string amount = Amount(amountMinor);
        string date = SettlementDay.Of(at).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return Of(by, returnId, "pacs.004.001.09", at, $"""
            <PmtRtr><GrpHdr><MsgId>{returnId}</MsgId><CreDtTm>{BankMessages.Time(at)}</CreDtTm><NbOfTxs>1</NbOfTxs>
            <TtlRtrdIntrBkSttlmAmt Ccy="{payment.Currency}">{amount}</TtlRtrdIntrBkSttlmAmt><IntrBkSttlmDt>{date}</IntrBkSttlmDt>
            <SttlmInf><SttlmMtd>CLRG</SttlmMtd></SttlmInf><InstgAgt>{Agent(by)}</InstgAgt></GrpHdr><TxInf><RtrId>{returnId}</RtrId>{Original(payment)}
            <OrgnlIntrBkSttlmAmt Ccy="{payment.Currency}">{payment.Amount}</OrgnlIntrBkSttlmAmt>
            <RtrdIntrBkSttlmAmt Ccy="{payment.Currency}">{amount}</RtrdIntrBkSttlmAmt><RtrRsnInf><Rsn><Cd>{reason}</Cd></Rsn></RtrRsnInf></TxInf></PmtRtr>
            """);
    }

    private static string Assignment(string id, string by, DateTimeOffset at) =>
        $"<Assgnmt><Id>{id}</Id><Assgnr><Agt>{Agent(by)}</Agt></Assgnr><Assgne><Agt>{Agent("PSWTBEBBXXX")}</Agt></Assgne><CreDtTm>{BankMessages.Time(at)}</CreDtTm></Assgnmt>";

    private static string Original(PaymentRecord payment)
    {
        string id = payment.Uetr.ToString("N");
        return $"<OrgnlGrpInf><OrgnlMsgId>M{id}</OrgnlMsgId><OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId></OrgnlGrpInf>"
            + $"<OrgnlEndToEndId>E{id}</OrgnlEndToEndId><OrgnlTxId>T{id}</OrgnlTxId><OrgnlUETR>{payment.Uetr:D}</OrgnlUETR>";
    }
}
