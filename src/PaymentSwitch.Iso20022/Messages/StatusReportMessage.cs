using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Iso20022.Messages;

/// <summary>A status report (pacs.002): what a creditor agent says of a payment that it was sent.</summary>
public sealed record StatusReportMessage : IncomingMessage
{
    /// <summary>The transactions it speaks of (<c>TxInfAndSts</c>).</summary>
    public required IReadOnlyList<TransactionStatus> Transactions { get; init; }
}

/// <summary>What a status report says of one transaction (<c>TxInfAndSts</c>), as it is written.</summary>
public sealed record TransactionStatus
{
    /// <summary><c>StsId</c>, or null.</summary>
    public string? StatusId { get; init; }

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

    /// <summary><c>TxSts</c>, or null.</summary>
    public string? Status { get; init; }

    /// <summary>All reasons (<c>StsRsnInf</c>), in order; a proprietary one has the code <c>NARR</c> and its text before the others.</summary>
    public IReadOnlyList<StatusReason> Reasons { get; init; } = [];

    /// <summary>The first reason, or null.</summary>
    public StatusReason? Reason => Reasons.Count == 0 ? null : Reasons[0];

    /// <summary><c>AccptncDtTm</c>, or null.</summary>
    public string? AcceptedAt { get; init; }

    /// <summary><c>ClrSysRef</c>, or null.</summary>
    public string? ClearingSystemReference { get; init; }

    /// <summary>Whether it repeats what the payment said (<c>OrgnlTxRef</c>).</summary>
    public bool HasOriginalDetails { get; init; }

    /// <summary><c>OrgnlTxRef/DbtrAcct/Id</c>: the IBAN, else the other number; or null.</summary>
    public string? OriginalDebtorAccount { get; init; }

    /// <summary><c>OrgnlTxRef/CdtrAcct/Id</c>: the IBAN, else the other number; or null.</summary>
    public string? OriginalCreditorAccount { get; init; }
}
