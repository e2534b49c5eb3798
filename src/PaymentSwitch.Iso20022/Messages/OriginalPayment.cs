namespace PaymentSwitch.Iso20022.Messages;

/// <summary>Which earlier payment a message speaks of: its references, as they are written.</summary>
public sealed record OriginalPayment
{
    /// <summary><c>OrgnlGrpInf/OrgnlMsgId</c> of the transaction, else of the group; null for none.</summary>
    public string? MessageId { get; init; }

    /// <summary><c>OrgnlGrpInf/OrgnlMsgNmId</c>, beside <see cref="MessageId"/>: the definition of that message.</summary>
    public string? MessageDefinition { get; init; }

    /// <summary><c>OrgnlGrpInf/OrgnlCreDtTm</c>, or null. Only beside <see cref="MessageId"/>.</summary>
    public string? MessageCreatedAt { get; init; }

    /// <summary><c>OrgnlInstrId</c>, or null.</summary>
    public string? InstructionId { get; init; }

    /// <summary><c>OrgnlEndToEndId</c>, or null.</summary>
    public string? EndToEndId { get; init; }

    /// <summary><c>OrgnlTxId</c>, or null.</summary>
    public string? TransactionId { get; init; }

    /// <summary><c>OrgnlUETR</c>, or null.</summary>
    public string? Uetr { get; init; }

    /// <summary><c>OrgnlClrSysRef</c>, or null.</summary>
    public string? ClearingSystemReference { get; init; }

    /// <summary><c>OrgnlIntrBkSttlmAmt</c>, or null.</summary>
    public AmountText? SettlementAmount { get; init; }

    /// <summary><c>OrgnlIntrBkSttlmDt</c>, or null.</summary>
    public string? SettlementDate { get; init; }
}
