using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Reading.Contents;

/// <summary>Reads reports, statements and notifications (camt.052, 053, 054).</summary>
internal static class CashReportContent
{
    /// <summary>The content of <c>BkToCstmrAcctRpt</c>, <c>BkToCstmrStmt</c> or <c>BkToCstmrDbtCdtNtfctn</c>.</summary>
    internal static CashReport Read(MessageContent.Element message)
    {
        (CashReportKind kind, string account) = message.Name switch
        {
            "BkToCstmrStmt" => (CashReportKind.Statement, "Stmt"),
            "BkToCstmrDbtCdtNtfctn" => (CashReportKind.Notification, "Ntfctn"),
            _ => (CashReportKind.Report, "Rpt"),
        };
        return new CashReport
        {
            Kind = kind,
            MessageId = message.Required("GrpHdr/MsgId"),
            CreatedAt = message.Required("GrpHdr/CreDtTm"),
            Recipient = message.Party("GrpHdr/MsgRcpt"),
            Page = message.Page("GrpHdr/MsgPgntn"),
            OriginalQuery = message.OriginalQuery("GrpHdr/OrgnlBizQry"),
            AdditionalInformation = message.Text("GrpHdr/AddtlInf"),
            Accounts = message.Each(account, report => Account(report, account)),
        };
    }

    private static AccountReport Account(MessageContent.Element report, string name) => new()
    {
        Id = report.Required("Id"),
        Page = report.Page(name + "Pgntn"),
        ElectronicSequenceNumber = report.Text("ElctrncSeqNb"),
        Sequence = report.Sequence("RptgSeq"),
        LegalSequenceNumber = report.Text("LglSeqNb"),
        CreatedAt = report.Text("CreDtTm"),
        Period = report.At("FrToDt") is { } period ? new TimeSpanText(period.Required("FrDtTm"), period.Required("ToDtTm")) : null,
        CopyDuplicate = report.Text("CpyDplctInd"),
        Source = report.Code("RptgSrc"),
        Account = report.Account("Acct") ?? new AccountIdentification(),
        Owner = report.Party("Acct/Ownr"),
        Servicer = report.Agent("Acct/Svcr"),
        RelatedAccount = report.Account("RltdAcct"),
        Balances = report.Each("Bal", Balance),
        Summary = report.At("TxsSummry") is { } summary ? Summary(summary) : null,
        Entries = report.Each("Ntry", AccountEntryContent.Read),
        AdditionalInformation = report.Text($"Addtl{name}Inf"),
    };

    private static ReportedBalance Balance(MessageContent.Element balance) => new(
        balance.At("Tp") is { } type ? CashManagementParts.BalanceType(type) : new BalanceType(new CodeText("")),
        balance.Amount("Amt") ?? new AmountText("", ""),
        balance.IsCredit() ?? false,
        balance.DayOrTime("Dt") ?? "");

    private static EntrySummary Summary(MessageContent.Element summary) => new()
    {
        NumberOfEntries = summary.Text("TtlNtries/NbOfNtries"),
        Sum = summary.Text("TtlNtries/Sum"),
        Net = Net(summary),
        NumberOfCredits = summary.Text("TtlCdtNtries/NbOfNtries"),
        CreditSum = summary.Text("TtlCdtNtries/Sum"),
        NumberOfDebits = summary.Text("TtlDbtNtries/NbOfNtries"),
        DebitSum = summary.Text("TtlDbtNtries/Sum"),
    };

    private static NetAmount? Net(MessageContent.Element summary)
    {
        if (summary.At("TtlNtries/TtlNetNtry") is { } net) return new NetAmount(net.Required("Amt"), net.IsCredit() ?? false);
        // Early versions have the two without an element around them.
        return summary.At("TtlNtries") is { } total && total.Text("TtlNetNtryAmt") is { } amount
            ? new NetAmount(amount, total.IsCredit() ?? false)
            : null;
    }
}
