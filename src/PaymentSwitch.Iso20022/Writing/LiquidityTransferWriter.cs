using System.Buffers;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes liquidity credit transfers (camt.050.001.05). The same arguments give the same bytes.</summary>
public static class LiquidityTransferWriter
{
    /// <summary>The definition of what is written.</summary>
    public const string MessageDefinition = "camt.050.001.05";

    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="content">What it says.</param>
    /// <exception cref="ArgumentException">A value is not of its element's form.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, LiquidityTransfer content)
    {
        ArgumentNullException.ThrowIfNull(content);
        DocumentOutput xml = DocumentOutput.Begin(output, header, MessageDefinition, MessageDefinition);
        using (xml.In("LqdtyCdtTrf"))
        {
            using (xml.In("MsgHdr"))
            {
                xml.Id("MsgId", content.MessageId);
                xml.Time("CreDtTm", content.CreatedAt);
            }

            using (xml.In("LqdtyCdtTrf"))
            {
                xml.Identification("LqdtyTrfId", content.Identification);
                xml.Agent("Cdtr", content.Creditor);
                xml.Account("CdtrAcct", content.CreditorAccount);
                xml.AmountChoice("TrfdAmt", content.Amount);
                xml.Agent("Dbtr", content.Debtor);
                xml.Account("DbtrAcct", content.DebtorAccount);
                xml.Day("SttlmDt", content.SettlementDate);
            }
        }

        xml.End();
    }
}
