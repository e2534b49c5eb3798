using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Iso20022.Messages;

/// <summary>An entry on an account (<c>Ntry</c>), as it is written.</summary>
public sealed record AccountEntry
{
    /// <summary><c>NtryRef</c>, or null.</summary>
    public string? Reference { get; init; }

    /// <summary><c>Amt</c>.</summary>
    public required AmountText Amount { get; init; }

    /// <summary>Whether <c>CdtDbtInd</c> is CRDT.</summary>
    public required bool IsCredit { get; init; }

    /// <summary><c>RvslInd</c>: whether it takes an earlier entry back; null where it is not said.</summary>
    public bool? IsReversal { get; init; }

    /// <summary><c>Sts</c>: BOOK, PDNG, INFO or FUTR, or a proprietary one.</summary>
    public required CodeText Status { get; init; }

    /// <summary><c>BookgDt</c>: a day, or a time where it is written as <c>DtTm</c>; null for none.</summary>
    public string? BookingDate { get; init; }

    /// <summary><c>ValDt</c>: likewise.</summary>
    public string? ValueDate { get; init; }

    /// <summary><c>AcctSvcrRef</c>: the bank's reference, or null.</summary>
    public string? ServicerReference { get; init; }

    /// <summary><c>BkTxCd</c>.</summary>
    public required BankTransactionCode TransactionCode { get; init; }

    /// <summary><c>NtryDtls/Btch</c>, or null: the first, where there are several.</summary>
    public EntryBatch? Batch { get; init; }

    /// <summary><c>NtryDtls/TxDtls</c> of all details; empty for none.</summary>
    public IReadOnlyList<EntryTransaction> Transactions { get; init; } = [];

    /// <summary><c>AddtlNtryInf</c>, up to 500 characters, or null.</summary>
    public string? AdditionalInformation { get; init; }
}

/// <summary>What kind of transaction it was (<c>BkTxCd</c>): by the standard's domain, by a proprietary code, or by both.</summary>
public sealed record BankTransactionCode
{
    /// <summary><c>Domn/Cd</c>, for example PMNT; or null.</summary>
    public string? Domain { get; init; }

    /// <summary><c>Domn/Fmly/Cd</c>, for example RRCT; beside a <see cref="Domain"/>.</summary>
    public string? Family { get; init; }

    /// <summary><c>Domn/Fmly/SubFmlyCd</c>, for example ESCT; beside a <see cref="Domain"/>.</summary>
    public string? SubFamily { get; init; }

    /// <summary><c>Prtry/Cd</c>, or null.</summary>
    public string? Proprietary { get; init; }

    /// <summary><c>Prtry/Issr</c>: whose code that is, or null. Only beside one.</summary>
    public string? ProprietaryIssuer { get; init; }
}

/// <summary>The batch that an entry stands for (<c>Btch</c>), as it is written.</summary>
public sealed record EntryBatch
{
    /// <summary><c>MsgId</c>, or null.</summary>
    public string? MessageId { get; init; }

    /// <summary><c>PmtInfId</c>, or null.</summary>
    public string? PaymentInformationId { get; init; }

    /// <summary><c>NbOfTxs</c>, or null.</summary>
    public string? NumberOfTransactions { get; init; }

    /// <summary><c>TtlAmt</c>, or null.</summary>
    public AmountText? Total { get; init; }

    /// <summary>Whether <c>CdtDbtInd</c> is CRDT; null where it is not said.</summary>
    public bool? IsCredit { get; init; }
}

/// <summary>A transaction behind an entry (<c>TxDtls</c>), as it is written.</summary>
public sealed record EntryTransaction
{
    /// <summary><c>Refs/MsgId</c>, or null.</summary>
    public string? MessageId { get; init; }

    /// <summary><c>Refs/AcctSvcrRef</c>, or null.</summary>
    public string? ServicerReference { get; init; }

    /// <summary><c>Refs/PmtInfId</c>, or null.</summary>
    public string? PaymentInformationId { get; init; }

    /// <summary><c>Refs/InstrId</c>, or null.</summary>
    public string? InstructionId { get; init; }

    /// <summary><c>Refs/EndToEndId</c>, or null.</summary>
    public string? EndToEndId { get; init; }

    /// <summary><c>Refs/UETR</c>, or null.</summary>
    public string? Uetr { get; init; }

    /// <summary><c>Refs/TxId</c>, or null.</summary>
    public string? TransactionId { get; init; }

    /// <summary><c>Refs/ClrSysRef</c>, or null.</summary>
    public string? ClearingSystemReference { get; init; }

    /// <summary><c>Amt</c>, or null. Versions before the seventh have it in <c>AmtDtls</c> only.</summary>
    public AmountText? Amount { get; init; }

    /// <summary>Whether <c>CdtDbtInd</c> is CRDT; null where it is not said.</summary>
    public bool? IsCredit { get; init; }

    /// <summary><c>AmtDtls/InstdAmt/Amt</c>, or null.</summary>
    public AmountText? InstructedAmount { get; init; }

    /// <summary><c>AmtDtls/TxAmt/Amt</c>, or null.</summary>
    public AmountText? TransactionAmount { get; init; }

    /// <summary><c>BkTxCd</c>, or null.</summary>
    public BankTransactionCode? TransactionCode { get; init; }

    /// <summary><c>RltdPties/Dbtr</c>, or null.</summary>
    public PartyOrAgent? Debtor { get; init; }

    /// <summary><c>RltdPties/DbtrAcct</c>, or null.</summary>
    public AccountIdentification? DebtorAccount { get; init; }

    /// <summary><c>RltdPties/UltmtDbtr</c>, or null.</summary>
    public PartyOrAgent? UltimateDebtor { get; init; }

    /// <summary><c>RltdPties/Cdtr</c>, or null.</summary>
    public PartyOrAgent? Creditor { get; init; }

    /// <summary><c>RltdPties/CdtrAcct</c>, or null.</summary>
    public AccountIdentification? CreditorAccount { get; init; }

    /// <summary><c>RltdPties/UltmtCdtr</c>, or null.</summary>
    public PartyOrAgent? UltimateCreditor { get; init; }

    /// <summary><c>RltdAgts/InstgAgt</c>, or null.</summary>
    public AgentIdentification? InstructingAgent { get; init; }

    /// <summary><c>RltdAgts/InstdAgt</c>, or null.</summary>
    public AgentIdentification? InstructedAgent { get; init; }

    /// <summary><c>RltdAgts/DbtrAgt</c>, or null.</summary>
    public AgentIdentification? DebtorAgent { get; init; }

    /// <summary><c>RltdAgts/CdtrAgt</c>, or null.</summary>
    public AgentIdentification? CreditorAgent { get; init; }

    /// <summary><c>LclInstrm</c>, or null.</summary>
    public CodeText? LocalInstrument { get; init; }

    /// <summary><c>Purp</c>, or null.</summary>
    public CodeText? Purpose { get; init; }

    /// <summary><c>RmtInf/Ustrd</c>; empty for none.</summary>
    public IReadOnlyList<string> RemittanceTexts { get; init; } = [];

    /// <summary><c>RmtInf/Strd/CdtrRefInf/Ref</c>; empty for none.</summary>
    public IReadOnlyList<string> RemittanceReferences { get; init; } = [];

    /// <summary><c>RltdDts/AccptncDtTm</c>, or null.</summary>
    public string? AcceptedAt { get; init; }

    /// <summary><c>RltdDts/IntrBkSttlmDt</c>, or null.</summary>
    public string? SettlementDate { get; init; }

    /// <summary><c>RltdDts/TxDtTm</c>, or null.</summary>
    public string? TransactedAt { get; init; }

    /// <summary><c>RtrInf</c>: why the money came back, or null.</summary>
    public ReasonInformation? ReturnReason { get; init; }

    /// <summary><c>AddtlTxInf</c>, up to 500 characters, or null.</summary>
    public string? AdditionalInformation { get; init; }
}
