using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Iso20022.Messages;

/// <summary>
/// What happened on accounts: a report within the day (camt.052), a statement of what was booked (camt.053), or a notice of
/// single entries (camt.054). The three differ in little but their name.
/// </summary>
public sealed record CashReport
{
    /// <summary>Which of the three it is.</summary>
    public required CashReportKind Kind { get; init; }

    /// <summary><c>GrpHdr/MsgId</c>, 1 to 35 characters.</summary>
    public required string MessageId { get; init; }

    /// <summary><c>GrpHdr/CreDtTm</c>.</summary>
    public required string CreatedAt { get; init; }

    /// <summary><c>GrpHdr/MsgRcpt</c>: who the message is for, where that is not the account's owner; or null.</summary>
    public PartyIdentification? Recipient { get; init; }

    /// <summary><c>GrpHdr/MsgPgntn</c>, or null.</summary>
    public PageNumber? Page { get; init; }

    /// <summary><c>GrpHdr/OrgnlBizQry</c>: the request that is answered, or null.</summary>
    public OriginalQuery? OriginalQuery { get; init; }

    /// <summary><c>GrpHdr/AddtlInf</c>, up to 500 characters, or null.</summary>
    public string? AdditionalInformation { get; init; }

    /// <summary><c>Rpt</c>, <c>Stmt</c> or <c>Ntfctn</c>; at least one.</summary>
    public required IReadOnlyList<AccountReport> Accounts { get; init; }
}

/// <summary>Which message tells what happened on accounts.</summary>
public enum CashReportKind
{
    /// <summary>A report within the day (camt.052, <c>Rpt</c>).</summary>
    Report = 0,

    /// <summary>A statement of what was booked (camt.053, <c>Stmt</c>).</summary>
    Statement = 1,

    /// <summary>A notice of debits and credits (camt.054, <c>Ntfctn</c>).</summary>
    Notification = 2,
}

/// <summary>What happened on one account (<c>Rpt</c>, <c>Stmt</c>, <c>Ntfctn</c>), as it is written.</summary>
public sealed record AccountReport
{
    /// <summary><c>Id</c>.</summary>
    public required string Id { get; init; }

    /// <summary><c>RptPgntn</c>, <c>StmtPgntn</c> or <c>NtfctnPgntn</c>, or null.</summary>
    public PageNumber? Page { get; init; }

    /// <summary><c>ElctrncSeqNb</c>, or null.</summary>
    public string? ElectronicSequenceNumber { get; init; }

    /// <summary><c>RptgSeq</c>, or null.</summary>
    public SequenceRange? Sequence { get; init; }

    /// <summary><c>LglSeqNb</c>, or null.</summary>
    public string? LegalSequenceNumber { get; init; }

    /// <summary><c>CreDtTm</c>, or null.</summary>
    public string? CreatedAt { get; init; }

    /// <summary><c>FrToDt</c>: the time that is told of, or null.</summary>
    public TimeSpanText? Period { get; init; }

    /// <summary><c>CpyDplctInd</c> (CODU, COPY, DUPL), or null.</summary>
    public string? CopyDuplicate { get; init; }

    /// <summary><c>RptgSrc</c>: what it was made from, or null.</summary>
    public CodeText? Source { get; init; }

    /// <summary><c>Acct</c>.</summary>
    public required AccountIdentification Account { get; init; }

    /// <summary><c>Acct/Ownr</c>, or null.</summary>
    public PartyIdentification? Owner { get; init; }

    /// <summary><c>Acct/Svcr</c>: the bank that keeps the account, or null.</summary>
    public AgentIdentification? Servicer { get; init; }

    /// <summary><c>RltdAcct</c>, or null.</summary>
    public AccountIdentification? RelatedAccount { get; init; }

    /// <summary><c>Bal</c>; empty for none. A statement has at least one, a notification none.</summary>
    public IReadOnlyList<ReportedBalance> Balances { get; init; } = [];

    /// <summary><c>TxsSummry</c>, or null.</summary>
    public EntrySummary? Summary { get; init; }

    /// <summary><c>Ntry</c>; empty for none.</summary>
    public IReadOnlyList<AccountEntry> Entries { get; init; } = [];

    /// <summary><c>AddtlRptInf</c>, <c>AddtlStmtInf</c> or <c>AddtlNtfctnInf</c>, up to 500 characters, or null.</summary>
    public string? AdditionalInformation { get; init; }
}

/// <summary>From when to when (<c>FrToDt</c>).</summary>
/// <param name="FromAt"><c>FrDtTm</c>.</param>
/// <param name="ToAt"><c>ToDtTm</c>.</param>
public sealed record TimeSpanText(string FromAt, string ToAt);

/// <summary>What a balance is (<c>Tp</c> of <c>Bal</c>).</summary>
/// <param name="Type"><c>CdOrPrtry</c>: for example OPBD, CLBD, ITAV.</param>
/// <param name="SubType"><c>SubTp</c>, or null.</param>
public sealed record BalanceType(CodeText Type, CodeText? SubType = null);

/// <summary>A balance (<c>Bal</c>).</summary>
/// <param name="Type"><c>Tp</c>.</param>
/// <param name="Amount"><c>Amt</c>.</param>
/// <param name="IsCredit">Whether <c>CdtDbtInd</c> is CRDT.</param>
/// <param name="Since"><c>Dt</c>: a day, or a time where it is written as <c>DtTm</c>.</param>
public sealed record ReportedBalance(BalanceType Type, AmountText Amount, bool IsCredit, string Since);

/// <summary>How many entries there are, and what they come to (<c>TxsSummry</c>). As it is written.</summary>
public sealed record EntrySummary
{
    /// <summary><c>TtlNtries/NbOfNtries</c>, or null.</summary>
    public string? NumberOfEntries { get; init; }

    /// <summary><c>TtlNtries/Sum</c>, or null.</summary>
    public string? Sum { get; init; }

    /// <summary><c>TtlNtries/TtlNetNtry</c>, or null.</summary>
    public NetAmount? Net { get; init; }

    /// <summary><c>TtlCdtNtries/NbOfNtries</c>, or null.</summary>
    public string? NumberOfCredits { get; init; }

    /// <summary><c>TtlCdtNtries/Sum</c>, or null.</summary>
    public string? CreditSum { get; init; }

    /// <summary><c>TtlDbtNtries/NbOfNtries</c>, or null.</summary>
    public string? NumberOfDebits { get; init; }

    /// <summary><c>TtlDbtNtries/Sum</c>, or null.</summary>
    public string? DebitSum { get; init; }
}

/// <summary>What credits and debits come to (<c>TtlNetNtry</c>).</summary>
/// <param name="Amount"><c>Amt</c>: a decimal in the account's currency.</param>
/// <param name="IsCredit">Whether <c>CdtDbtInd</c> is CRDT.</param>
public sealed record NetAmount(string Amount, bool IsCredit);
