using System.Buffers;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes queries for transactions (camt.005.001.08). The same arguments give the same bytes.</summary>
public static class TransactionQueryWriter
{
    /// <summary>The definition of what is written.</summary>
    public const string MessageDefinition = "camt.005.001.08";

    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="content">What it says.</param>
    /// <exception cref="ArgumentException">A value is not of its element's form.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, TransactionQuery content)
    {
        ArgumentNullException.ThrowIfNull(content);
        DocumentOutput xml = DocumentOutput.Begin(output, header, MessageDefinition, MessageDefinition);
        using (xml.In("GetTx"))
        {
            xml.Header(content.Header);
            using (xml.Within("TxQryDef"))
            {
                xml.Text("QryTp", content.QueryType, 4);
                using (xml.Within("TxCrit"))
                {
                    DocumentOutput.RequireAtMostOne("TxCrit", content.QueryName is not null, HasCriteria(content));
                    xml.Id("QryNm", content.QueryName);
                    using (xml.Within("NewCrit"))
                    using (xml.Within("SchCrit"))
                    using (xml.Within("PmtSch"))
                    {
                        xml.Texts("MsgId", content.MessageIds, BusinessMessage.IdLengthMax);
                        foreach (PaymentKey payment in content.Payments) xml.PaymentKey("PmtId", payment);
                        xml.Texts("TxId", content.TransactionIds, BusinessMessage.IdLengthMax);
                        foreach (string day in content.SettlementDates) xml.Day("IntrBkSttlmDt", day);
                        xml.Texts("EndToEndId", content.EndToEndIds, BusinessMessage.IdLengthMax);
                        using (xml.Within("Pties"))
                        {
                            xml.Agent("InstgAgt", content.InstructingAgent);
                            xml.Agent("InstdAgt", content.InstructedAgent);
                        }
                    }
                }
            }
        }

        xml.End();
    }

    private static bool HasCriteria(TransactionQuery content) =>
        content.MessageIds.Count + content.Payments.Count + content.TransactionIds.Count + content.SettlementDates.Count + content.EndToEndIds.Count > 0
        || content.InstructingAgent is not null || content.InstructedAgent is not null;
}
