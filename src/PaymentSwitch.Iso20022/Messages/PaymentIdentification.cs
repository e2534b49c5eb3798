namespace PaymentSwitch.Iso20022.Messages;

/// <summary>The references of a payment in its own message (<c>PmtId</c>, <c>LqdtyTrfId</c>), as they are written.</summary>
public sealed record PaymentIdentification
{
    /// <summary><c>InstrId</c>, or null.</summary>
    public string? InstructionId { get; init; }

    /// <summary><c>EndToEndId</c>.</summary>
    public required string EndToEndId { get; init; }

    /// <summary><c>TxId</c>, or null.</summary>
    public string? TransactionId { get; init; }

    /// <summary><c>UETR</c>, or null.</summary>
    public string? Uetr { get; init; }
}
