using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Iso20022.Messages;

/// <summary>A request to pay (pain.013, creditor payment activation request): a creditor asks debtors to pay.</summary>
public sealed record RequestToPay
{
    /// <summary><c>GrpHdr/MsgId</c>, 1 to 35 characters.</summary>
    public required string MessageId { get; init; }

    /// <summary><c>GrpHdr/CreDtTm</c>.</summary>
    public required string CreatedAt { get; init; }

    /// <summary><c>GrpHdr/NbOfTxs</c>. To be written: null for as many as there are.</summary>
    public string? NumberOfTransactions { get; init; }

    /// <summary><c>GrpHdr/CtrlSum</c>, or null.</summary>
    public string? ControlSum { get; init; }

    /// <summary><c>GrpHdr/InitgPty</c>: who asks.</summary>
    public required PartyIdentification InitiatingParty { get; init; }

    /// <summary><c>PmtInf</c>: what is asked of each debtor; at least one.</summary>
    public required IReadOnlyList<DebtorRequest> Debtors { get; init; }
}

/// <summary>What is asked of one debtor (<c>PmtInf</c> of pain.013), as it is written.</summary>
public sealed record DebtorRequest
{
    /// <summary><c>PmtInfId</c>, or null.</summary>
    public string? PaymentInformationId { get; init; }

    /// <summary><c>PmtMtd</c>: TRF for a transfer, CHK for a cheque.</summary>
    public required string PaymentMethod { get; init; }

    /// <summary><c>PmtTpInf</c>, or null. It has no clearing channel here.</summary>
    public PaymentType? PaymentType { get; init; }

    /// <summary><c>ReqdExctnDt</c>: when to pay; a day, or a time where it is written as <c>DtTm</c>.</summary>
    public required string RequestedExecution { get; init; }

    /// <summary><c>XpryDt</c>: until when the request holds; likewise, or null.</summary>
    public string? Expiry { get; init; }

    /// <summary><c>PmtCond</c>, or null.</summary>
    public PaymentCondition? Condition { get; init; }

    /// <summary><c>Dbtr</c>.</summary>
    public required PartyIdentification Debtor { get; init; }

    /// <summary><c>DbtrAcct</c>, or null.</summary>
    public AccountIdentification? DebtorAccount { get; init; }

    /// <summary><c>DbtrAgt</c>. Has neither BIC nor member id where it is named in another way.</summary>
    public required AgentIdentification DebtorAgent { get; init; }

    /// <summary><c>UltmtDbtr</c>, or null.</summary>
    public PartyIdentification? UltimateDebtor { get; init; }

    /// <summary><c>ChrgBr</c>, or null.</summary>
    public string? ChargeBearer { get; init; }

    /// <summary><c>CdtTrfTx</c>: the payments that are asked for; at least one.</summary>
    public required IReadOnlyList<RequestedPayment> Payments { get; init; }
}

/// <summary>How a debtor may pay (<c>PmtCond</c>), as it is written.</summary>
public sealed record PaymentCondition
{
    /// <summary><c>AmtModAllwd</c>: whether another amount may be paid.</summary>
    public required bool MayChangeAmount { get; init; }

    /// <summary><c>EarlyPmtAllwd</c>: whether it may be paid early.</summary>
    public required bool MayPayEarly { get; init; }

    /// <summary><c>DelyPnlty</c>: what a delay costs, in words; or null.</summary>
    public string? DelayPenalty { get; init; }

    /// <summary><c>GrntedPmtReqd</c>: whether a guarantee of the payment is asked for.</summary>
    public required bool MustBeGuaranteed { get; init; }
}

/// <summary>One payment that is asked for (<c>CdtTrfTx</c> of pain.013), as it is written.</summary>
public sealed record RequestedPayment
{
    /// <summary><c>PmtId</c>. It has no transaction id here.</summary>
    public required PaymentIdentification Identification { get; init; }

    /// <summary><c>PmtTpInf</c> of the payment, or null. It has no clearing channel here.</summary>
    public PaymentType? PaymentType { get; init; }

    /// <summary><c>PmtCond</c> of the payment, or null.</summary>
    public PaymentCondition? Condition { get; init; }

    /// <summary><c>Amt/InstdAmt</c>. Null where a message that was read has an equivalent amount; to be written it must be given.</summary>
    public AmountText? Amount { get; init; }

    /// <summary><c>ChrgBr</c>.</summary>
    public required string ChargeBearer { get; init; }

    /// <summary><c>CdtrAgt</c>. Has neither BIC nor member id where it is named in another way.</summary>
    public required AgentIdentification CreditorAgent { get; init; }

    /// <summary><c>Cdtr</c>.</summary>
    public required PartyIdentification Creditor { get; init; }

    /// <summary><c>CdtrAcct</c>, or null.</summary>
    public AccountIdentification? CreditorAccount { get; init; }

    /// <summary><c>UltmtCdtr</c>, or null.</summary>
    public PartyIdentification? UltimateCreditor { get; init; }

    /// <summary><c>Purp</c>, or null.</summary>
    public CodeText? Purpose { get; init; }

    /// <summary><c>RmtInf/Ustrd</c>; empty for none.</summary>
    public IReadOnlyList<string> RemittanceTexts { get; init; } = [];

    /// <summary><c>RmtInf/Strd/CdtrRefInf/Ref</c>; empty for none.</summary>
    public IReadOnlyList<string> RemittanceReferences { get; init; } = [];
}
