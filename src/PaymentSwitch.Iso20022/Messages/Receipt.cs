namespace PaymentSwitch.Iso20022.Messages;

/// <summary>A receipt (camt.025): what became of requests, for example of a liquidity transfer.</summary>
public sealed record Receipt
{
    /// <summary><c>MsgHdr</c>.</summary>
    public required QueryHeader Header { get; init; }

    /// <summary><c>RctDtls</c>; at least one.</summary>
    public required IReadOnlyList<ReceiptDetails> Details { get; init; }
}

/// <summary>What became of one request (<c>RctDtls</c>), as it is written.</summary>
public sealed record ReceiptDetails
{
    /// <summary><c>OrgnlMsgId/MsgId</c>: the message with the request.</summary>
    public required string OriginalMessageId { get; init; }

    /// <summary><c>OrgnlMsgId/MsgNmId</c>: that message's definition, or null.</summary>
    public string? OriginalMessageDefinition { get; init; }

    /// <summary><c>OrgnlPmtId</c>: the payment that it is about, or null.</summary>
    public PaymentKey? OriginalPayment { get; init; }

    /// <summary><c>ReqHdlg</c>; empty for none.</summary>
    public IReadOnlyList<RequestHandling> Handlings { get; init; } = [];
}
