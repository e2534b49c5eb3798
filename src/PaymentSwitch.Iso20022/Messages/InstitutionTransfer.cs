using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Iso20022.Messages;

/// <summary>A financial institution credit transfer (pacs.009): money between banks themselves, for example to settle a net cycle.</summary>
public sealed record InstitutionTransfer
{
    /// <summary><c>GrpHdr/MsgId</c>, 1 to 35 characters.</summary>
    public required string MessageId { get; init; }

    /// <summary><c>GrpHdr/CreDtTm</c>.</summary>
    public required string CreatedAt { get; init; }

    /// <summary><c>GrpHdr/NbOfTxs</c>. To be written: null for as many as there are.</summary>
    public string? NumberOfTransactions { get; init; }

    /// <summary><c>GrpHdr/CtrlSum</c>, or null.</summary>
    public string? ControlSum { get; init; }

    /// <summary><c>GrpHdr/TtlIntrBkSttlmAmt</c>, or null.</summary>
    public AmountText? Total { get; init; }

    /// <summary><c>GrpHdr/IntrBkSttlmDt</c>, or null.</summary>
    public string? SettlementDate { get; init; }

    /// <summary><c>GrpHdr/SttlmInf</c>.</summary>
    public required SettlementInformation Settlement { get; init; }

    /// <summary><c>GrpHdr/PmtTpInf</c>, or null.</summary>
    public PaymentType? PaymentType { get; init; }

    /// <summary><c>GrpHdr/InstgAgt</c>, or null.</summary>
    public AgentIdentification? InstructingAgent { get; init; }

    /// <summary><c>GrpHdr/InstdAgt</c>, or null.</summary>
    public AgentIdentification? InstructedAgent { get; init; }

    /// <summary><c>CdtTrfTxInf</c>; at least one.</summary>
    public required IReadOnlyList<InstitutionPayment> Transactions { get; init; }
}

/// <summary>One payment between banks (<c>CdtTrfTxInf</c> of pacs.009), as it is written.</summary>
public sealed record InstitutionPayment
{
    /// <summary><c>PmtId</c>.</summary>
    public required PaymentIdentification Identification { get; init; }

    /// <summary><c>PmtId/ClrSysRef</c>, or null.</summary>
    public string? ClearingSystemReference { get; init; }

    /// <summary><c>PmtTpInf</c> of the transaction, or null.</summary>
    public PaymentType? PaymentType { get; init; }

    /// <summary><c>IntrBkSttlmAmt</c>.</summary>
    public required AmountText Amount { get; init; }

    /// <summary><c>IntrBkSttlmDt</c> of the transaction, or null.</summary>
    public string? SettlementDate { get; init; }

    /// <summary><c>SttlmPrty</c> (URGT, HIGH, NORM), or null.</summary>
    public string? SettlementPriority { get; init; }

    /// <summary><c>InstgAgt</c> of the transaction, or null.</summary>
    public AgentIdentification? InstructingAgent { get; init; }

    /// <summary><c>InstdAgt</c> of the transaction, or null.</summary>
    public AgentIdentification? InstructedAgent { get; init; }

    /// <summary><c>Dbtr</c>: the bank that pays. Has neither BIC nor member id where it is named in another way.</summary>
    public required AgentIdentification Debtor { get; init; }

    /// <summary><c>DbtrAcct</c>, or null.</summary>
    public AccountIdentification? DebtorAccount { get; init; }

    /// <summary><c>DbtrAgt</c>, or null.</summary>
    public AgentIdentification? DebtorAgent { get; init; }

    /// <summary><c>CdtrAgt</c>, or null.</summary>
    public AgentIdentification? CreditorAgent { get; init; }

    /// <summary><c>Cdtr</c>: the bank that is paid. Has neither BIC nor member id where it is named in another way.</summary>
    public required AgentIdentification Creditor { get; init; }

    /// <summary><c>CdtrAcct</c>, or null.</summary>
    public AccountIdentification? CreditorAccount { get; init; }

    /// <summary><c>Purp</c>, or null.</summary>
    public CodeText? Purpose { get; init; }

    /// <summary><c>RmtInf/Ustrd</c>; empty for none.</summary>
    public IReadOnlyList<string> RemittanceTexts { get; init; } = [];
}
