using System.Buffers;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>Writes answers to queries for transactions (camt.006.001.08). The same arguments give the same bytes.</summary>
public static class TransactionAnswerWriter
{
    /// <summary>The definition of what is written.</summary>
    public const string MessageDefinition = "camt.006.001.08";

    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="content">What it says.</param>
    /// <exception cref="ArgumentException">A value is not of its element's form.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, TransactionAnswer content)
    {
        ArgumentNullException.ThrowIfNull(content);
        DocumentOutput xml = DocumentOutput.Begin(output, header, MessageDefinition, MessageDefinition);
        using (xml.In("RtrTx"))
        {
            WriteHeader(xml, content);
            DocumentOutput.RequireAny("RptOrErr", content.Transactions.Count + content.OperationalErrors.Count);
            DocumentOutput.RequireAtMostOne("RptOrErr", content.Transactions.Count > 0, content.OperationalErrors.Count > 0);
            using (xml.In("RptOrErr"))
            {
                using (xml.Within("BizRpt"))
                {
                    foreach (TransactionState transaction in content.Transactions)
                    {
                        using (xml.In("TxRpt"))
                        {
                            xml.PaymentKey("PmtId", transaction.Payment);
                            using (xml.In("TxOrErr"))
                            {
                                if (transaction.Errors.Count > 0) xml.Errors("BizErr", transaction.Errors);
                                else Write(xml, transaction);
                            }
                        }
                    }
                }

                xml.Errors("OprlErr", content.OperationalErrors);
            }
        }

        xml.End();
    }

    // This header alone has a page, and the request type behind the query.
    private static void WriteHeader(DocumentOutput xml, TransactionAnswer content)
    {
        AnswerHeader header = content.Header;
        using (xml.In("MsgHdr"))
        {
            xml.Id("MsgId", header.MessageId);
            xml.Time("CreDtTm", header.CreatedAt);
            xml.Page("MsgPgntn", content.Page);
            xml.OriginalQuery(header.OriginalQuery);
            xml.RequestType(header.RequestType);
            xml.Id("QryNm", header.QueryName);
        }
    }

    private static void Write(DocumentOutput xml, TransactionState transaction)
    {
        using (xml.In("Tx"))
        {
            xml.IsCredit(transaction.IsCredit);
            using (xml.Within("Pmt"))
            {
                xml.Id("MsgId", transaction.MessageId);
                foreach (InstructionStatus status in transaction.Statuses) Write(xml, status);
                xml.AmountChoice("InstdAmt", transaction.InstructedAmount);
                xml.AmountChoice("IntrBkSttlmAmt", transaction.SettlementAmount);
                xml.Id("TxId", transaction.TransactionId);
                xml.Day("IntrBkSttlmDt", transaction.SettlementDate);
                xml.Id("EndToEndId", transaction.EndToEndId);
                using (xml.Within("Pties"))
                {
                    xml.Agent("InstgAgt", transaction.InstructingAgent);
                    xml.Agent("InstdAgt", transaction.InstructedAgent);
                    xml.PartyOrAgent("Dbtr", transaction.Debtor);
                    xml.Agent("DbtrAgt", transaction.DebtorAgent);
                    xml.Agent("CdtrAgt", transaction.CreditorAgent);
                    xml.PartyOrAgent("Cdtr", transaction.Creditor);
                }
            }
        }
    }

    private static void Write(DocumentOutput xml, InstructionStatus status)
    {
        using (xml.In("Sts"))
        {
            using (xml.Within("Cd"))
            {
                (string element, int lengthMax) = status.Kind switch
                {
                    InstructionStatusKind.Pending => ("Pdg", 4),
                    InstructionStatusKind.Final => ("Fnl", 4),
                    InstructionStatusKind.GrossSettlement => ("RTGS", 4),
                    InstructionStatusKind.Settlement => ("Sttlm", 4),
                    _ => ("Prtry", 35),
                };
                xml.Text(element, status.Code, lengthMax);
            }

            xml.DayOrTime("DtTm", status.Since);
            if (status.RejectionCode is null) return;
            using (xml.In("Rsn"))
            using (xml.In("PrtryRjctn"))
            {
                xml.Text("PrtryStsRsn", status.RejectionCode, 4);
                xml.Text("Rsn", status.RejectionText ?? status.RejectionCode, 256);
            }
        }
    }
}
