namespace PaymentSwitch.Iso20022.Messages;

/// <summary>The header of a query of cash management, of its answer, and of a receipt (<c>MsgHdr</c>), as it is written.</summary>
public sealed record QueryHeader
{
    /// <summary><c>MsgId</c>, 1 to 35 characters.</summary>
    public required string MessageId { get; init; }

    /// <summary><c>CreDtTm</c>, or null.</summary>
    public string? CreatedAt { get; init; }

    /// <summary><c>ReqTp</c>, or null.</summary>
    public RequestType? RequestType { get; init; }
}

/// <summary>The header of an answer to a query (<c>MsgHdr</c>), as it is written.</summary>
public sealed record AnswerHeader
{
    /// <summary><c>MsgId</c>, 1 to 35 characters.</summary>
    public required string MessageId { get; init; }

    /// <summary><c>CreDtTm</c>, or null.</summary>
    public string? CreatedAt { get; init; }

    /// <summary><c>ReqTp</c>, or null.</summary>
    public RequestType? RequestType { get; init; }

    /// <summary><c>OrgnlBizQry</c>: the query that is answered, or null.</summary>
    public OriginalQuery? OriginalQuery { get; init; }

    /// <summary><c>QryNm</c>, or null.</summary>
    public string? QueryName { get; init; }
}

/// <summary>What is asked for (<c>ReqTp</c>).</summary>
/// <param name="Code">The code as it is written: up to 4 characters, a proprietary one up to 35.</param>
/// <param name="Kind">Which of the three kinds of code it is.</param>
public sealed record RequestType(string Code, RequestKind Kind);

/// <summary>What kind of code says what is asked for.</summary>
public enum RequestKind
{
    /// <summary>A code of the control of payments (<c>PmtCtrl</c>).</summary>
    PaymentControl = 0,

    /// <summary>A code of enquiries (<c>Enqry</c>).</summary>
    Enquiry = 1,

    /// <summary>A proprietary one (<c>Prtry/Id</c>).</summary>
    Proprietary = 2,
}

/// <summary>The query that a message answers (<c>OrgnlBizQry</c>).</summary>
/// <param name="MessageId"><c>MsgId</c>.</param>
/// <param name="MessageDefinition"><c>MsgNmId</c>, or null.</param>
/// <param name="CreatedAt"><c>CreDtTm</c>, or null.</param>
public sealed record OriginalQuery(string MessageId, string? MessageDefinition, string? CreatedAt);

/// <summary>Why a query could not be answered (<c>BizErr</c>, <c>OprlErr</c>).</summary>
/// <param name="Error"><c>Err</c>.</param>
/// <param name="Description"><c>Desc</c>, up to 140 characters, or null.</param>
public sealed record QueryError(CodeText Error, string? Description);

/// <summary>What became of a request (<c>ReqHdlg</c>).</summary>
/// <param name="StatusCode"><c>StsCd</c>: 1 to 4 letters and digits.</param>
/// <param name="Description"><c>Desc</c>, up to 140 characters, or null.</param>
public sealed record RequestHandling(string StatusCode, string? Description);
