using PaymentSwitch.Domain;
using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>A credit transfer (pacs.008) with the usual fields, as a bank writes it: for banks, simulators and tests.</summary>
public sealed record CreditTransferInstruction
{
    /// <summary><c>GrpHdr/MsgId</c>, 1 to 35 characters.</summary>
    public required string MessageId { get; init; }

    /// <summary><c>GrpHdr/CreDtTm</c>, in Unix milliseconds.</summary>
    public required long CreatedAtMs { get; init; }

    /// <summary>The UETR, or null to leave it out.</summary>
    public required Uetr? Uetr { get; init; }

    /// <summary><c>PmtId/InstrId</c>, or null.</summary>
    public string? InstructionId { get; init; }

    /// <summary><c>PmtId/EndToEndId</c>.</summary>
    public required string EndToEndId { get; init; }

    /// <summary><c>PmtId/TxId</c>, or null.</summary>
    public string? TransactionId { get; init; }

    /// <summary><c>IntrBkSttlmAmt</c>, and the group's total.</summary>
    public required Money Amount { get; init; }

    /// <summary><c>IntrBkSttlmDt</c> as <c>yyyy-MM-dd</c>, or null to leave it out.</summary>
    public DateOnly? SettlementDate { get; init; }

    /// <summary><c>AccptncDtTm</c> (T0), in Unix milliseconds, or null to leave it out.</summary>
    public required long? AcceptedAtMs { get; init; }

    /// <summary><c>SttlmInf/ClrSys/Cd</c>, or null.</summary>
    public string? ClearingSystem { get; init; }

    /// <summary><c>PmtTpInf/SvcLvl/Cd</c>, or null.</summary>
    public string? ServiceLevel { get; init; }

    /// <summary><c>PmtTpInf/LclInstrm/Cd</c>, or null.</summary>
    public string? LocalInstrument { get; init; }

    /// <summary>Whether <see cref="LocalInstrument"/> is proprietary (<c>Prtry</c> in place of <c>Cd</c>), as in FedNow.</summary>
    public bool LocalInstrumentIsProprietary { get; init; }

    /// <summary><c>InstgAgt</c>, or null.</summary>
    public AgentIdentification? InstructingAgent { get; init; }

    /// <summary><c>InstdAgt</c>, or null.</summary>
    public AgentIdentification? InstructedAgent { get; init; }

    /// <summary><c>DbtrAgt</c>.</summary>
    public required AgentIdentification DebtorAgent { get; init; }

    /// <summary><c>CdtrAgt</c>.</summary>
    public required AgentIdentification CreditorAgent { get; init; }

    /// <summary><c>Dbtr/Nm</c>, up to 140 characters.</summary>
    public required string DebtorName { get; init; }

    /// <summary><c>Cdtr/Nm</c>, up to 140 characters.</summary>
    public required string CreditorName { get; init; }

    /// <summary>The debtor's account: an IBAN, else another number (<c>Othr/Id</c>); or null.</summary>
    public string? DebtorAccount { get; init; }

    /// <summary>The creditor's account: an IBAN, else another number (<c>Othr/Id</c>); or null.</summary>
    public string? CreditorAccount { get; init; }

    /// <summary><c>RmtInf/Ustrd</c>, up to 140 characters, or null.</summary>
    public string? RemittanceText { get; init; }
}
