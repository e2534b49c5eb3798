using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Messages;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>What happened on one account in a time: a report (camt.052), a statement (camt.053) or a booking notification (camt.054).</summary>
public sealed record AccountStatement
{
    /// <summary>Which of the three it is.</summary>
    public required CashReportKind Kind { get; init; }

    /// <summary><c>GrpHdr/MsgId</c>, 1 to 35 characters.</summary>
    public required string MessageId { get; init; }

    /// <summary>The id of the report, statement or notification (<c>Id</c>), 1 to 35 characters.</summary>
    public required string StatementId { get; init; }

    /// <summary><c>CreDtTm</c>, in Unix milliseconds.</summary>
    public required long CreatedAtMs { get; init; }

    /// <summary><c>GrpHdr/OrgnlBizQry</c>: the request (camt.060) that is answered, or null.</summary>
    public OriginalQuery? OriginalQuery { get; init; }

    /// <summary>Which page of its kind it is (<c>GrpHdr/MsgPgntn</c>); null where there is one.</summary>
    public PageNumber? Page { get; init; }

    /// <summary>The account's number (<c>Acct</c>).</summary>
    public required string Account { get; init; }

    /// <summary>Whose it is (<c>Acct/Ownr</c>).</summary>
    public required AgentIdentification Owner { get; init; }

    /// <summary>Who keeps it (<c>Acct/Svcr</c>), or null.</summary>
    public AgentIdentification? Servicer { get; init; }

    /// <summary>The first moment that is told of (<c>FrToDt/FrDtTm</c>), in Unix milliseconds.</summary>
    public required long FromMs { get; init; }

    /// <summary>The last one (<c>FrToDt/ToDtTm</c>), in Unix milliseconds.</summary>
    public required long ToMs { get; init; }

    /// <summary>
    /// The balance before the first entry (OPBD; on a page that is not the first ITBD); below zero where the owner owes. A
    /// notification does not tell it.
    /// </summary>
    public required Money OpeningBalance { get; init; }

    /// <summary>
    /// The balance after the last entry (CLBD in a statement, on its last page; else ITBD). It is the opening balance, the
    /// credits added and the debits taken off. A notification does not tell it.
    /// </summary>
    public required Money ClosingBalance { get; init; }

    /// <summary>What was booked, in order; may be empty in a report and a statement.</summary>
    public required IReadOnlyList<StatementEntry> Entries { get; init; }
}

/// <summary>One booking on an account (<c>Ntry</c>).</summary>
public sealed record StatementEntry
{
    /// <summary><c>Amt</c>: above zero, in the account's currency.</summary>
    public required Money Amount { get; init; }

    /// <summary>Whether it was added (<c>CdtDbtInd</c> CRDT); else it was taken off (DBIT).</summary>
    public required bool IsCredit { get; init; }

    /// <summary>Whether it takes an earlier booking back (<c>RvslInd</c>).</summary>
    public bool IsReversal { get; init; }

    /// <summary>Whether it is told and not booked (<c>Sts</c> INFO); else it was booked (BOOK).</summary>
    public bool IsInformation { get; init; }

    /// <summary>When it was booked (<c>BookgDt</c>, <c>ValDt</c>), in Unix milliseconds.</summary>
    public required long BookedAtMs { get; init; }

    /// <summary>The switch's reference (<c>AcctSvcrRef</c>), 1 to 35 characters.</summary>
    public required string Reference { get; init; }

    /// <summary><c>BkTxCd</c>: what kind of transaction it was.</summary>
    public required BankTransactionCode TransactionCode { get; init; }

    /// <summary>The payment's UETR (<c>Refs/UETR</c>), or null.</summary>
    public Uetr? Uetr { get; init; }

    /// <summary>The payment's end-to-end id (<c>Refs/EndToEndId</c>), or null.</summary>
    public string? EndToEndId { get; init; }

    /// <summary>The payment's transaction id (<c>Refs/TxId</c>), or null.</summary>
    public string? TransactionId { get; init; }

    /// <summary>The bank on the other side (<c>RltdAgts</c>: the debtor agent of a credit, the creditor agent of a debit), or null.</summary>
    public AgentIdentification? Counterparty { get; init; }

    /// <summary>What is said beside (<c>AddtlNtryInf</c>), cut to 500 characters; or null.</summary>
    public string? AdditionalInformation { get; init; }
}
