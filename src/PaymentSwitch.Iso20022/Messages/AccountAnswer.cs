using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Iso20022.Messages;

/// <summary>The answer to a query for accounts (camt.004, return account); without a query, a notice that a balance left its bounds.</summary>
public sealed record AccountAnswer
{
    /// <summary><c>MsgHdr</c>.</summary>
    public required AnswerHeader Header { get; init; }

    /// <summary><c>RptOrErr/AcctRpt</c>; empty where there are <see cref="OperationalErrors"/>.</summary>
    public IReadOnlyList<AccountState> Accounts { get; init; } = [];

    /// <summary><c>RptOrErr/OprlErr</c>: why nothing can be said; empty where there are <see cref="Accounts"/>.</summary>
    public IReadOnlyList<QueryError> OperationalErrors { get; init; } = [];
}

/// <summary>One account with its balances (<c>AcctRpt</c>), or why it cannot be told. As it is written.</summary>
public sealed record AccountState
{
    /// <summary><c>AcctId</c>.</summary>
    public required AccountNumber Account { get; init; }

    /// <summary><c>Acct/Nm</c>, up to 70 characters, or null.</summary>
    public string? Name { get; init; }

    /// <summary><c>Acct/Tp</c>, or null.</summary>
    public CodeText? Type { get; init; }

    /// <summary><c>Acct/Ccy</c>, or null.</summary>
    public string? Currency { get; init; }

    /// <summary><c>Acct/CurMulLmt</c>: the limit towards all others, or null.</summary>
    public CurrentLimit? Limit { get; init; }

    /// <summary><c>Acct/Ownr</c>, or null.</summary>
    public PartyIdentification? Owner { get; init; }

    /// <summary><c>Acct/Svcr</c>, or null.</summary>
    public AgentIdentification? Servicer { get; init; }

    /// <summary><c>Acct/MulBal</c>: the balances; empty for none.</summary>
    public IReadOnlyList<CurrentBalance> Balances { get; init; } = [];

    /// <summary><c>BizErr</c>: why the account cannot be told; then nothing else of it is said. Empty for none.</summary>
    public IReadOnlyList<QueryError> Errors { get; init; } = [];
}

/// <summary>A limit (<c>CurMulLmt</c>).</summary>
/// <param name="Amount"><c>Amt</c>. The currency is empty where it is written without one.</param>
/// <param name="IsCredit">Whether <c>CdtDbtInd</c> is CRDT.</param>
public sealed record CurrentLimit(AmountText Amount, bool IsCredit);

/// <summary>A balance (<c>MulBal</c>), as it is written.</summary>
public sealed record CurrentBalance
{
    /// <summary><c>Amt</c>: a decimal in the account's currency.</summary>
    public required string Amount { get; init; }

    /// <summary>Whether <c>CdtDbtInd</c> is CRDT.</summary>
    public required bool IsCredit { get; init; }

    /// <summary><c>Tp</c>, or null.</summary>
    public CodeText? Type { get; init; }

    /// <summary><c>Sts</c> (PDNG, STLD), or null.</summary>
    public string? Status { get; init; }

    /// <summary><c>ValDt</c>: a day, or a time where it is written as <c>DtTm</c>; null for none.</summary>
    public string? ValueDate { get; init; }

    /// <summary><c>PrcgDt</c>: likewise.</summary>
    public string? ProcessingDate { get; init; }

    /// <summary><c>NbOfPmts</c>, or null.</summary>
    public string? NumberOfPayments { get; init; }
}
