using static PaymentSwitch.Simulations.Messages.BusinessMessage;

namespace PaymentSwitch.Simulations.Messages;

/// <summary>What banks and the settlement bank write about the money behind the accounts.</summary>
internal static class TreasuryMessages
{
    /// <summary>A liquidity transfer (camt.050): by the settlement bank it brings money in, by a bank it takes money out.</summary>
    /// <param name="from">Who sends it.</param>
    /// <param name="id">Its id, which is the message's too.</param>
    /// <param name="bank">Whose money.</param>
    /// <param name="currency">The currency's code.</param>
    /// <param name="amountMinor">How much, in minor units.</param>
    /// <param name="at">When.</param>
    public static string LiquidityTransfer(string from, string id, string bank, string currency, long amountMinor, DateTimeOffset at) =>
        Of(from, id, "camt.050.001.05", at, $"""
            <LqdtyCdtTrf><MsgHdr><MsgId>{id}</MsgId><CreDtTm>{BankMessages.Time(at)}</CreDtTm></MsgHdr><LqdtyCdtTrf><LqdtyTrfId><EndToEndId>{id}</EndToEndId></LqdtyTrfId>
            <Cdtr>{Agent(bank)}</Cdtr><TrfdAmt><AmtWthCcy Ccy="{currency}">{Amount(amountMinor)}</AmtWthCcy></TrfdAmt></LqdtyCdtTrf></LqdtyCdtTrf>
            """);

    /// <summary>The settlement bank's receipt (camt.025) for money that goes out.</summary>
    public static string Receipt(string from, string id, string originalId, bool isDone, DateTimeOffset at) =>
        Of(from, id, "camt.025.001.05", at, $"""
            <Rct><MsgHdr><MsgId>{id}</MsgId><CreDtTm>{BankMessages.Time(at)}</CreDtTm></MsgHdr><RctDtls><OrgnlMsgId><MsgId>{originalId}</MsgId><MsgNmId>camt.050.001.05</MsgNmId></OrgnlMsgId>
            <ReqHdlg><StsCd>{(isDone ? "COMP" : "REJT")}</StsCd>{(isDone ? "" : "<Desc>The account is blocked for credits.</Desc>")}</ReqHdlg></RctDtls></Rct>
            """);

    /// <summary>The settlement bank's answer (pacs.002) to one instruction of a pacs.009.</summary>
    public static string AnswerInstruction(string from, string id, string originalId, Guid instruction, bool isDone, DateTimeOffset at) =>
        Of(from, id, "pacs.002.001.10", at, $"""
            <FIToFIPmtStsRpt><GrpHdr><MsgId>{id}</MsgId><CreDtTm>{BankMessages.Time(at)}</CreDtTm></GrpHdr><TxInfAndSts><OrgnlGrpInf><OrgnlMsgId>{originalId}</OrgnlMsgId>
            <OrgnlMsgNmId>pacs.009.001.08</OrgnlMsgNmId></OrgnlGrpInf><OrgnlUETR>{instruction:D}</OrgnlUETR><TxSts>{(isDone ? "ACSC" : "RJCT")}</TxSts>
            {(isDone ? "" : "<StsRsnInf><Rsn><Cd>AM04</Cd></Rsn></StsRsnInf>")}</TxInfAndSts></FIToFIPmtStsRpt>
            """);
}
