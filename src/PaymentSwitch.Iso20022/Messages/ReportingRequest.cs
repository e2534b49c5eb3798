using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Iso20022.Messages;

/// <summary>An account reporting request (camt.060): asks for reports, statements or notifications.</summary>
public sealed record ReportingRequest
{
    /// <summary><c>GrpHdr/MsgId</c>, 1 to 35 characters.</summary>
    public required string MessageId { get; init; }

    /// <summary><c>GrpHdr/CreDtTm</c>.</summary>
    public required string CreatedAt { get; init; }

    /// <summary><c>GrpHdr/MsgSndr</c>, or null.</summary>
    public PartyOrAgent? Sender { get; init; }

    /// <summary><c>RptgReq</c>; at least one.</summary>
    public required IReadOnlyList<RequestedReport> Requests { get; init; }
}

/// <summary>One report that is asked for (<c>RptgReq</c>), as it is written.</summary>
public sealed record RequestedReport
{
    /// <summary><c>Id</c>, or null.</summary>
    public string? Id { get; init; }

    /// <summary><c>ReqdMsgNmId</c>: the message that is asked for, for example <c>camt.053.001.08</c>.</summary>
    public required string RequestedDefinition { get; init; }

    /// <summary><c>Acct</c>, or null.</summary>
    public AccountIdentification? Account { get; init; }

    /// <summary><c>AcctOwnr</c>.</summary>
    public required PartyOrAgent Owner { get; init; }

    /// <summary><c>AcctSvcr</c>: the bank that keeps the account, or null.</summary>
    public AgentIdentification? Servicer { get; init; }

    /// <summary><c>RptgPrd</c>, or null.</summary>
    public ReportingPeriod? Period { get; init; }

    /// <summary><c>RptgSeq</c>, or null.</summary>
    public SequenceRange? Sequence { get; init; }

    /// <summary><c>ReqdTxTp</c>: entries of which status and direction are asked for, or null.</summary>
    public RequestedEntries? Entries { get; init; }

    /// <summary><c>ReqdBalTp</c>: the balances that are asked for; empty for none.</summary>
    public IReadOnlyList<BalanceType> Balances { get; init; } = [];
}

/// <summary>The time that a report is asked for (<c>RptgPrd</c>), as it is written.</summary>
public sealed record ReportingPeriod
{
    /// <summary><c>FrToDt/FrDt</c>.</summary>
    public required string FromDate { get; init; }

    /// <summary><c>FrToDt/ToDt</c>, or null.</summary>
    public string? ToDate { get; init; }

    /// <summary><c>FrToTm/FrTm</c>, a time of day; or null.</summary>
    public string? FromTime { get; init; }

    /// <summary><c>FrToTm/ToTm</c>, a time of day; or null. Only beside <see cref="FromTime"/>.</summary>
    public string? ToTime { get; init; }

    /// <summary><c>Tp</c>: ALLL, CHNG or MODF.</summary>
    public required string Type { get; init; }
}

/// <summary>Which entries are asked for (<c>ReqdTxTp</c>).</summary>
/// <param name="Status"><c>Sts</c>.</param>
/// <param name="IsCredit">Whether <c>CdtDbtInd</c> is CRDT.</param>
public sealed record RequestedEntries(CodeText Status, bool IsCredit);
