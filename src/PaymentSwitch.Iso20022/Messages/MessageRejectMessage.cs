namespace PaymentSwitch.Iso20022.Messages;

/// <summary>A message reject (admi.002): the receiver could not take a message. Its <see cref="IncomingMessage.MessageId"/> is that message's.</summary>
public sealed record MessageRejectMessage : IncomingMessage
{
    /// <summary><c>RltdRef/Ref</c>: the reference of the message that is rejected.</summary>
    public required string RelatedReference { get; init; }

    /// <summary><c>Rsn/RjctgPtyRsn</c>: the code of the reason.</summary>
    public required string ReasonCode { get; init; }

    /// <summary><c>Rsn/RjctnDtTm</c> as it is written, or null.</summary>
    public string? RejectedAt { get; init; }

    /// <summary><c>Rsn/ErrLctn</c>, or null.</summary>
    public string? ErrorLocation { get; init; }

    /// <summary><c>Rsn/RsnDesc</c>, or null.</summary>
    public string? ReasonDescription { get; init; }

    /// <summary><c>Rsn/AddtlData</c>, or null.</summary>
    public string? AdditionalData { get; init; }
}
