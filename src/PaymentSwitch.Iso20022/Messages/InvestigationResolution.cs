namespace PaymentSwitch.Iso20022.Messages;

/// <summary>The resolution of an investigation (camt.029): the answer to a recall that is refused, still open, or done.</summary>
public sealed record InvestigationResolution
{
    /// <summary><c>Assgnmt</c>.</summary>
    public required CaseAssignment Assignment { get; init; }

    /// <summary><c>RslvdCase</c>, or null.</summary>
    public InvestigationCase? ResolvedCase { get; init; }

    /// <summary>
    /// <c>Sts/Conf</c>: what became of the investigation as a whole (RJCR, CNCL, PDCR …). Null where a message that was read says it
    /// in another way; to be written it must be given.
    /// </summary>
    public string? Confirmation { get; init; }

    /// <summary><c>CxlDtls/TxInfAndSts</c>: what became of each recall.</summary>
    public IReadOnlyList<CancellationOutcome> Transactions { get; init; } = [];
}

/// <summary>What became of the recall of one payment (<c>CxlDtls/TxInfAndSts</c> of camt.029), as it is written.</summary>
public sealed record CancellationOutcome
{
    /// <summary><c>CxlStsId</c>, or null.</summary>
    public string? StatusId { get; init; }

    /// <summary><c>RslvdCase</c> of the transaction, or null.</summary>
    public InvestigationCase? ResolvedCase { get; init; }

    /// <summary>Which payment.</summary>
    public required OriginalPayment Original { get; init; }

    /// <summary><c>TxCxlSts</c> (RJCR, ACCR, PDCR) of the transaction, else <c>GrpCxlSts</c> of the group; null for none.</summary>
    public string? Status { get; init; }

    /// <summary><c>CxlStsRsnInf</c> of the transaction, else of the group; empty for none.</summary>
    public IReadOnlyList<ReasonInformation> Reasons { get; init; } = [];

    /// <summary><c>RsltnRltdInf</c>: the payment that gives the money back, or null.</summary>
    public ResolvingPayment? ResolvedBy { get; init; }

    /// <summary><c>OrgnlTxRef</c>, or null.</summary>
    public OriginalPaymentDetails? Details { get; init; }
}

/// <summary>The payment by which an investigation is resolved (<c>RsltnRltdInf</c>), as it is written.</summary>
public sealed record ResolvingPayment
{
    /// <summary><c>EndToEndId</c>, or null.</summary>
    public string? EndToEndId { get; init; }

    /// <summary><c>TxId</c>, or null.</summary>
    public string? TransactionId { get; init; }

    /// <summary><c>UETR</c>, or null.</summary>
    public string? Uetr { get; init; }

    /// <summary><c>IntrBkSttlmAmt</c>, or null.</summary>
    public AmountText? SettlementAmount { get; init; }

    /// <summary><c>IntrBkSttlmDt</c>, or null.</summary>
    public string? SettlementDate { get; init; }
}
