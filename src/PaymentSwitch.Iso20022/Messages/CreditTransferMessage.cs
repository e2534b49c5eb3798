using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Iso20022.Reading;

namespace PaymentSwitch.Iso20022.Messages;

/// <summary>
/// A credit transfer (pacs.008) as it is written: texts, not yet values, so that a rule can say what it found. Elements
/// that may stand in the group or in the transaction are here with their place, the transaction's before the group's.
/// </summary>
public sealed record CreditTransferMessage : IncomingMessage
{
    /// <summary><c>GrpHdr/CreDtTm</c>.</summary>
    public required string CreatedAt { get; init; }

    /// <summary><c>GrpHdr/NbOfTxs</c>.</summary>
    public required string NumberOfTransactions { get; init; }

    /// <summary>How many transactions (<c>CdtTrfTxInf</c>) there are. The facts below are those of the first.</summary>
    public required int TransactionCount { get; init; }

    /// <summary><c>GrpHdr/CtrlSum</c>, or null.</summary>
    public string? ControlSum { get; init; }

    /// <summary><c>GrpHdr/TtlIntrBkSttlmAmt</c>, or null.</summary>
    public AmountText? Total { get; init; }

    /// <summary><c>GrpHdr/IntrBkSttlmDt</c>, or null.</summary>
    public string? GroupSettlementDate { get; init; }

    /// <summary><c>IntrBkSttlmDt</c> of the transaction, or null.</summary>
    public string? SettlementDate { get; init; }

    /// <summary><c>SttlmInf/SttlmMtd</c>.</summary>
    public required string SettlementMethod { get; init; }

    /// <summary><c>SttlmInf/ClrSys/Cd</c> or <c>Prtry</c>, or null.</summary>
    public string? ClearingSystem { get; init; }

    /// <summary><c>PmtTpInf/SvcLvl</c> (<c>Cd</c> or <c>Prtry</c>) of the transaction, else of the group; empty for none.</summary>
    public IReadOnlyList<PlacedText> ServiceLevels { get; init; } = [];

    /// <summary><c>PmtTpInf/LclInstrm</c> (<c>Cd</c> or <c>Prtry</c>) of the transaction, else of the group; null for none.</summary>
    public PlacedText? LocalInstrument { get; init; }

    /// <summary><c>PmtId/InstrId</c>, or null.</summary>
    public string? InstructionId { get; init; }

    /// <summary><c>PmtId/EndToEndId</c>.</summary>
    public required string EndToEndId { get; init; }

    /// <summary><c>PmtId/TxId</c>, or null.</summary>
    public string? TransactionId { get; init; }

    /// <summary><c>PmtId/UETR</c>, or null.</summary>
    public string? Uetr { get; init; }

    /// <summary><c>PmtId/ClrSysRef</c>, or null.</summary>
    public string? ClearingSystemReference { get; init; }

    /// <summary><c>IntrBkSttlmAmt</c>.</summary>
    public required AmountText Amount { get; init; }

    /// <summary><c>AccptncDtTm</c> (T0), or null.</summary>
    public string? AcceptedAt { get; init; }

    /// <summary><c>ChrgBr</c>.</summary>
    public required string ChargeBearer { get; init; }

    /// <summary><c>InstgAgt</c> of the transaction, else of the group; null for none.</summary>
    public AgentIdentification? InstructingAgent { get; init; }

    /// <summary><c>InstdAgt</c> of the transaction, else of the group; null for none.</summary>
    public AgentIdentification? InstructedAgent { get; init; }

    /// <summary><c>DbtrAgt</c>. Has neither BIC nor member id where it is named in another way.</summary>
    public required AgentIdentification DebtorAgent { get; init; }

    /// <summary><c>CdtrAgt</c>. Has neither BIC nor member id where it is named in another way.</summary>
    public required AgentIdentification CreditorAgent { get; init; }

    /// <summary><c>DbtrAcct/Id/IBAN</c>, or null.</summary>
    public string? DebtorIban { get; init; }

    /// <summary><c>CdtrAcct/Id/IBAN</c>, or null.</summary>
    public string? CreditorIban { get; init; }

    /// <summary><c>DbtrAcct/Id/Othr/Id</c>, or null.</summary>
    public string? DebtorOtherAccount { get; init; }

    /// <summary><c>CdtrAcct/Id/Othr/Id</c>, or null.</summary>
    public string? CreditorOtherAccount { get; init; }

    /// <summary>
    /// Texts of the document with a character outside the Latin set of the SEPA rules; empty for none. At most 50 are kept. Looked
    /// for when first asked for: not every scheme wants to know.
    /// </summary>
    public IReadOnlyList<PlacedText> TextsBeyondLatin { get => field ??= LatinCharacters.FindBeyond(Original); init; }
}

/// <summary>A text and where it stands.</summary>
/// <param name="ElementPath">The path of its element, from <c>/Document</c> on.</param>
/// <param name="Text">The text as it is written.</param>
public sealed record PlacedText(string ElementPath, string Text);
