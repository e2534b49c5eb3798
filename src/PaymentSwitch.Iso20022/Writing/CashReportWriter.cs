using System.Buffers;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>
/// Writes reports (camt.052.001.08), statements (camt.053.001.08) and notifications (camt.054.001.08): which one, the content says.
/// The same arguments give the same bytes.
/// </summary>
public static class CashReportWriter
{
    private const int InformationLengthMax = 500;

    /// <summary>The definition of what is written for a kind of report.</summary>
    public static string DefinitionOf(CashReportKind kind) => kind switch
    {
        CashReportKind.Statement => "camt.053.001.08",
        CashReportKind.Notification => "camt.054.001.08",
        _ => "camt.052.001.08",
    };

    /// <summary>Writes one message.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The header, or null for a bare <c>Document</c>.</param>
    /// <param name="content">What it says.</param>
    /// <exception cref="ArgumentException">A value is not of its element's form; a statement has no balance, or a notification has one.</exception>
    public static void Write(IBufferWriter<byte> output, OutgoingHeader? header, CashReport content)
    {
        ArgumentNullException.ThrowIfNull(content);
        string definition = DefinitionOf(content.Kind);
        DocumentOutput xml = DocumentOutput.Begin(output, header, definition, definition);
        (string message, string account) = content.Kind switch
        {
            CashReportKind.Statement => ("BkToCstmrStmt", "Stmt"),
            CashReportKind.Notification => ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
            _ => ("BkToCstmrAcctRpt", "Rpt"),
        };
        using (xml.In(message))
        {
            using (xml.In("GrpHdr"))
            {
                xml.Id("MsgId", content.MessageId);
                xml.Time("CreDtTm", content.CreatedAt);
                xml.Party("MsgRcpt", content.Recipient);
                xml.Page("MsgPgntn", content.Page);
                xml.OriginalQuery(content.OriginalQuery);
                xml.Text("AddtlInf", content.AdditionalInformation, InformationLengthMax);
            }

            DocumentOutput.RequireAny(account, content.Accounts.Count);
            foreach (AccountReport report in content.Accounts)
            {
                if (content.Kind == CashReportKind.Statement) DocumentOutput.RequireAny("Bal", report.Balances.Count);
                if (content.Kind == CashReportKind.Notification && report.Balances.Count > 0)
                    throw DocumentOutput.NotOfItsForm("Bal", report.Balances[0].Amount.Value, "no balance in a notification");
                Write(xml, report, account);
            }
        }

        xml.End();
    }

    private static void Write(DocumentOutput xml, AccountReport report, string name)
    {
        using (xml.In(name))
        {
            xml.Id("Id", report.Id);
            xml.Page(name + "Pgntn", report.Page);
            xml.Decimal("ElctrncSeqNb", report.ElectronicSequenceNumber, 0);
            xml.Sequence("RptgSeq", report.Sequence);
            xml.Decimal("LglSeqNb", report.LegalSequenceNumber, 0);
            xml.Time("CreDtTm", report.CreatedAt);
            if (report.Period is { } period)
            {
                using (xml.In("FrToDt"))
                {
                    xml.Time("FrDtTm", period.FromAt);
                    xml.Time("ToDtTm", period.ToAt);
                }
            }

            xml.Text("CpyDplctInd", report.CopyDuplicate, 4);
            xml.Code("RptgSrc", report.Source);
            using (xml.In("Acct"))
            {
                xml.AccountContent(report.Account);
                xml.Party("Ownr", report.Owner);
                xml.Agent("Svcr", report.Servicer);
            }

            xml.Account("RltdAcct", report.RelatedAccount);
            foreach (ReportedBalance balance in report.Balances) Write(xml, balance);
            if (report.Summary is { } summary) Write(xml, summary);
            foreach (AccountEntry entry in report.Entries) xml.Entry(entry);
            xml.Text($"Addtl{name}Inf", report.AdditionalInformation, InformationLengthMax);
        }
    }

    private static void Write(DocumentOutput xml, ReportedBalance balance)
    {
        using (xml.In("Bal"))
        {
            xml.BalanceType("Tp", balance.Type);
            xml.Amount("Amt", balance.Amount);
            xml.IsCredit(balance.IsCredit);
            xml.DayOrTime("Dt", balance.Since);
        }
    }

    private static void Write(DocumentOutput xml, EntrySummary summary)
    {
        using (xml.In("TxsSummry"))
        {
            using (xml.Within("TtlNtries"))
            {
                xml.Count("NbOfNtries", summary.NumberOfEntries);
                xml.Decimal("Sum", summary.Sum);
                if (summary.Net is { } net)
                {
                    using (xml.In("TtlNetNtry"))
                    {
                        xml.Decimal("Amt", net.Amount);
                        xml.IsCredit(net.IsCredit);
                    }
                }
            }

            Total(xml, "TtlCdtNtries", summary.NumberOfCredits, summary.CreditSum);
            Total(xml, "TtlDbtNtries", summary.NumberOfDebits, summary.DebitSum);
        }
    }

    private static void Total(DocumentOutput xml, string name, string? count, string? sum)
    {
        using (xml.Within(name))
        {
            xml.Count("NbOfNtries", count);
            xml.Decimal("Sum", sum);
        }
    }
}
