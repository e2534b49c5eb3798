using PaymentSwitch.Domain.Identification;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>What a status request (pacs.028.001.03) asks for.</summary>
public sealed record StatusRequest
{
    /// <summary><c>GrpHdr/MsgId</c>, 1 to 35 characters.</summary>
    public required string MessageId { get; init; }

    /// <summary><c>GrpHdr/CreDtTm</c>, in Unix milliseconds.</summary>
    public required long CreatedAtMs { get; init; }

    /// <summary><c>OrgnlMsgId</c> of the payment's message, or null; then <see cref="OriginalMessageDefinition"/> is not written either.</summary>
    public string? OriginalMessageId { get; init; }

    /// <summary><c>OrgnlMsgNmId</c>: the definition of the payment's message.</summary>
    public string OriginalMessageDefinition { get; init; } = CreditTransferWriter.MessageDefinition;

    /// <summary><c>OrgnlInstrId</c>, or null.</summary>
    public string? OriginalInstructionId { get; init; }

    /// <summary><c>OrgnlEndToEndId</c>, or null.</summary>
    public string? OriginalEndToEndId { get; init; }

    /// <summary><c>OrgnlTxId</c>, or null.</summary>
    public string? OriginalTransactionId { get; init; }

    /// <summary><c>OrgnlUETR</c>: which payment.</summary>
    public required Uetr Uetr { get; init; }
}
