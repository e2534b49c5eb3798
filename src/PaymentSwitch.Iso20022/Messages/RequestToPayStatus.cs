using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Iso20022.Messages;

/// <summary>What became of a request to pay (pain.014).</summary>
public sealed record RequestToPayStatus
{
    /// <summary><c>GrpHdr/MsgId</c>, 1 to 35 characters.</summary>
    public required string MessageId { get; init; }

    /// <summary><c>GrpHdr/CreDtTm</c>.</summary>
    public required string CreatedAt { get; init; }

    /// <summary><c>GrpHdr/InitgPty</c>: who answers.</summary>
    public required PartyIdentification InitiatingParty { get; init; }

    /// <summary><c>GrpHdr/DbtrAgt</c>, or null.</summary>
    public AgentIdentification? DebtorAgent { get; init; }

    /// <summary><c>GrpHdr/CdtrAgt</c>, or null.</summary>
    public AgentIdentification? CreditorAgent { get; init; }

    /// <summary><c>OrgnlGrpInfAndSts/OrgnlMsgId</c>: the message with the request.</summary>
    public required string OriginalMessageId { get; init; }

    /// <summary><c>OrgnlGrpInfAndSts/OrgnlMsgNmId</c>: its definition.</summary>
    public required string OriginalMessageDefinition { get; init; }

    /// <summary><c>OrgnlGrpInfAndSts/OrgnlCreDtTm</c>, or null.</summary>
    public string? OriginalCreatedAt { get; init; }

    /// <summary><c>OrgnlGrpInfAndSts/OrgnlNbOfTxs</c>, or null.</summary>
    public string? NumberOfOriginalTransactions { get; init; }

    /// <summary><c>OrgnlGrpInfAndSts/GrpSts</c>: the status of all of the message, or null.</summary>
    public string? Status { get; init; }

    /// <summary><c>OrgnlGrpInfAndSts/StsRsnInf</c>; empty for none.</summary>
    public IReadOnlyList<ReasonInformation> Reasons { get; init; } = [];

    /// <summary><c>OrgnlPmtInfAndSts</c>; empty for none.</summary>
    public IReadOnlyList<DebtorRequestStatus> Debtors { get; init; } = [];
}

/// <summary>What became of what was asked of one debtor (<c>OrgnlPmtInfAndSts</c>), as it is written.</summary>
public sealed record DebtorRequestStatus
{
    /// <summary><c>OrgnlPmtInfId</c>.</summary>
    public required string OriginalPaymentInformationId { get; init; }

    /// <summary><c>PmtInfSts</c>, or null.</summary>
    public string? Status { get; init; }

    /// <summary><c>StsRsnInf</c>; empty for none.</summary>
    public IReadOnlyList<ReasonInformation> Reasons { get; init; } = [];

    /// <summary><c>TxInfAndSts</c>; empty for none.</summary>
    public IReadOnlyList<RequestedPaymentStatus> Payments { get; init; } = [];
}

/// <summary>What became of one payment that was asked for (<c>TxInfAndSts</c> of pain.014), as it is written.</summary>
public sealed record RequestedPaymentStatus
{
    /// <summary><c>StsId</c>, or null.</summary>
    public string? StatusId { get; init; }

    /// <summary><c>OrgnlInstrId</c>, or null.</summary>
    public string? OriginalInstructionId { get; init; }

    /// <summary><c>OrgnlEndToEndId</c>, or null.</summary>
    public string? OriginalEndToEndId { get; init; }

    /// <summary><c>OrgnlUETR</c>, or null.</summary>
    public string? Uetr { get; init; }

    /// <summary><c>TxSts</c>, or null.</summary>
    public string? Status { get; init; }

    /// <summary><c>StsRsnInf</c>; empty for none.</summary>
    public IReadOnlyList<ReasonInformation> Reasons { get; init; } = [];

    /// <summary><c>PmtCondSts</c>: what the debtor agrees to, or null.</summary>
    public PaymentConditionStatus? Condition { get; init; }

    /// <summary><c>DbtrDcsnDtTm</c>: when the debtor decided, or null.</summary>
    public string? DecidedAt { get; init; }

    /// <summary><c>AccptncDtTm</c>, or null.</summary>
    public string? AcceptedAt { get; init; }

    /// <summary><c>AcctSvcrRef</c>, or null.</summary>
    public string? ServicerReference { get; init; }

    /// <summary><c>ClrSysRef</c>, or null.</summary>
    public string? ClearingSystemReference { get; init; }

    /// <summary><c>OrgnlTxRef</c>, or null.</summary>
    public OriginalRequestDetails? Details { get; init; }
}

/// <summary>What a debtor agrees to (<c>PmtCondSts</c>).</summary>
/// <param name="AcceptedAmount"><c>AccptdAmt</c>, or null.</param>
/// <param name="IsGuaranteed"><c>GrntedPmt</c>.</param>
/// <param name="IsEarly"><c>EarlyPmt</c>.</param>
public sealed record PaymentConditionStatus(AmountText? AcceptedAmount, bool IsGuaranteed, bool IsEarly);

/// <summary>What the request to pay said (<c>OrgnlTxRef</c> of pain.014), as it is written.</summary>
public sealed record OriginalRequestDetails
{
    /// <summary><c>Amt/InstdAmt</c>, or null.</summary>
    public AmountText? Amount { get; init; }

    /// <summary><c>ReqdExctnDt</c>: a day, or a time where it is written as <c>DtTm</c>; null for none.</summary>
    public string? RequestedExecution { get; init; }

    /// <summary><c>XpryDt</c>: likewise.</summary>
    public string? Expiry { get; init; }

    /// <summary><c>RmtInf/Ustrd</c>; empty for none.</summary>
    public IReadOnlyList<string> RemittanceTexts { get; init; } = [];

    /// <summary><c>RmtInf/Strd/CdtrRefInf/Ref</c>; empty for none.</summary>
    public IReadOnlyList<string> RemittanceReferences { get; init; } = [];

    /// <summary><c>Dbtr</c>, or null.</summary>
    public PartyIdentification? Debtor { get; init; }

    /// <summary><c>DbtrAcct</c>, or null.</summary>
    public AccountIdentification? DebtorAccount { get; init; }

    /// <summary><c>DbtrAgt</c>, or null.</summary>
    public AgentIdentification? DebtorAgent { get; init; }

    /// <summary><c>CdtrAgt</c>. Has neither BIC nor member id where it is named in another way.</summary>
    public required AgentIdentification CreditorAgent { get; init; }

    /// <summary><c>Cdtr</c>.</summary>
    public required PartyIdentification Creditor { get; init; }

    /// <summary><c>CdtrAcct</c>, or null.</summary>
    public AccountIdentification? CreditorAccount { get; init; }
}
