using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Iso20022.Messages;

/// <summary>The answer to a query for transactions (camt.006, return transaction).</summary>
public sealed record TransactionAnswer
{
    /// <summary><c>MsgHdr</c>.</summary>
    public required AnswerHeader Header { get; init; }

    /// <summary><c>MsgHdr/MsgPgntn</c>, or null where there is one page.</summary>
    public PageNumber? Page { get; init; }

    /// <summary><c>RptOrErr/BizRpt/TxRpt</c>; empty where there are <see cref="OperationalErrors"/>.</summary>
    public IReadOnlyList<TransactionState> Transactions { get; init; } = [];

    /// <summary><c>RptOrErr/OprlErr</c>: why nothing can be said; empty where there are <see cref="Transactions"/>.</summary>
    public IReadOnlyList<QueryError> OperationalErrors { get; init; } = [];
}

/// <summary>Which page of an answer a message is (<c>MsgPgntn</c>, <c>RptPgntn</c> …).</summary>
/// <param name="Number"><c>PgNb</c>: 1 to 5 digits.</param>
/// <param name="IsLast"><c>LastPgInd</c>.</param>
public sealed record PageNumber(string Number, bool IsLast);

/// <summary>Where one transaction stands (<c>TxRpt</c>), or why it cannot be told. As it is written.</summary>
public sealed record TransactionState
{
    /// <summary><c>PmtId</c>: which one.</summary>
    public required PaymentKey Payment { get; init; }

    /// <summary>Whether <c>Tx/CdtDbtInd</c> is CRDT; null where it is not said.</summary>
    public bool? IsCredit { get; init; }

    /// <summary><c>Tx/Pmt/MsgId</c>, or null.</summary>
    public string? MessageId { get; init; }

    /// <summary><c>Tx/Pmt/Sts</c>; empty for none.</summary>
    public IReadOnlyList<InstructionStatus> Statuses { get; init; } = [];

    /// <summary><c>Tx/Pmt/InstdAmt</c>, or null. The currency is empty where it is written without one.</summary>
    public AmountText? InstructedAmount { get; init; }

    /// <summary><c>Tx/Pmt/IntrBkSttlmAmt</c>, or null. The currency is empty where it is written without one.</summary>
    public AmountText? SettlementAmount { get; init; }

    /// <summary><c>Tx/Pmt/TxId</c>, or null.</summary>
    public string? TransactionId { get; init; }

    /// <summary><c>Tx/Pmt/IntrBkSttlmDt</c>, or null.</summary>
    public string? SettlementDate { get; init; }

    /// <summary><c>Tx/Pmt/EndToEndId</c>, or null.</summary>
    public string? EndToEndId { get; init; }

    /// <summary><c>Tx/Pmt/Pties/InstgAgt</c>, or null.</summary>
    public AgentIdentification? InstructingAgent { get; init; }

    /// <summary><c>Tx/Pmt/Pties/InstdAgt</c>, or null.</summary>
    public AgentIdentification? InstructedAgent { get; init; }

    /// <summary><c>Tx/Pmt/Pties/Dbtr</c>, or null.</summary>
    public PartyOrAgent? Debtor { get; init; }

    /// <summary><c>Tx/Pmt/Pties/DbtrAgt</c>, or null.</summary>
    public AgentIdentification? DebtorAgent { get; init; }

    /// <summary><c>Tx/Pmt/Pties/CdtrAgt</c>, or null.</summary>
    public AgentIdentification? CreditorAgent { get; init; }

    /// <summary><c>Tx/Pmt/Pties/Cdtr</c>, or null.</summary>
    public PartyOrAgent? Creditor { get; init; }

    /// <summary><c>BizErr</c>: why the transaction cannot be told; then nothing else of it is said. Empty for none.</summary>
    public IReadOnlyList<QueryError> Errors { get; init; } = [];
}

/// <summary>A status of a payment instruction (<c>Sts</c> of camt.006), as it is written.</summary>
public sealed record InstructionStatus
{
    /// <summary><c>Cd</c>: the code, or null.</summary>
    public string? Code { get; init; }

    /// <summary>What kind of code it is. Without a code it means nothing.</summary>
    public InstructionStatusKind Kind { get; init; }

    /// <summary><c>DtTm</c>: since when; a day, or a time where it is written as <c>DtTm</c>. Null for none.</summary>
    public string? Since { get; init; }

    /// <summary><c>Rsn/PrtryRjctn/PrtryStsRsn</c> of the first reason that has one: 1 to 4 letters and digits, for example AM04; or null.</summary>
    public string? RejectionCode { get; init; }

    /// <summary><c>Rsn/PrtryRjctn/Rsn</c>: a sentence of up to 256 characters, beside a <see cref="RejectionCode"/>.</summary>
    public string? RejectionText { get; init; }
}

/// <summary>What kind of code a status of a payment instruction has.</summary>
public enum InstructionStatusKind
{
    /// <summary>Not final (<c>Pdg</c>): PDNG's finer codes.</summary>
    Pending = 0,

    /// <summary>Final (<c>Fnl</c>): STLD, RJTD, CAND, FNLD.</summary>
    Final = 1,

    /// <summary>Of a system of gross settlement (<c>RTGS</c>).</summary>
    GrossSettlement = 2,

    /// <summary>Of the settlement (<c>Sttlm</c>).</summary>
    Settlement = 3,

    /// <summary>Proprietary (<c>Prtry</c>).</summary>
    Proprietary = 4,
}
