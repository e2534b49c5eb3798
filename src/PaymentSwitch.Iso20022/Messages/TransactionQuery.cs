using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Iso20022.Messages;

/// <summary>A query for transactions (camt.005, get transaction). Of several criteria lists hold what all of them say, the rest is the first's.</summary>
public sealed record TransactionQuery
{
    /// <summary><c>MsgHdr</c>.</summary>
    public required QueryHeader Header { get; init; }

    /// <summary><c>TxQryDef/QryTp</c> (ALLL, CHNG, MODF, DELD), or null.</summary>
    public string? QueryType { get; init; }

    /// <summary><c>TxCrit/QryNm</c>: a query that was agreed on before, or null. Not beside criteria.</summary>
    public string? QueryName { get; init; }

    /// <summary><c>PmtSch/MsgId</c>; empty for none.</summary>
    public IReadOnlyList<string> MessageIds { get; init; } = [];

    /// <summary><c>PmtSch/PmtId</c>; empty for none.</summary>
    public IReadOnlyList<PaymentKey> Payments { get; init; } = [];

    /// <summary><c>PmtSch/TxId</c>; empty for none.</summary>
    public IReadOnlyList<string> TransactionIds { get; init; } = [];

    /// <summary><c>PmtSch/IntrBkSttlmDt</c>; empty for none.</summary>
    public IReadOnlyList<string> SettlementDates { get; init; } = [];

    /// <summary><c>PmtSch/EndToEndId</c>; empty for none.</summary>
    public IReadOnlyList<string> EndToEndIds { get; init; } = [];

    /// <summary><c>PmtSch/Pties/InstgAgt</c>, or null.</summary>
    public AgentIdentification? InstructingAgent { get; init; }

    /// <summary><c>PmtSch/Pties/InstdAgt</c>, or null.</summary>
    public AgentIdentification? InstructedAgent { get; init; }
}
