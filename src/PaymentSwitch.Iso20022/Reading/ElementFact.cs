namespace PaymentSwitch.Iso20022.Reading;

/// <summary>
/// The facts that are read of a message, whichever it is. An agent takes three in a row: BIC, clearing system, member id;
/// an amount two: value and currency; a choice of code and proprietary text one or two, as it matters.
/// </summary>
internal enum ElementFact
{
    None = 0,

    // The header
    FromBic, FromSystem, FromMember,
    ToBic, ToSystem, ToMember,
    BusinessMessageId, MessageDefinition, BusinessService, HeaderCreatedAt, CopyDuplicate, PossibleDuplicate, Signature,

    // The group
    MessageId, CreatedAt, NumberOfTransactions, ControlSum, Total, TotalCurrency, GroupSettlementDate, SettlementMethod, ClearingSystem,
    GroupServiceLevelCode, GroupServiceLevelProprietary, GroupLocalInstrumentCode, GroupLocalInstrumentProprietary,
    GroupInstructingBic, GroupInstructingSystem, GroupInstructingMember,
    GroupInstructedBic, GroupInstructedSystem, GroupInstructedMember,

    // The transaction of a credit transfer
    Transaction, InstructionId, EndToEndId, TransactionId, Uetr, ClearingSystemReference,
    ServiceLevelCode, ServiceLevelProprietary, LocalInstrumentCode, LocalInstrumentProprietary,
    Amount, AmountCurrency, SettlementDate, AcceptedAt, ChargeBearer,
    InstructingBic, InstructingSystem, InstructingMember,
    InstructedBic, InstructedSystem, InstructedMember,
    DebtorAgentBic, DebtorAgentSystem, DebtorAgentMember,
    CreditorAgentBic, CreditorAgentSystem, CreditorAgentMember,
    DebtorIban, CreditorIban, DebtorOtherAccount, CreditorOtherAccount,

    // What status reports and status requests say of an earlier message
    GroupOriginalMessageId, StatusId, OriginalMessageId, OriginalInstructionId, OriginalEndToEndId, OriginalTransactionId, OriginalUetr,
    Status, Reason, ReasonCode, ReasonProprietary, AdditionalInformation, OriginalDetails,

    // The message reject
    RelatedReference, RejectReason, RejectedAt, ErrorLocation, ReasonDescription, AdditionalData,
}

