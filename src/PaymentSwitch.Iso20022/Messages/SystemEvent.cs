namespace PaymentSwitch.Iso20022.Messages;

/// <summary>An event of a system that all should know of (admi.004): a participant is away, a cycle closed, the day changed.</summary>
public sealed record SystemEvent
{
    /// <summary><c>EvtCd</c>: 1 to 4 letters and digits.</summary>
    public required string Code { get; init; }

    /// <summary><c>EvtParam</c>, each up to 35 characters; empty for none.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary><c>EvtDesc</c>, up to 1,000 characters (350 in admi.011), or null.</summary>
    public string? Description { get; init; }

    /// <summary><c>EvtTm</c>, or null.</summary>
    public string? OccurredAt { get; init; }
}

/// <summary>The acknowledgement of a system's event (admi.011).</summary>
public sealed record SystemEventAcknowledgement
{
    /// <summary><c>MsgId</c>, 1 to 35 characters.</summary>
    public required string MessageId { get; init; }

    /// <summary><c>OrgtrRef</c>, or null.</summary>
    public string? OriginatorReference { get; init; }

    /// <summary><c>SttlmSsnIdr</c>: 4 letters and digits, or null.</summary>
    public string? SettlementSession { get; init; }

    /// <summary><c>AckDtls</c>: the event that is acknowledged, or null.</summary>
    public SystemEvent? Event { get; init; }
}
