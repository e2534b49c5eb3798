namespace PaymentSwitch.Iso20022.Messages;

/// <summary>A status request (pacs.028): a bank asks where a payment stands.</summary>
public sealed record StatusRequestMessage : IncomingMessage
{
    /// <summary>The transactions it asks for (<c>TxInf</c>).</summary>
    public required IReadOnlyList<TransactionInquiry> Transactions { get; init; }
}

/// <summary>One transaction that a status request asks for (<c>TxInf</c>), as it is written.</summary>
public sealed record TransactionInquiry
{
    /// <summary><c>StsReqId</c>, or null.</summary>
    public string? RequestId { get; init; }

    /// <summary><c>OrgnlUETR</c>, or null.</summary>
    public string? Uetr { get; init; }

    /// <summary><c>OrgnlMsgId</c> of the transaction, else of the group; null for none.</summary>
    public string? OriginalMessageId { get; init; }

    /// <summary><c>OrgnlInstrId</c>, or null.</summary>
    public string? OriginalInstructionId { get; init; }

    /// <summary><c>OrgnlEndToEndId</c>, or null.</summary>
    public string? OriginalEndToEndId { get; init; }

    /// <summary><c>OrgnlTxId</c>, or null.</summary>
    public string? OriginalTransactionId { get; init; }
}
