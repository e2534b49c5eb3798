using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Iso20022.Messages;

/// <summary>A query for accounts (camt.003, get account): balances and limits.</summary>
public sealed record AccountQuery
{
    /// <summary><c>MsgHdr</c>.</summary>
    public required QueryHeader Header { get; init; }

    /// <summary><c>AcctQryDef/QryTp</c> (ALLL, CHNG, MODF, DELD), or null.</summary>
    public string? QueryType { get; init; }

    /// <summary><c>AcctCrit/QryNm</c>: a query that was agreed on before, or null. Not beside criteria.</summary>
    public string? QueryName { get; init; }

    /// <summary><c>SchCrit/AcctId/EQ</c> of all criteria; empty for none.</summary>
    public IReadOnlyList<AccountNumber> Accounts { get; init; } = [];

    /// <summary><c>SchCrit/Ccy</c> of the first criteria; empty for none.</summary>
    public IReadOnlyList<string> Currencies { get; init; } = [];

    /// <summary><c>SchCrit/AcctOwnr</c> of the first criteria, or null.</summary>
    public PartyIdentification? Owner { get; init; }

    /// <summary><c>SchCrit/AcctSvcr</c> of the first criteria, or null.</summary>
    public AgentIdentification? Servicer { get; init; }
}

/// <summary>The number of an account, where nothing else of it is said.</summary>
/// <param name="Text">The number as it is written.</param>
/// <param name="IsIban">Whether it is written as <c>IBAN</c>; else as <c>Othr/Id</c>.</param>
public sealed record AccountNumber(string Text, bool IsIban);
