using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Iso20022.Messages;

/// <summary>What an earlier payment said (<c>OrgnlTxRef</c>), repeated by a message that speaks of it. As it is written.</summary>
public sealed record OriginalPaymentDetails
{
    /// <summary><c>IntrBkSttlmAmt</c>, or null.</summary>
    public AmountText? SettlementAmount { get; init; }

    /// <summary><c>Amt/InstdAmt</c>, or null.</summary>
    public AmountText? InstructedAmount { get; init; }

    /// <summary><c>IntrBkSttlmDt</c>, or null.</summary>
    public string? SettlementDate { get; init; }

    /// <summary><c>ReqdExctnDt</c>: a day, or a time where it is written as <c>DtTm</c>; null for none.</summary>
    public string? RequestedExecution { get; init; }

    /// <summary><c>SttlmInf</c>, or null.</summary>
    public SettlementInformation? Settlement { get; init; }

    /// <summary><c>PmtTpInf</c>, or null.</summary>
    public PaymentType? PaymentType { get; init; }

    /// <summary><c>RmtInf/Ustrd</c>; empty for none.</summary>
    public IReadOnlyList<string> RemittanceTexts { get; init; } = [];

    /// <summary><c>RmtInf/Strd/CdtrRefInf/Ref</c>; empty for none.</summary>
    public IReadOnlyList<string> RemittanceReferences { get; init; } = [];

    /// <summary><c>Dbtr</c>, or null.</summary>
    public PartyOrAgent? Debtor { get; init; }

    /// <summary><c>DbtrAcct</c>, or null.</summary>
    public AccountIdentification? DebtorAccount { get; init; }

    /// <summary><c>DbtrAgt</c>, or null.</summary>
    public AgentIdentification? DebtorAgent { get; init; }

    /// <summary><c>CdtrAgt</c>, or null.</summary>
    public AgentIdentification? CreditorAgent { get; init; }

    /// <summary><c>Cdtr</c>, or null.</summary>
    public PartyOrAgent? Creditor { get; init; }

    /// <summary><c>CdtrAcct</c>, or null.</summary>
    public AccountIdentification? CreditorAccount { get; init; }

    /// <summary><c>Purp</c>, or null.</summary>
    public CodeText? Purpose { get; init; }
}
