using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Iso20022.Messages;

/// <summary>A payment return (pacs.004): money of settled payments goes back, on the receiver's own accord or because it was recalled.</summary>
public sealed record PaymentReturn
{
    /// <summary><c>GrpHdr/MsgId</c>, 1 to 35 characters.</summary>
    public required string MessageId { get; init; }

    /// <summary><c>GrpHdr/CreDtTm</c>.</summary>
    public required string CreatedAt { get; init; }

    /// <summary><c>GrpHdr/NbOfTxs</c>. To be written: null for as many as there are.</summary>
    public string? NumberOfTransactions { get; init; }

    /// <summary><c>GrpHdr/CtrlSum</c>, or null.</summary>
    public string? ControlSum { get; init; }

    /// <summary><c>GrpHdr/TtlRtrdIntrBkSttlmAmt</c>, or null.</summary>
    public AmountText? Total { get; init; }

    /// <summary><c>GrpHdr/IntrBkSttlmDt</c>, or null.</summary>
    public string? SettlementDate { get; init; }

    /// <summary><c>GrpHdr/SttlmInf</c>.</summary>
    public required SettlementInformation Settlement { get; init; }

    /// <summary><c>GrpHdr/InstgAgt</c>, or null.</summary>
    public AgentIdentification? InstructingAgent { get; init; }

    /// <summary><c>GrpHdr/InstdAgt</c>, or null.</summary>
    public AgentIdentification? InstructedAgent { get; init; }

    /// <summary><c>TxInf</c>: the payments that are returned.</summary>
    public required IReadOnlyList<ReturnedPayment> Transactions { get; init; }
}

/// <summary>One payment that is returned (<c>TxInf</c> of pacs.004), as it is written.</summary>
public sealed record ReturnedPayment
{
    /// <summary><c>RtrId</c>, or null.</summary>
    public string? ReturnId { get; init; }

    /// <summary>Which payment.</summary>
    public required OriginalPayment Original { get; init; }

    /// <summary><c>RtrdIntrBkSttlmAmt</c>: what is sent back.</summary>
    public required AmountText ReturnedAmount { get; init; }

    /// <summary><c>IntrBkSttlmDt</c> of the transaction, or null.</summary>
    public string? SettlementDate { get; init; }

    /// <summary><c>RtrdInstdAmt</c>: what is sent back before charges, or null.</summary>
    public AmountText? ReturnedInstructedAmount { get; init; }

    /// <summary><c>CompstnAmt</c>: what is paid for the delay, or null.</summary>
    public AmountText? CompensationAmount { get; init; }

    /// <summary><c>ChrgBr</c>, or null.</summary>
    public string? ChargeBearer { get; init; }

    /// <summary><c>ChrgsInf</c>; empty for none.</summary>
    public IReadOnlyList<Charge> Charges { get; init; } = [];

    /// <summary><c>ClrSysRef</c> of the return itself, or null.</summary>
    public string? ClearingSystemReference { get; init; }

    /// <summary><c>InstgAgt</c> of the transaction, or null.</summary>
    public AgentIdentification? InstructingAgent { get; init; }

    /// <summary><c>InstdAgt</c> of the transaction, or null.</summary>
    public AgentIdentification? InstructedAgent { get; init; }

    /// <summary><c>RtrChain</c>: from whom to whom the money goes back; or null.</summary>
    public ReturnChain? Chain { get; init; }

    /// <summary><c>RtrRsnInf</c> of the transaction, else of the group; empty for none.</summary>
    public IReadOnlyList<ReasonInformation> Reasons { get; init; } = [];

    /// <summary><c>OrgnlTxRef</c>, or null.</summary>
    public OriginalPaymentDetails? Details { get; init; }
}

/// <summary>From whom to whom money goes back (<c>RtrChain</c>): the roles of the return, which are the payment's turned round.</summary>
public sealed record ReturnChain
{
    /// <summary><c>Dbtr</c>: who gives back.</summary>
    public required PartyOrAgent Debtor { get; init; }

    /// <summary><c>DbtrAcct</c>, or null. Not written in pacs.004.001.09, which has no place for it.</summary>
    public AccountIdentification? DebtorAccount { get; init; }

    /// <summary><c>DbtrAgt</c>, or null.</summary>
    public AgentIdentification? DebtorAgent { get; init; }

    /// <summary><c>CdtrAgt</c>, or null.</summary>
    public AgentIdentification? CreditorAgent { get; init; }

    /// <summary><c>Cdtr</c>: who gets it back.</summary>
    public required PartyOrAgent Creditor { get; init; }

    /// <summary><c>CdtrAcct</c>, or null. Not written in pacs.004.001.09, which has no place for it.</summary>
    public AccountIdentification? CreditorAccount { get; init; }
}
