namespace PaymentSwitch.Iso20022.Messages;

/// <summary>An acknowledgement that messages were received (admi.007), and what became of them.</summary>
public sealed record ReceiptAcknowledgement
{
    /// <summary><c>MsgId/MsgId</c>, 1 to 35 characters.</summary>
    public required string MessageId { get; init; }

    /// <summary><c>MsgId/CreDtTm</c>, or null.</summary>
    public string? CreatedAt { get; init; }

    /// <summary><c>MsgId/QryNm</c>, or null.</summary>
    public string? QueryName { get; init; }

    /// <summary><c>Rpt</c>; at least one.</summary>
    public required IReadOnlyList<AcknowledgedMessage> Messages { get; init; }
}

/// <summary>What became of one message (<c>Rpt</c> of admi.007), as it is written.</summary>
public sealed record AcknowledgedMessage
{
    /// <summary><c>RltdRef/Ref</c>: the message's id.</summary>
    public required string RelatedReference { get; init; }

    /// <summary><c>RltdRef/MsgNm</c>: its definition, or null.</summary>
    public string? MessageName { get; init; }

    /// <summary><c>RltdRef/RefIssr</c>: who gave it the id, or null.</summary>
    public SystemParty? ReferenceIssuer { get; init; }

    /// <summary><c>ReqHdlg</c>.</summary>
    public required RequestHandling Handling { get; init; }

    /// <summary><c>ReqHdlg/StsDtTm</c>, or null.</summary>
    public string? HandledAt { get; init; }
}
