namespace PaymentSwitch.Iso20022.Messages;

/// <summary>A request to send messages again (admi.006).</summary>
public sealed record ResendRequest
{
    /// <summary><c>MsgHdr</c>.</summary>
    public required AnswerHeader Header { get; init; }

    /// <summary><c>RsndSchCrit</c>: which messages; at least one.</summary>
    public required IReadOnlyList<ResendCriteria> Criteria { get; init; }
}

/// <summary>Which messages are to be sent again (<c>RsndSchCrit</c>), as it is written.</summary>
public sealed record ResendCriteria
{
    /// <summary><c>BizDt</c>, or null.</summary>
    public string? BusinessDate { get; init; }

    /// <summary><c>SeqNb</c>, or null.</summary>
    public string? SequenceNumber { get; init; }

    /// <summary><c>SeqRg</c>, or null.</summary>
    public SequenceRange? Sequence { get; init; }

    /// <summary><c>OrgnlMsgNmId</c>: the definition of the messages, or null.</summary>
    public string? OriginalMessageDefinition { get; init; }

    /// <summary><c>FileRef</c>, or null.</summary>
    public string? FileReference { get; init; }

    /// <summary><c>Rcpt</c>: who is to get them.</summary>
    public required SystemParty Recipient { get; init; }
}

/// <summary>How messages of administration name a party: by a BIC, by an id with its issuer, or by a name. One of them.</summary>
public sealed record SystemParty
{
    /// <summary><c>Id/AnyBIC</c>, or null.</summary>
    public string? Bic { get; init; }

    /// <summary><c>Id/PrtryId/Id</c>, or null.</summary>
    public string? ProprietaryId { get; init; }

    /// <summary><c>Id/PrtryId/Issr</c>: whose id it is; needed beside one.</summary>
    public string? ProprietaryIssuer { get; init; }

    /// <summary><c>Id/NmAndAdr/Nm</c>, up to 350 characters, or null.</summary>
    public string? Name { get; init; }

    /// <summary><c>LEI</c>, or null. May stand beside each of the others.</summary>
    public string? Lei { get; init; }
}
