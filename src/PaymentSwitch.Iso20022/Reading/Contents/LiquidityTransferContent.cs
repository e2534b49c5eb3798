using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Reading.Contents;

/// <summary>Reads liquidity credit transfers (camt.050).</summary>
internal static class LiquidityTransferContent
{
    /// <summary>The content of <c>LqdtyCdtTrf</c>.</summary>
    internal static LiquidityTransfer Read(MessageContent.Element message) => new()
    {
        MessageId = message.Required("MsgHdr/MsgId"),
        CreatedAt = message.Text("MsgHdr/CreDtTm"),
        Identification = message.PaymentIdentification("LqdtyCdtTrf/LqdtyTrfId"),
        Creditor = message.Agent("LqdtyCdtTrf/Cdtr"),
        CreditorAccount = message.Account("LqdtyCdtTrf/CdtrAcct"),
        Amount = message.AmountChoice("LqdtyCdtTrf/TrfdAmt") ?? new AmountText("", ""),
        Debtor = message.Agent("LqdtyCdtTrf/Dbtr"),
        DebtorAccount = message.Account("LqdtyCdtTrf/DbtrAcct"),
        SettlementDate = message.Text("LqdtyCdtTrf/SttlmDt"),
    };
}
