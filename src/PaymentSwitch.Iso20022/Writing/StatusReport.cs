using PaymentSwitch.Domain.Identification;
using PaymentSwitch.Domain.Schemes;

namespace PaymentSwitch.Iso20022.Writing;

/// <summary>What a status report (pacs.002) says of one payment.</summary>
public sealed record StatusReport
{
    /// <summary><c>GrpHdr/MsgId</c>, 1 to 35 characters.</summary>
    public required string MessageId { get; init; }

    /// <summary><c>GrpHdr/CreDtTm</c>, in Unix milliseconds.</summary>
    public required long CreatedAtMs { get; init; }

    /// <summary><c>OrgnlMsgId</c> of the message that is answered.</summary>
    public required string OriginalMessageId { get; init; }

    /// <summary><c>OrgnlMsgNmId</c>: the definition of the message that is answered.</summary>
    public required string OriginalMessageDefinition { get; init; }

    /// <summary><c>OrgnlInstrId</c>, or null.</summary>
    public string? OriginalInstructionId { get; init; }

    /// <summary><c>OrgnlEndToEndId</c>, or null.</summary>
    public string? OriginalEndToEndId { get; init; }

    /// <summary><c>OrgnlTxId</c>, or null.</summary>
    public string? OriginalTransactionId { get; init; }

    /// <summary><c>OrgnlUETR</c>, or null where the payment had none.</summary>
    public Uetr? Uetr { get; init; }

    /// <summary><c>TxSts</c>, for example <c>ACSC</c>.</summary>
    public required string Status { get; init; }

    /// <summary><c>StsRsnInf</c>, the weightiest first. Each text is cut to 105 characters; the element's path follows it.</summary>
    public IReadOnlyList<StatusReason> Reasons { get; init; } = [];

    /// <summary>The BIC of whoever gave the reasons (<c>StsRsnInf/Orgtr</c>), or null.</summary>
    public string? ReasonOriginatorBic { get; init; }

    /// <summary><c>AccptncDtTm</c> (T0), in Unix milliseconds, or null.</summary>
    public long? AcceptedAtMs { get; init; }

    /// <summary><c>FctvIntrBkSttlmDt/DtTm</c>: when it was settled, in Unix milliseconds, or null.</summary>
    public long? SettledAtMs { get; init; }

    /// <summary><c>ClrSysRef</c>, or null.</summary>
    public string? ClearingSystemReference { get; init; }
}
