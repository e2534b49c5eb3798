using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>What a time has come to on one account, without its entries: a report (camt.052) or a statement (camt.053).</summary>
public sealed record AccountSummary
{
    /// <summary>Which of the two it is; no notification, which tells entries.</summary>
    public required CashReportKind Kind { get; init; }

    /// <summary><c>GrpHdr/MsgId</c>, 1 to 35 characters.</summary>
    public required string MessageId { get; init; }

    /// <summary>The id of the report or statement (<c>Id</c>), 1 to 35 characters.</summary>
    public required string SummaryId { get; init; }

    /// <summary><c>CreDtTm</c>, in Unix milliseconds.</summary>
    public required long CreatedAtMs { get; init; }

    /// <summary>What it was made from (<c>RptgSrc/Prtry</c>), 1 to 35 characters; or null.</summary>
    public string? Source { get; init; }

    /// <summary>The account's number (<c>Acct</c>).</summary>
    public required string Account { get; init; }

    /// <summary>Whose it is (<c>Acct/Ownr</c>).</summary>
    public required AgentIdentification Owner { get; init; }

    /// <summary>Who keeps it (<c>Acct/Svcr</c>), or null.</summary>
    public AgentIdentification? Servicer { get; init; }

    /// <summary>The currency of all amounts.</summary>
    public required Currency Currency { get; init; }

    /// <summary>The first moment that is told of (<c>FrToDt/FrDtTm</c>), in Unix milliseconds.</summary>
    public required long FromMs { get; init; }

    /// <summary>The last one (<c>FrToDt/ToDtTm</c>), in Unix milliseconds.</summary>
    public required long ToMs { get; init; }

    /// <summary>The balance at the end (CLBD in a statement, ITBD in a report), in minor units; null where balances are not told.</summary>
    public long? ClosingMinor { get; init; }

    /// <summary>What was booked (<c>TxsSummry</c>), from which follows the balance at the beginning (OPBD); null where that is not known.</summary>
    public EntryTotals? Totals { get; init; }

    /// <summary>What is said beside (<c>AddtlRptInf</c>, <c>AddtlStmtInf</c>), cut to 500 characters; or null.</summary>
    public string? AdditionalInformation { get; init; }
}

/// <summary>How many debits and credits there were, and what they come to.</summary>
/// <param name="DebitCount">How many debits.</param>
/// <param name="DebitsMinor">Their sum, in minor units.</param>
/// <param name="CreditCount">How many credits.</param>
/// <param name="CreditsMinor">Their sum, in minor units.</param>
public sealed record EntryTotals(long DebitCount, long DebitsMinor, long CreditCount, long CreditsMinor);
